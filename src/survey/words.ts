import type { LanguagePack } from '../instrument/language.ts';

/** The language that a survey is shown in. */
export interface Words {
  readonly pack: LanguagePack;
  /** The language of the page, until the respondent chooses one: for the record. */
  readonly requested: string;
  /** What the list of languages says: the one that was chosen last, also while its words are on their way. */
  readonly listed: string;
}
