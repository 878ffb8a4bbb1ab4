import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseLanguage } from '../../src/instrument/choose.ts';
import { LANGUAGES, type Language, languages } from '../../src/instrument/languages/index.ts';
import { seed } from '../campaigns.mjs';

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
    // The codes of ISO 639-2 and 639-3, as libraries and some programs write them.
    ['eng', 'en'],
    ['spa', 'es'],
    ['fra', 'fr'],
    ['fre-CA', 'fr'],
    ['por-PT', 'pt-BR'],
    ['zho-TW', 'zh-Hant'],
    ['chi', 'zh-Hans'],
    ['arb', 'ar'],
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
    ['zh_Hant_HK', 'zh-Hant'],
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
      { seed },
    );
  });
});

describe('beside Intl, which knows the same', () => {
  const read = new Map<string, string>();

  /** Language and script by the browser's knowledge; nothing for a tag that is none. */
  function written(tag: string): string {
    const before = read.get(tag);
    if (before !== undefined) return before;
    let found = '';
    try {
      const { language, script } = new Intl.Locale(tag.replace('_', '-')).maximize();
      found = `${language} ${script}`;
    } catch {
      // Malformed.
    }
    read.set(tag, found);
    return found;
  }

  /** As cx7 chose once. */
  const byIntl = (requested: string, offered: readonly Language[]): Language | undefined =>
    offered.find((lang) => written(lang) === written(requested)) ?? offered[0];

  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const pairs = letters.flatMap((first) => letters.map((second) => first + second));
  const codes = [...pairs, ...pairs.flatMap((pair) => letters.map((third) => pair + third))];
  /** What a tag of one of the languages may begin with. */
  const known = [...new Set(LANGUAGES.flatMap((lang) => [lang.split('-')[0] ?? '', ...languages[lang].also]))];

  /** Whatever is offered: English first, English last, each language alone, and pages that offer no English. */
  const offers: (readonly Language[])[] = [LANGUAGES, [...LANGUAGES].reverse(), ['zh-Hant', 'es'], ['ru', 'zh-Hans']];

  const differing = (tags: readonly string[]) =>
    tags.filter((tag) => offers.some((offered) => chooseLanguage(tag, offered) !== byIntl(tag, offered)));

  it('is the same for every code of two or three letters', () => {
    expect(codes).toHaveLength(26 ** 2 + 26 ** 3);
    // `und` says that the language is not known: cx7 then goes by what is offered first, Intl by where most people are.
    expect(differing(codes)).toEqual(['und']);
  });

  it('is the same for every region of every language', () => {
    const tags = known.flatMap((language) => pairs.map((region) => `${language}-${region.toUpperCase()}`));
    const chinese = ['zh', 'zho', 'chi', 'cmn'];
    // Codes that ISO 3166 has withdrawn or never had; a page of them is shown simplified characters.
    expect(differing(tags).sort()).toEqual(
      chinese.flatMap((language) => ['PZ', 'UK', 'VD'].map((region) => `${language}-${region}`)).sort(),
    );
  });

  it('is the same for tags as pages have them', () => {
    expect(differing(REAL)).toEqual([]);
    expect(REAL.filter((tag) => byIntl(tag, LANGUAGES) !== 'en').length).toBeGreaterThan(80);
  });

  it('is the same for random tags, whatever is offered', () => {
    const cased = (text: string) => fc.constantFrom(text, text.toUpperCase(), text.toLowerCase());
    const maybe = (part: fc.Arbitrary<string>) => fc.option(part, { nil: '' });
    const after = (part: fc.Arbitrary<string>) => part.map((text) => `-${text}`);
    const scripts = fc.constantFrom(...LANGUAGES.map((lang) => languages[lang].script), 'Hang', 'Hani', 'Tglg', 'Deva');
    const tag = fc
      .tuple(
        fc.oneof(
          fc.constantFrom(...known),
          fc.constantFrom('de', 'ja', 'yue', 'nan', 'sr', 'mul', 'x', 'i', 'zhx', ''),
        ),
        maybe(after(scripts)),
        maybe(after(fc.constantFrom('US', 'MX', 'TW', 'HK', 'MO', 'CN', 'SG', 'PH', 'BR', 'PT', '419', '001', 'ZZ'))),
        maybe(after(fc.constantFrom('1996', 'posix', 'valencia', '1abc', 'abc', 'toolongtoolong'))),
        maybe(after(fc.constantFrom('u-nu-latn', 'u-ca-gregory-nu-arab', 't-en', 'a-foo', 'u', 'u-', 'é'))),
        maybe(after(fc.constantFrom('x-simple', 'x-a-b', 'x', 'x-muchtoolong'))),
      )
      .map((parts) => parts.join(''))
      .chain(cased);
    const offered = fc.shuffledSubarray([...LANGUAGES], { minLength: 1 });
    fc.assert(
      fc.property(tag, offered, (requested, list) => {
        expect(chooseLanguage(requested, list)).toBe(byIntl(requested, list));
      }),
      { numRuns: 5000, seed },
    );
  });

  it('differs by intent in these alone', () => {
    const differences = {
      zh_Hant_TW: ['zh-Hant', 'en'], // every underscore is read, not the first one alone
      'und-MX': ['en', 'es'], // a language that is not known
      'zh-158': ['zh-Hans', 'zh-Hant'], // Taiwan by its number
      'es-Zzzz': ['en', 'es'], // a script that is not known
      'zh-hakka': ['zh-Hans', 'en'], // a registration from before there was a code
      'es-1996-1996': ['es', 'en'], // what repeats itself
      'es-u-ca-gregory-u-nu-latn': ['es', 'en'],
      'es-u-x': ['en', 'en'], // but not what stops in the middle
    };
    for (const [tag, [chosen, once]] of Object.entries(differences))
      expect([tag, chooseLanguage(tag, LANGUAGES), byIntl(tag, LANGUAGES)]).toEqual([tag, chosen, once]);
  });
});

/** `lang` attributes and browsers' languages, as they are met. */
const REAL = `
  en en-US en-us en-GB en-CA en-AU en-IN en-NZ en-ZA en-IE en-PH en-PR en-001 en-150 en_US en_GB EN En-Us eng en-Latn-US
  en-US-posix en-US-x-hixie en-x-simple en-Shaw en-Dsrt en-US-u-ca-gregory en-US-u-hc-h12 en-GB-oxendict en-scouse
  es es-US es-MX es-ES es-419 es-PR es-AR es-CO es-DO es-CU es-GT es-SV es-HN es_ES es_LA es-ES_tradnl ES spa es-Latn
  es-ES-valencia ca ca-valencia gl eu ast
  zh zh-CN zh-TW zh-HK zh-MO zh-SG zh-MY zh-US zh-CA zh-AU zh-GB zh-Hans zh-Hant zh-Hans-CN zh-Hans-SG zh-Hans-HK
  zh-Hans-US zh-Hant-TW zh-Hant-HK zh-Hant-US zh-Hant-CN zh_CN zh_TW zh_HK zh-cn zh-tw zh-hk zh-hans zh-hant ZH-TW zho chi
  cmn cmn-Hans cmn-Hant cmn-Hant-TW cmn-CN zh-Latn zh-Latn-pinyin zh-Bopo zh-Hani zh-yue zh-cmn-Hans zh-cmn-Hant-TW
  zh-min-nan zh-guoyu zh-TW-u-co-stroke zh-Hant-x-foo yue yue-HK yue-Hans yue-Hant nan nan-TW hak wuu lzh gan
  vi vi-VN vi-US VI vie vi-Hani vi_VN ko ko-KR ko-KP ko-US ko_KR KO kor ko-Kore ko-Hang ko-Latn
  tl tl-PH fil fil-PH tgl tl_PH tl-Tglg fil-Latn ceb ceb-PH ilo
  ru ru-RU ru-UA ru-KZ ru-US ru_RU RU rus ru-Cyrl ru-Latn uk uk-UA be bg
  ar ar-SA ar-EG ar-AE ar-MA ar-IQ ar-SY ar-YE ar-US ar-001 ar_EG AR ara arb ar-Arab ar-Latn ar-u-nu-latn ar-u-nu-arab
  ary arz apc fa fa-IR ps ur ur-PK
  ht ht-HT ht-US hat HT ht_HT pt pt-BR pt-PT pt-AO pt-br pt_BR pt-PT-ao1990 por por-BR
  fr fr-FR fr-CA fr-HT fr-BE fr-CH fr-SN fr-US fr_CA FR fra fre fr-Latn-CA-u-ca-gregory fr-CA-x-quebec gcf
  de de-DE de-CH-1996 de-x-simple ja ja-JP it nl pl hi bn ne so am sw hmn km lo my th tr he iw yi ro mo sr sr-Latn sh hy
  nv mul zxx mis art-lojban sgn-US ase x-default x-klingon i-klingon i-default i-navajo root C POSIX en.UTF-8 en_US.UTF-8
  english spanish Español chinese english-us us mx cn tw jp kr null undefined NaN none auto inherit 0 1 - _ en- -en en--US
  en-US-GB en-u en-x e en-USA en-12 english-US {{lang}} <%=lang%> %lang% $lang
`.split(/\s+/);
