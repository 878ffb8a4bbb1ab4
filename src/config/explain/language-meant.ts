import { languageNamed, namesOf, wordsIn } from '../../instrument/language-named.ts';
import { LANGUAGES, type Language } from '../../instrument/languages/index.ts';
import { hasOwn } from '../../instrument/own.ts';
import { edits } from './nearest.ts';

/** The language that somebody means by a tag or a name, even by a country's code, a short form or with a wrong letter. */
export function languageMeant(text: string): Language | undefined {
  const known = languageNamed(text);
  if (known) return known;
  const asked = wordsIn(text).join(' ');
  if (hasOwn(COUNTRIES, asked)) return COUNTRIES[asked];
  if (asked.length < 4) return undefined;
  const named = (fits: (name: string) => boolean) =>
    LANGUAGES.find((lang) => namesOf(lang).some((name) => fits(wordsIn(name).join(' '))));
  // Two letters would make Danish Spanish.
  return named((name) => name.startsWith(asked)) ?? named((name) => edits(asked, name) <= 1);
}

/** Codes of countries that are written for their language. */
const COUNTRIES: Readonly<Record<string, Language>> = {
  sp: 'es',
  mx: 'es',
  cn: 'zh-Hans',
  hk: 'zh-Hant',
  vn: 'vi',
  kr: 'ko',
  ph: 'tl',
  po: 'pt-BR',
};
