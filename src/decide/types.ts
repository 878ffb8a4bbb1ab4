import type { Interview } from '../record/schema.ts';
import type { UnitDraw } from './draw.ts';

/** What a decision is made on: one reading of page, clock and storage. */
export interface Seen {
  /** Epoch milliseconds. */
  now: number;
  /** Path of the page, without query and fragment. */
  path: string;
  /** Whether the browser sends Global Privacy Control. */
  optedOut: boolean;
  /** The preview parameter, or a call that asks for a preview. */
  preview: boolean;
  /** Key of the sampling unit; null where storage is blocked and the unit needs it. */
  unitKey: string | null;
  /**
   * The draw on the tag, where there is one and this is an invitation. What anybody asked for, by a click or by a call
   * of `open()`, also one that names an interaction, never consults it: leave it out there.
   */
  tag?: UnitDraw | undefined;
  /** When this survey last ended on this device, epoch milliseconds; NaN for never, Infinity if it has asked in this session. */
  lastEnded: number;
  /** Whether the one invitation of this session was another survey's. */
  taken?: boolean | undefined;
  /** Office of this interview, where the page knows better than the config. */
  office?: string | undefined;
  /** Whether a person asked for the survey, so that no draw applies. A fact that whoever opens it states. */
  requested: boolean;
  /** Whether the trigger has yet to fire. */
  waiting?: boolean | undefined;
}

/** The same, with what only a record needs to know. `path` has the query parameters that the config keeps. */
export interface Visit extends Seen {
  /** `<html lang>` of the page, else the browser's language; BCP 47. */
  lang: string;
  origin: string;
  device: Interview['shown']['device'];
}

export const CHECKS = [
  'enabled',
  'clearance',
  'wave',
  'page',
  'opt-out',
  'storage',
  'cool-down',
  'other-survey',
  'quota',
  'sample',
  'trigger',
] as const;
export type CheckName = (typeof CHECKS)[number];

/** One question: whether it failed, and whether that is waived, for what was asked for or is only tried out. */
export type Check = readonly [check: CheckName, failed: boolean | undefined, waived?: boolean | undefined];

export interface Verdict {
  /** The first check that failed and was not waived, or `asked`. `mount`: asked, but it could not be put on the page. */
  reason: CheckName | 'asked' | 'mount';
  /** All of them, in order. */
  checks: readonly Check[];
  /** The share of units that the config asks: the office's own, or the general one. */
  rate: number;
}

/** A verdict with what the record says of the sample. */
export interface Decision extends Verdict {
  sample: Interview['sample'];
}
