import type { Decision, Verdict } from '../decide/types.ts';
import type { OutboxEvents } from '../delivery/types.ts';
import type { OpenOptions } from '../page/interaction.ts';
import type { Disposition } from '../record/schema.ts';

export type { OpenOptions } from '../page/interaction.ts';

/** What a page may do with its survey: the methods of `window.cx7` and of what `createSurvey` returns. None throws. */
export interface Survey {
  version: string;
  /** Opens the survey because somebody asked for it; with an `interactionKey`, if that interaction is drawn. */
  open(options?: OpenOptions): Promise<Opened>;
  /** Closes it as its respondent would: what was answered is kept. */
  close(): Promise<void>;
  /** The listener gets a CustomEvent; its `detail` is said in {@link SurveyEvents}. */
  on<E extends keyof SurveyEvents>(event: E, listener: (event: CustomEvent<SurveyEvents[E]>) => void): void;
  off<E extends keyof SurveyEvents>(event: E, listener: (event: CustomEvent<SurveyEvents[E]>) => void): void;
  /** Prints and returns why the survey is or is not showing: every check with its outcome. */
  explain(): Promise<Decision | undefined>;
  /**
   * Tells that a single-page app has gone to another route, in browsers without the Navigation API, where nothing else
   * can: whether this page is asked is decided again.
   */
  routeChanged(): void;
  /** Leaves nothing of this respondent behind and begins anew, as at a kiosk or for the next caller. */
  newRespondent(): Promise<void>;
  /** Takes away all that was added to the page. Answers that wait stay in storage and go with the next visit. */
  destroy(): Promise<void> | void;
}

export interface Opened {
  shown: boolean;
  /** Why it is not shown, or `asked`. After `failed` the `error` event, or the console, says what went wrong. */
  reason: Verdict['reason'] | 'failed';
  /** Id of the interview. */
  id?: string;
}

/**
 * Dispositions of the interview (states, never answers), news of its delivery, and errors. An error is printed on the
 * console unless a listener calls `preventDefault()`.
 */
export type SurveyEvents = Record<Disposition, { id: string; disposition: Disposition }> &
  Omit<OutboxEvents, 'dropped'> & { dropped: Omit<OutboxEvents['dropped'], 'body'> };
