import { describe, expect, it } from 'vitest';
import { LANGUAGES as FILES } from '../../src/build/budget.mjs';
import { DRAFTS } from '../../src/config/explain/warnings.ts';
import type { LanguagePack } from '../../src/instrument/language.ts';
import { pack as en } from '../../src/instrument/languages/en.ts';
import { LANGUAGES, languages } from '../../src/instrument/languages/index.ts';

const packs = await Promise.all(
  LANGUAGES.map(async (lang): Promise<[string, LanguagePack]> => {
    const [pack] = Object.values(await import(`../../src/instrument/languages/${lang}.ts`)) as [LanguagePack];
    return [lang, pack];
  }),
);
const translations = packs.filter(([lang]) => lang !== 'en');

/** Every text of a pack by its place, such as `phrases.ask`. */
const texts = ({ statements, scale, phrases }: LanguagePack): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(statements).map(([key, text]) => [`statements.${key}`, text])),
  ...Object.fromEntries(scale.map((text, i) => [`scale.${i + 1}`, text])),
  ...Object.fromEntries(Object.entries(phrases).map(([key, text]) => [`phrases.${key}`, text])),
});

/** The places whose text something is wrong with, so that a failure names them. */
const wrong = (pack: LanguagePack, isWrong: (text: string, place: string) => unknown) =>
  Object.entries(texts(pack)).flatMap(([place, text]) => (isWrong(text, place) ? [`${place}: ${text}`] : []));

const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort().join();

/** The words alone: placeholders and the name of the agency are Latin in every language. */
const words = (text: string) => text.replace(/\{\w+\}|OMB/g, ' ');

/** Words that are the same as the English one. */
const SAME: Record<string, readonly string[]> = {
  es: ['scale.3'], // Neutral
  tl: ['scale.3'],
};

const SCRIPTS: Record<string, RegExp> = {
  'zh-Hans': /^\p{Script=Han}+$/u,
  'zh-Hant': /^\p{Script=Han}+$/u,
  ko: /^\p{Script=Hangul}+$/u,
  ru: /^\p{Script=Cyrillic}+$/u,
  ar: /^\p{Script=Arabic}+$/u,
};
const LATIN = /^\p{Script=Latin}+$/u;

describe.each(packs)('the words in %s', (lang, pack) => {
  it('are those of that language', () => {
    expect(pack.lang).toBe(lang);
    expect(pack.dir).toBe(lang === 'ar' ? 'rtl' : 'ltr');
  });

  it('are all there, and no more', () => {
    expect(Object.keys(texts(pack))).toEqual(Object.keys(texts(en)));
    expect(wrong(pack, (text) => !text)).toEqual([]);
  });

  it('have the placeholders of the English ones', () => {
    const english = texts(en);
    expect(wrong(pack, (text, place) => holes(text) !== holes(english[place]!))).toEqual([]);
    expect(wrong(pack, (text) => /[{}]/.test(text.replace(/\{\w+\}/g, '')))).toEqual([]);
  });

  it('are clean: trimmed, no space twice, composed letters, no typewriter’s quotation marks or dots', () => {
    expect(wrong(pack, (text) => text !== text.trim() || /\s\s/.test(text))).toEqual([]);
    expect(wrong(pack, (text) => text !== text.normalize('NFC'))).toEqual([]);
    expect(wrong(pack, (text) => /["'`]|\.\.\.|\p{Cf}/u.test(text))).toEqual([]);
  });

  it('are in one script, letter by letter', () => {
    const script = SCRIPTS[lang] ?? LATIN;
    expect(
      wrong(pack, (text) =>
        words(text)
          .match(/\p{L}+/gu)
          ?.some((word) => !script.test(word)),
      ),
    ).toEqual([]);
  });

  it('ask with sentences, and label with none', () => {
    const end = /^zh/.test(lang) ? /[^。]。$/ : /[^.]\.$/;
    expect(wrong(pack, (text, place) => place.startsWith('statements') && !end.test(text))).toEqual([]);
    expect(pack.scale.filter((label) => /[.。]$/.test(label))).toEqual([]);
  });

  it('tell every degree and every statement apart', () => {
    expect(new Set(pack.scale).size).toBe(5);
    expect(new Set(Object.values(pack.statements)).size).toBe(10);
  });
});

describe.each(translations)('the translation into %s', (lang, pack) => {
  it('leaves nothing in English', () => {
    const english = texts(en);
    const same = Object.entries(texts(pack)).filter(([place, text]) => text === english[place]);
    expect(same.map(([place]) => place)).toEqual(SAME[lang] ?? []);
  });

  it('is a draft, and who offers it is warned', () => {
    expect(pack.status).toBe('draft');
    expect(DRAFTS).toHaveProperty(lang);
  });
});

describe('the two Chinese packs', () => {
  const [hans, hant] = ['zh-Hans', 'zh-Hant'].map((lang) => packs.find(([tag]) => tag === lang)![1]) as [
    LanguagePack,
    LanguagePack,
  ];

  /** Every character of a character set of the one country; the other's forms are not in it. */
  const characters = (encoding: string, leads: [number, number], trails: [number, number]) => {
    const decoder = new TextDecoder(encoding);
    const all = new Set<string>();
    for (let lead = leads[0]; lead <= leads[1]; lead++)
      for (let trail = trails[0]; trail <= trails[1]; trail++) all.add(decoder.decode(new Uint8Array([lead, trail])));
    return all;
  };

  it('are each in the characters of their own', () => {
    const simplified = characters('gbk', [0xb0, 0xf7], [0xa1, 0xfe]); // GB 2312
    const traditional = characters('big5', [0xa4, 0xf9], [0x40, 0xfe]);
    const foreign = (pack: LanguagePack, own: Set<string>) =>
      wrong(pack, (text) => text.match(/\p{Script=Han}/gu)?.some((character) => !own.has(character)));
    expect(foreign(hans, simplified)).toEqual([]);
    expect(foreign(hant, traditional)).toEqual([]);
    expect(foreign(hans, traditional)).not.toEqual([]);
    expect(foreign(hant, simplified)).not.toEqual([]);
  });
});

it('warns of no language that is not there, and each has a file of its own', () => {
  const others = translations.map(([lang]) => lang);
  expect(Object.keys(DRAFTS).sort()).toEqual([...others].sort());
  expect([...FILES].sort()).toEqual([...others].sort());
});
