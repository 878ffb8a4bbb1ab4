import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseLanguage } from '../../src/instrument/choose.ts';
import { LANGUAGES, type Language, languages } from '../../src/instrument/languages/index.ts';

const all = (page: string) => chooseLanguage(page, LANGUAGES);

describe('the language of a page', () => {
  it.each(LANGUAGES)('is shown in %s where it says so', (lang) => {
    expect(all(lang)).toBe(lang);
    expect(all(lang.toUpperCase())).toBe(lang);
  });

  it.each([
    ['es-MX', 'es'],
    ['es-419', 'es'],
    ['fr-CA', 'fr'],
    ['ar-EG', 'ar'],
    ['en-GB', 'en'],
    ['ru-UA', 'ru'],
    ['vi-VN', 'vi'],
    ['ko-KR', 'ko'],
    ['ht-HT', 'ht'],
    // The same language by another name.
    ['fil', 'tl'],
    ['fil-PH', 'tl'],
    // The variety that is nearest.
    ['pt', 'pt-BR'],
    ['pt-PT', 'pt-BR'],
    // What a region writes.
    ['zh', 'zh-Hans'],
    ['zh-CN', 'zh-Hans'],
    ['zh-SG', 'zh-Hans'],
    ['cmn', 'zh-Hans'],
    ['zh-TW', 'zh-Hant'],
    ['zh-HK', 'zh-Hant'],
    ['zh-MO', 'zh-Hant'],
    // A script that is named goes before the region.
    ['zh-Hant-CN', 'zh-Hant'],
    ['zh-Hans-HK', 'zh-Hans'],
    // As programs that know no BCP 47 write it.
    ['zh_TW', 'zh-Hant'],
    ['es_MX', 'es'],
    ['en_US', 'en'],
    // What is said beyond language and region.
    ['de-x-simple', 'en'],
    ['ar-u-nu-latn', 'ar'],
    ['fr-Latn-CA-u-ca-gregory', 'fr'],
  ])('%s is shown in %s', (page, shown) => {
    expect(all(page)).toBe(shown);
  });

  it.each([
    '',
    ' ',
    'x',
    'english',
    'en us',
    '12',
    '-',
    '_',
    'undefined',
    '日本語',
    'zh-',
    'i-klingon',
    '*',
    'a'.repeat(500),
  ])('“%s” is none, and nobody is kept from the survey by it', (page) => {
    expect(all(page)).toBe('en');
    expect(chooseLanguage(page, ['es', 'en'])).toBe('es');
  });

  it('that is not offered is answered in the first one that is', () => {
    expect(chooseLanguage('fr', ['en', 'es'])).toBe('en');
    expect(chooseLanguage('en', ['es'])).toBe('es');
    // Another script would be read by some, but it is another one.
    expect(chooseLanguage('zh-TW', ['en', 'zh-Hans'])).toBe('en');
    expect(chooseLanguage('ar-Latn', ['en', 'ar'])).toBe('en');
  });

  it('never throws, and is always one of those offered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (page) => {
        expect(LANGUAGES).toContain(all(page));
      }),
    );
  });
});
