import type { Language } from './languages/index.ts';
import type { StatementKey } from './measures.ts';

/** Who stands behind a translation. OMB has published none, so every pack but English begins as a draft. */
export type TranslationStatus = 'official' | 'agency-reviewed' | 'draft';

/**
 * Every word a respondent can read that is not an official statement. `{name}` marks a placeholder. A heading is
 * named by its step, a button by its action, news and problems by what the flow calls them.
 */
export interface Phrases {
  /** Name of the list of languages. */
  language: string;
  /** Heading of the first step. */
  ask: string;
  /** Heading of the second step. */
  details: string;
  /** Heading of the offer between the steps. `{count}` is 4 or 5. */
  more: string;
  moreWhy: string;
  continue: string;
  enough: string;
  /** Heading of the thanks. */
  done: string;
  /** `{service}` */
  doneWhy: string;
  /** Shown to somebody who reopens the survey of a call that was answered already. */
  already: string;
  /** Label of the comment field; says that it is optional. */
  comment: string;
  commentHint: string;
  /** `{count}`; worded so that any number fits. */
  left: string;
  /** `{count}` */
  over: string;
  send: string;
  /** Button under the first step: "Not now". */
  close: string;
  /** Name of the × at the top. */
  leave: string;
  notApplicable: string;
  /** Heading of the list of problems. */
  problem: string;
  /** Nothing was answered and nothing written. */
  nothing: string;
  /** The comment is over the limit. */
  tooLong: string;
  sending: string;
  sent: string;
  saved: string;
  /** This device lets nothing be stored: the answers last as long as the page does. */
  unsaved: string;
  /** The answers are stored and were not delivered: the endpoint refused them, could not take them, or asked to wait. */
  kept: string;
  /** `{number}`, `{date}`; `{minutes}`, worded so that any number fits. Says that it is voluntary. */
  omb: string;
  burden: string;
  /** What 5 CFR 1320.8(b)(3) requires to be told besides. */
  burdenText: string;
  privacyText: string;
  privacyLink: string;
  /** Shown above everything in test mode and previews. */
  test: string;
  /** Accessible name of the whole survey. `{service}` */
  region: string;
  /** Link at the top of the page to a survey that came by itself. */
  skip: string;
}

/** How a language writes numbers. */
export interface Numerals {
  /** The ten digits in order, where they are not 0 to 9. */
  digits?: string;
  /** Before the fraction. */
  decimal: string;
  /** Between groups of three digits. */
  group: string;
  /** The least number of digits that are grouped: with 5 it is 1234 and 12.345, as in Spanish. */
  groupedFrom: 4 | 5;
}

export type Months = readonly [
  january: string,
  february: string,
  march: string,
  april: string,
  may: string,
  june: string,
  july: string,
  august: string,
  september: string,
  october: string,
  november: string,
  december: string,
];

/** The questionnaire in one language. Official wording and the rest are kept apart on purpose. */
export interface LanguagePack {
  /** BCP 47. */
  lang: Language;
  dir: 'ltr' | 'rtl';
  status: TranslationStatus;
  statements: Record<StatementKey, string>;
  /** Labels of 1 to 5, in that order. */
  scale: readonly [string, string, string, string, string];
  /** As they stand in a date: in Russian in the genitive, in Chinese with their sign. */
  months: Months;
  /** How a date is put together from `{day}`, `{month}` and `{year}`. */
  date: string;
  numerals: Numerals;
  phrases: Phrases;
}
