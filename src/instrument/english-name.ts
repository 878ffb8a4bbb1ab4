import type { Language } from './languages/index.ts';

/** What a language is called in English, for messages to teams: `Simplified Chinese` of `zh-Hans`. */
export const englishName = (lang: Language): string =>
  new Intl.DisplayNames(['en'], { type: 'language' }).of(lang) ?? lang;
