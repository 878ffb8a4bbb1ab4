import { readdir, readFile } from 'node:fs/promises';
import { brotliCompressSync } from 'node:zlib';
import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { warnings } from '../../src/config/explain/warnings.ts';
import { englishName } from '../../src/instrument/english-name.ts';
import type { LanguagePack } from '../../src/instrument/language.ts';
import { pack as en } from '../../src/instrument/languages/en.ts';
import { LANGUAGES, type Language, languages } from '../../src/instrument/languages/index.ts';
import { loadPack } from '../../src/instrument/load.ts';

const packs = await Promise.all(
  LANGUAGES.map(async (lang): Promise<[Language, LanguagePack]> => [lang, lang === 'en' ? en : await loadPack(lang)]),
);
const translations = packs.filter(([lang]) => lang !== 'en');

/** Every text of a pack by its place, such as `phrases.ask`. */
const texts = ({ statements, scale, months, date, phrases }: LanguagePack): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(statements).map(([key, text]) => [`statements.${key}`, text])),
  ...Object.fromEntries(scale.map((text, i) => [`scale.${i + 1}`, text])),
  ...Object.fromEntries(months.map((text, i) => [`months.${i + 1}`, text])),
  date,
  ...Object.fromEntries(Object.entries(phrases).map(([key, text]) => [`phrases.${key}`, text])),
});

/** The places whose text something is wrong with, so that a failure names them. */
const wrong = (pack: LanguagePack, isWrong: (text: string, place: string) => unknown) =>
  Object.entries(texts(pack)).flatMap(([place, text]) => (isWrong(text, place) ? [`${place}: ${text}`] : []));

const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort().join();

/** The words alone: placeholders and the name of the agency are Latin in every language. */
const words = (text: string) => text.replace(/\{\w+\}|OMB/g, ' ');

/** What is the same as in English. */
const SAME: Partial<Record<Language, readonly string[]>> = {
  es: ['scale.3'], // Neutral
  tl: ['scale.3', 'date'], // Setyembre 30, 2028
};

const SCRIPTS: Partial<Record<Language, RegExp>> = {
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
    expect(wrong(pack, (text, place) => holes(text) !== holes(english[place] ?? ''))).toEqual([]);
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

  it('have twelve months, and say day, month and year once each', () => {
    expect(pack.months).toHaveLength(12);
    expect(new Set(pack.months).size).toBe(12);
    expect(holes(pack.date)).toBe('{day},{month},{year}');
  });

  it('have numerals whose signs cannot be taken for one another', () => {
    const { digits = '0123456789', decimal, group } = pack.numerals;
    const signs = [...digits, decimal, group];
    expect(digits).toHaveLength(10);
    expect(signs.map((sign) => sign.length)).toEqual(Array(12).fill(1));
    expect(new Set(signs).size).toBe(12);
  });

  it('fit a small file', async () => {
    const source = await readFile(new URL(`../../src/instrument/languages/${lang}.ts`, import.meta.url), 'utf8');
    const { code } = await transform(source, { loader: 'ts', minify: true, charset: 'utf8' });
    expect(code).toContain(pack.phrases.privacyText);
    expect(brotliCompressSync(code).length).toBeLessThanOrEqual(3072);
  });

  it('are a draft to `check` unless their status says otherwise', () => {
    expect(languages[lang].reviewed ?? false).toBe(pack.status !== 'draft');
    const config = { survey: 'x', names: { service: 'X' }, endpoint: '/x', languages: [lang] };
    const drafts = warnings(config).filter(({ message }) => message.includes(' is a draft.'));
    const said = expect.objectContaining({
      message: expect.stringMatching(`^languages: ${englishName(lang)} is a draft`),
    });
    expect(drafts).toEqual(pack.status === 'draft' ? [said] : []);
  });
});

describe.each(translations)('the translation into %s', (lang, pack) => {
  it('leaves nothing in English', () => {
    const english = texts(en);
    const same = Object.entries(texts(pack)).filter(([place, text]) => text === english[place]);
    expect(same.map(([place]) => place)).toEqual(SAME[lang] ?? []);
  });
});

describe('the two Chinese packs', () => {
  /** Every character of a character set of the one country; the other's forms are not in it. */
  const characters = (encoding: string, leads: [number, number], trails: [number, number]) => {
    const decoder = new TextDecoder(encoding);
    const all = new Set<string>();
    for (let lead = leads[0]; lead <= leads[1]; lead++)
      for (let trail = trails[0]; trail <= trails[1]; trail++) all.add(decoder.decode(new Uint8Array([lead, trail])));
    return all;
  };

  it('are each in the characters of their own', async () => {
    const [hans, hant] = await Promise.all([loadPack('zh-Hans'), loadPack('zh-Hant')]);
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

describe('the table of languages', () => {
  it('has a pack for each file of words, and no other', async () => {
    const files = await readdir(new URL('../../src/instrument/languages/', import.meta.url));
    expect(files.sort()).toEqual([...LANGUAGES.map((lang) => `${lang}.ts`), 'index.ts'].sort());
  });

  it('names each language in its own script, and no two alike', () => {
    for (const lang of LANGUAGES)
      expect(languages[lang].name.match(/\p{L}+/gu)?.every((word) => (SCRIPTS[lang] ?? LATIN).test(word))).toBe(true);
    for (const names of [LANGUAGES.map((lang) => languages[lang].name), LANGUAGES.map(englishName)])
      expect(new Set(names).size).toBe(LANGUAGES.length);
  });
});
