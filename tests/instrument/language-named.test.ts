import { expect, it } from 'vitest';
import { englishName } from '../../src/instrument/english-name.ts';
import { languageNamed } from '../../src/instrument/language-named.ts';
import { LANGUAGES, languages } from '../../src/instrument/languages/index.ts';

it.each([
  ['es-US', 'es'],
  ['es_MX', 'es'],
  ['EN', 'en'],
  ['zh-CN', 'zh-Hans'],
  ['zh-TW', 'zh-Hant'],
  ['zh', 'zh-Hans'],
  ['pt', 'pt-BR'],
  ['fil', 'tl'],
  ['Spanish', 'es'],
  ['espanol', 'es'],
  ['Mexican Spanish', 'es'],
  ['Chinese', 'zh-Hans'],
  ['Chinese (Traditional)', 'zh-Hant'],
  ['Tagalog', 'tl'],
  ['Filipino', 'tl'],
  ['Portuguese', 'pt-BR'],
  ['Haitian Creole', 'ht'],
  ['kreyol', 'ht'],
  ['German', undefined],
  ['de', undefined],
  ['', undefined],
  ['123', undefined],
])('%s means %s', (text, lang) => {
  expect(languageNamed(text)).toBe(lang);
});

it('each language by its tag and its names', () => {
  for (const lang of LANGUAGES)
    for (const name of [lang, englishName(lang), languages[lang].name]) expect(languageNamed(name), name).toBe(lang);
});
