import type { SurveyConfig } from '../config/schema.ts';
import type { decide } from '../decide/decide.ts';
import type { Decision, Verdict } from '../decide/types.ts';
import type { OutboxEvents } from '../delivery/types.ts';
import type { Found } from '../page/config.ts';
import type { look } from '../page/look.ts';
import type { Disposition, Interview } from '../record/schema.ts';

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

/** What a contact-center app knows of an interaction. */
export interface OpenOptions {
  /** Key of the call or visit. It is hashed in the browser and never sent; the same key is the same interview. */
  interactionKey?: string;
  channel?: Interview['channel'];
  office?: string;
  administration?: Interview['administration'];
  /** The page's own fields, of which the config's `context` lists the names. */
  context?: Record<string, string | number | boolean>;
  /** Service level indicators, of which the config's `indicators` lists the names. */
  indicators?: Record<string, number>;
  /** Shows the survey whatever the sample says; its records are marked as tests. */
  preview?: boolean;
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

export type Trigger = 'load' | 'click' | 'call';

/** What the page's script hands to the {@link Attendant}. */
export interface Attended extends Found {
  config: SurveyConfig;
  /** One decision for the whole page: what is explained is what was decided. */
  look: typeof look;
  decide: typeof decide;
  /** Whether somebody tries it out, on their own machine or by a preview: then more is said. */
  trial: boolean;
  /** Whether the trigger of the config has yet to fire. */
  waiting: boolean;
  /** Aborted when the survey is destroyed. */
  signal: AbortSignal;
  events: EventTarget;
  report(error: Error): void;
  /** Another file of cx7, by the hash that it must have: what it handed in. */
  part(name: string, integrity?: string): Promise<any>;
}

/** Who carries out what the page asks for; comes with the survey's file. */
export interface Attendant extends Pick<Survey, 'explain' | 'newRespondent' | 'close' | 'destroy'> {
  /** `open()`, and what a trigger does. */
  open(options?: OpenOptions, trigger?: Trigger): Promise<Opened>;
  /** Asks by itself, after the config's delay and as soon as it is welcome. One at a time. */
  invite(): Promise<void>;
}
