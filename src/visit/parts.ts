import type { Endpoint, Endpoints, OptionalAdapter } from '../config/endpoints/index.ts';
import type { SurveyConfig } from '../config/schema.ts';
import type { OptionalTrigger, TriggerName } from '../config/triggers/index.ts';
import type { decide } from '../decide/decide.ts';
import type { TagDraw } from '../decide/draw.ts';
import type { Decision, Seen, Verdict } from '../decide/types.ts';
import type { policyFor } from '../delivery/choosing.ts';
import type { Adapter, SurveyOutbox } from '../delivery/types.ts';
import type { LanguagePack } from '../instrument/language.ts';
import type { OtherLanguage } from '../instrument/languages/index.ts';
import type { Found } from '../page/config.ts';
import type { OpenOptions } from '../page/interaction.ts';
import type { Asking } from '../page/look.ts';
import type { Tag } from '../page/tag.ts';
import type { StartTrigger } from '../page/triggers/types.ts';
import type { Mask } from '../record/mask.ts';
import type { yieldTo } from '../survey/yield.ts';
import type { Opened, Survey } from './api.ts';

/**
 * What each file of cx7 hands in, by the file's name: `es` is `cx7.es.js`. A file hands in what its module exports, as
 * `cx7.parts[name]`; the npm package imports the same modules.
 */
export type Parts = {
  survey: SurveyPart;
  check: CheckPart;
  mask: { mask: Mask };
  yield: { yieldTo: typeof yieldTo };
} & { [L in OtherLanguage]: { pack: LanguagePack } } & {
  [A in OptionalAdapter as `adapter-${A}`]: AdapterPart<Endpoints[A]>;
} & { [trigger: `trigger-${string}`]: { start: StartTrigger } };

/**
 * Loads a file of cx7 and resolves with what it hands in.
 * @param integrity the hash that the file must have; whoever needs the file carries it
 */
export type LoadPart = <P extends keyof Parts>(name: P, integrity?: string) => Promise<Parts[P]>;

/** All that a visit needs once somebody is asked. */
export interface SurveyPart {
  attend(attended: Attended): Promise<Attendant>;
  openDelivery(delivery: Delivery): Promise<SurveyOutbox>;
}

/** What explains: why a config was refused, and why a survey is or is not showing. */
export interface CheckPart {
  explain(text: string, tag?: TagDraw): string;
  /**
   * @param last what was decided when it was last to be opened on this page
   * @param isOpen whether it is on the screen now; undefined where it never got there
   */
  explainVerdict(attended: Attended, last: Considered | undefined, isOpen: boolean | undefined): Decision;
  /** Of the options of `open()` what can be recorded; nothing where the survey is not to be opened. Reports the rest. */
  mendOptions(given: unknown, attended: Attended): OpenOptions | undefined;
}

/** An adapter with a file of its own, and how its endpoint is treated. */
export interface AdapterPart<E> {
  fromEndpoint(endpoint: E): Adapter;
  policyFor: typeof policyFor;
}

/** A verdict with what it was made on. */
export interface Considered {
  seen: Seen;
  verdict: Verdict;
}

/** Where answers go, and who hears what becomes of them. */
export interface Delivery {
  endpoint: Endpoint;
  /** Stands in for the endpoint's own. */
  adapter?: Adapter | undefined;
  /** Gets the outbox's events. */
  events: EventTarget;
  report(error: Error): void;
  part: LoadPart;
}

/** What the loader hands to the {@link Attendant}: one visit, as far as every page view pays for it. */
export interface Attended extends Found, Omit<Delivery, 'endpoint'> {
  config: SurveyConfig;
  tag: Tag;
  /** One decision for the whole page: what is explained is what was decided. */
  look(config: SurveyConfig, asking: Asking): Seen;
  decide: typeof decide;
  /** Whether somebody tries it out, on their own machine or by a preview: then more is said. */
  trial: boolean | undefined;
  /** Stands in for storage that is blocked. */
  memory: Record<string, string>;
  /** Aborted when the survey is destroyed. */
  signal: AbortSignal;
}

/** How the survey came to be opened. */
export interface Opening {
  /** What opened it: for the record, and for nothing else. */
  trigger: TriggerName;
  /** Whether it came by itself, so that sample, cool-down and opt-out hold; otherwise a person asked for it. */
  invited: boolean;
}

/** Carries out what the page asks for; comes with the survey's file. */
export interface Attendant extends Pick<Survey, 'explain' | 'newRespondent' | 'close'> {
  /** `open()`, and what a trigger does on a person's behalf. */
  open(options: OpenOptions, opening: Opening): Promise<Opened>;
  /** Asks by itself, after so many seconds and as soon as it is welcome. One at a time. */
  invite(trigger: TriggerName, delaySeconds?: number): Promise<void>;
  /** Takes back an offer that nobody has touched, where the app has gone to a page that is to have none. */
  routeChanged(): void;
  /** The code of a trigger that has a file of its own. */
  trigger(name: OptionalTrigger): Promise<StartTrigger>;
  destroy(): Promise<void>;
}
