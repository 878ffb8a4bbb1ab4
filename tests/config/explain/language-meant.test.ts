import { expect, it } from 'vitest';
import { languageMeant } from '../../../src/config/explain/language-meant.ts';
import { englishName } from '../../../src/instrument/english-name.ts';
import { LANGUAGES, languages } from '../../../src/instrument/languages/index.ts';

it.each([
  ['sp', 'es'],
  ['MX', 'es'],
  ['cn', 'zh-Hans'],
  ['hk', 'zh-Hant'],
  ['kr', 'ko'],
  ['vn', 'vi'],
  ['po', 'pt-BR'],
  ['port', 'pt-BR'],
  ['Viet', 'vi'],
  ['Vietnamise', 'vi'],
  ['Spansh', 'es'],
  ['Koraen', 'ko'],
  ['es-MX', 'es'],
])('%s means %s', (text, lang) => {
  expect(languageMeant(text)).toBe(lang);
});

it.each(['Danish', 'Polish', 'Italian', 'German', 'Hindi', 'Thai', 'uk', 'de', 'it', 'por favor', 'x', '', '123'])(
  '%s means none of those that there are',
  (text) => {
    expect(languageMeant(text)).toBeUndefined();
  },
);

it('each language by its tag and its names', () => {
  for (const lang of LANGUAGES)
    for (const name of [lang, englishName(lang), languages[lang].name]) expect(languageMeant(name), name).toBe(lang);
});
