import type { SurveyConfig } from '../../config/schema.ts';

/** What a trigger is given. It tells when; whether anybody is asked, and what opens then, is decided elsewhere. */
export interface TriggerHost {
  settings: NonNullable<SurveyConfig['trigger']>;
  /** Aborted when the survey is destroyed. */
  signal: AbortSignal;
  /** Whether this visit is asked on the page as it is now. */
  isAsked(): boolean;
  /** Has the survey's files fetched ahead. */
  prepare(): void;
  /** Asks by itself, once the page has been seen for so many seconds and as soon as it is welcome. */
  invite(delaySeconds?: number): void;
  /** Opens the survey for a person who asked for it. */
  open(): void;
}

export interface StartedTrigger {
  /** A single-page app has gone to another route. */
  routeChanged?(): void;
}

export type StartTrigger = (host: TriggerHost) => StartedTrigger;
