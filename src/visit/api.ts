import type { Decision, Verdict } from '../decide/types.ts';
import type { OutboxEvents, RecordNews } from '../delivery/types.ts';
import type { OpenOptions } from '../page/interaction.ts';
import type { Disposition } from '../record/schema.ts';

export type { OpenOptions } from '../page/interaction.ts';

/** What a page may do with its survey: the methods of `window.cx7` and of what `createSurvey` returns. None throws. */
export interface Survey {
  /** Version of cx7. */
  version: string;
  /**
   * Opens the survey because a person asked for it: neither sample nor cool-down holds it back. With an `interactionKey`
   * the sample decides about that interaction. A survey that is there already comes forward, with the focus.
   */
  open(options?: OpenOptions): Promise<Opened>;
  /** Closes it as its respondent would: what was answered is kept. */
  close(): Promise<void>;
  /** Listens to an event. The listener gets a CustomEvent, whose `detail` {@link SurveyEvents} lists. */
  on<E extends keyof SurveyEvents>(event: E, listener: (event: CustomEvent<SurveyEvents[E]>) => void): void;
  /** Stops listening. */
  off<E extends keyof SurveyEvents>(event: E, listener: (event: CustomEvent<SurveyEvents[E]>) => void): void;
  /** Prints and returns why the survey is or is not showing: every check with its outcome. */
  explain(): Promise<Decision | undefined>;
  /**
   * Tells cx7 that a single-page app has gone to another route; cx7 then decides again whether to ask. Call it in browsers
   * without the Navigation API; in others cx7 notices by itself.
   */
  routeChanged(): void;
  /** Forgets this respondent and begins anew: at a kiosk, or for the next caller. Records that wait are still sent. */
  newRespondent(): Promise<void>;
  /** Removes all that cx7 added to the page. Answers that wait stay in storage, and the next visit sends them. */
  destroy(): Promise<void> | void;
}

export interface Opened {
  /** Whether the survey is on the screen. */
  shown: boolean;
  /** Why it is not shown, or `asked`. After `failed` the `error` event, or the console, says what went wrong.
   * `refused`: with these options the answers might count as another person's; the `error` event says why.
   * `destroyed`: `destroy()` was called before. `closed`: `close()` or `newRespondent()` was called while it was opening.
   */
  reason: Verdict['reason'] | 'failed' | 'refused' | 'destroyed' | 'closed';
  /** Id of the interview. */
  id?: string;
}

/**
 * How far the interview came (never what was answered), what became of its record, and errors. cx7 prints an error on the
 * console unless a listener calls `preventDefault()`.
 */
export type SurveyEvents = Record<Disposition, { id: string; disposition: Disposition }> & DeliveryEvents;

/** What became of records, without what is in them. */
export interface DeliveryEvents extends Omit<OutboxEvents, 'dropped'> {
  /**
   * The record was given up. `reason` says why: `expired`, `overflow`, `sent before` (an earlier revision was accepted) or
   * `superseded` (the endpoint keeps another answer).
   */
  dropped: RecordNews & { reason: string };
}
