import type { SurveyConfig } from '../config/schema.ts';
import type { Settings } from '../config/settle.ts';
import type { Decision, Visit } from '../decide/types.ts';
import type { LanguagePack } from '../instrument/language.ts';
import type { Caller } from '../record/caller.ts';
import type { Mask } from '../record/mask.ts';
import type { Interview, StoredInterview } from '../record/schema.ts';
import type { DeliveryState } from './flow.ts';
import type { yieldTo } from './yield.ts';

/** Everything a survey is given by the visit that opens it. It knows no network, and of the page only where it stands and what has the focus. */
export interface SurveyHost {
  config: SurveyConfig;
  settings: Settings;
  visit: Visit;
  decision: Decision;
  caller: Caller;
  /** The interview that this one goes on with: the same call, opened again. An older cx7 may have begun it. */
  resume?: StoredInterview | undefined;
  pack: LanguagePack;
  /** The words of another language that is offered; nothing where they cannot be loaded. */
  packOf(lang: string): Promise<LanguagePack | undefined>;
  /** What of the page stands in front of a survey now, such as its open dialogs. */
  obstacles(): Element[];
  /** Loads what gives way to the page. */
  yieldTo(): Promise<{ yieldTo: typeof yieldTo }>;
  /** What was typed into this interview before and never sent. */
  draft?: string | undefined;
  /** Takes what looks like personal data out of a text. */
  mask: Mask;
  /** What opened it: for the record, and for nothing else. */
  trigger: Interview['shown']['trigger'];
  /** Whether it came by itself; otherwise a person asked for it. */
  invited: boolean;
  /** Keeps a revision. Has journaled it when it returns. */
  submit(interview: Interview): void;
  /** The interview has ended or gone further: tells the visit, which emits events. */
  onProgress(interview: Interview): void;
}

export interface SurveyHandle {
  /** The interview at its newest revision. */
  readonly interview: StoredInterview;
  /** Whether it is still on the page: the respondent may have closed it. */
  readonly isOpen: boolean;
  /** What was typed and never sent, for a quarter of an hour after it was closed. Only in memory. */
  readonly draft: string;
  /** Asked for once more: comes forward, with the focus. */
  focus(): void;
  /** Tells the respondent what became of the newest revision. */
  tell(state: DeliveryState): void;
  /** As if the respondent had closed it: what was answered is kept. */
  close(): void;
  /** Takes every trace out of the page, at once. */
  destroy(): void;
}
