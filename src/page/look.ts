import { UNIT } from '../config/defaults.ts';
import type { SurveyConfig } from '../config/schema.ts';
import type { TagDraw } from '../decide/draw.ts';
import type { Seen } from '../decide/types.ts';
import { area, INVITED_KEY, lastEnded, unitKey } from './recall.ts';

/** What the trigger, or the caller of `open()`, adds to what can be seen. */
export interface Asking {
  /** Whether it is an invitation; otherwise no draw of the tag is consulted. */
  invited: boolean;
  /** Whether a person asked for the survey, so that it is not drawn. */
  requested: boolean;
  waiting?: boolean | undefined;
  office?: string | undefined;
  preview?: boolean | undefined;
  interactionRef?: string | undefined;
}

/** Reads page, clock and storage once, so that the decision can stay pure. */
export function look(
  config: SurveyConfig,
  { invited, interactionRef, preview, ...asking }: Asking,
  tag?: TagDraw,
): Seen {
  return {
    ...asking,
    now: Date.now(),
    path: location.pathname,
    optedOut: !!(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl,
    preview: preview || isPreview(),
    unitKey: keyOf(config.sampling?.unit ?? UNIT, interactionRef),
    tag: invited && tag ? { ...tag, unitKey: keyOf(tag.unit, interactionRef) } : undefined,
    // Calls are remembered one by one: none keeps another from being asked about.
    lastEnded: config.sampling?.unit === 'interaction' ? Number.NaN : lastEnded(config),
    taken: invited && (area(false)[INVITED_KEY] ?? config.survey) !== config.survey,
  };
}

/** Key of what is drawn; null where there is none: storage is blocked, or there is no interaction. */
export const keyOf = (unit: string, interactionRef: string | null = null): string | null =>
  unit === 'interaction' ? interactionRef : unitKey(unit);

/** `?cx7=preview` on any page shows the survey there; what is answered is marked as a test. */
export const isPreview = (): boolean => location.search.includes('cx7=preview');
