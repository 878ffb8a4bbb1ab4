import { languageOf } from './choose.ts';
import { englishName } from './english-name.ts';
import { LANGUAGES, type Language, languages } from './languages/index.ts';

/**
 * The language that somebody means by a tag, or by a name in English or in the language itself: `es` of `es-US`,
 * `Spanish` and `Español`. Undefined where there are no words in it.
 */
export function languageNamed(text: string): Language | undefined {
  const asked = wordsIn(text);
  if (!asked.length) return undefined;
  const named = (fits: (name: readonly string[]) => boolean) =>
    LANGUAGES.find((lang) => namesOf(lang).some((name) => fits(wordsIn(name))));
  return (
    languageOf(text) ??
    named((name) => holds(name, asked) && holds(asked, name)) ??
    named((name) => holds(name, asked) || holds(asked, name))
  );
}

/** What people call a language: `Portuguese`, `Brazilian Portuguese`, `Português (Brasil)`. */
export function namesOf(lang: Language): string[] {
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  const codes = [lang.split('-')[0] ?? lang, ...languages[lang].also];
  return [englishName(lang), languages[lang].name, ...codes.map((code) => names.of(code) ?? code)];
}

/** Whether a name has all the words of another: `Mexican Spanish` those of `Spanish`. */
const holds = (name: readonly string[], other: readonly string[]): boolean =>
  other.every((word) => name.includes(word));

/** The words of a name in small letters, without accents. */
export const wordsIn = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/\p{L}+/gu) ?? [];
