import type { Interview } from '../record/schema.ts';

/** One reading of page, clock and storage; everything that {@link decide} may know. */
export interface Visit {
  /** Epoch milliseconds, and the visitor's calendar day, `YYYY-MM-DD`. */
  now: number;
  today: string;
  origin: string;
  path: string;
  /** `<html lang>` of the page, else the browser's language; BCP 47. */
  lang: string;
  device: Interview['shown']['device'];
  /** Whether the browser sends Global Privacy Control. */
  optedOut: boolean;
  /** The preview parameter, or a forced call. */
  preview: boolean;
  /** Key of the sampling unit; null where storage is blocked and the unit needs it. */
  unitKey: string | null;
  /** When this survey last ended on this device or in this session, epoch milliseconds. */
  lastEnded: number | null;
  /** Office of this interview, where the page knows better than the config. */
  office?: string | undefined;
  /** Whether a person or the page asked for the survey, so that the draw does not apply. */
  requested: boolean;
  /** Whether the trigger has fired. */
  triggered: boolean;
}

export const CHECKS = [
  'enabled',
  'test',
  'clearance',
  'wave',
  'page',
  'language',
  'opt-out',
  'storage',
  'cool-down',
  'quota',
  'sample',
  'trigger',
] as const;
export type CheckName = (typeof CHECKS)[number];

/** One question and its outcome: `passed`, `failed` (this is why not), or `waived` (asked for, or a test). */
export interface Check {
  check: CheckName;
  outcome: 'passed' | 'failed' | 'waived';
  /** The facts it was decided on. */
  because: string;
}

export interface Decision {
  show: boolean;
  /** The first check that failed, or `asked`. */
  reason: CheckName | 'asked';
  checks: Check[];
  sample: Interview['sample'];
}
