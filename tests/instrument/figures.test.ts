import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateIn, numberIn } from '../../src/instrument/figures.ts';
import type { LanguagePack } from '../../src/instrument/language.ts';
import { pack as en } from '../../src/instrument/languages/en.ts';
import { pack as es } from '../../src/instrument/languages/es.ts';
import { pack as ht } from '../../src/instrument/languages/ht.ts';
import { LANGUAGES } from '../../src/instrument/languages/index.ts';
import { loadPack } from '../../src/instrument/load.ts';
import { seed } from '../campaigns.mjs';

const packs = await Promise.all(
  LANGUAGES.map(async (lang): Promise<[string, LanguagePack]> => [lang, lang === 'en' ? en : await loadPack(lang)]),
);

/** All but Haitian Creole, of which no browser knows anything. */
const known = packs.filter(([lang]) => Intl.NumberFormat.supportedLocalesOf(lang).length);

/** Every day of ten years. */
const days = Array.from({ length: 3653 }, (_, day) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10));

it('compares every language but Haitian Creole with what Intl knows', () => {
  expect(known.map(([lang]) => lang)).toEqual(LANGUAGES.filter((lang) => lang !== 'ht'));
  expect([days[0], days.at(-1)]).toEqual(['2024-01-01', '2033-12-31']);
});

describe.each(known)('in %s, as in Intl', (lang, pack) => {
  const written = new Intl.NumberFormat(lang);

  it('a whole number is written', () => {
    const whole = [0, 1, 9, 10, 99, 100, 999, 1000, 9999, 10_000, 99_999, 100_000, 999_999, 1_000_000, 10_000_000];
    whole.push(...Array.from({ length: 12_000 }, (_, n) => n));
    expect(whole.map((number) => numberIn(pack, number))).toEqual(whole.map((number) => written.format(number)));
    fc.assert(
      fc.property(fc.nat({ max: 10_000_000 }), (number) => {
        expect(numberIn(pack, number)).toBe(written.format(number));
      }),
      { seed },
    );
  });

  it('a number with a fraction is written', () => {
    const minutes = Array.from({ length: 601 }, (_, tenths) => tenths / 10);
    expect(minutes.map((number) => numberIn(pack, number))).toEqual(minutes.map((number) => written.format(number)));
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000_000 }), fc.constantFrom(10, 100, 1000), (number, unit) => {
        expect(numberIn(pack, number / unit)).toBe(written.format(number / unit));
      }),
      { seed },
    );
    for (const number of [1 / 3, 2 / 3, 59.9996, 0.0004, 0.1 + 0.2])
      expect(numberIn(pack, number)).toBe(written.format(number));
  });

  it('a date is told in words', () => {
    const told = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' });
    expect(days.map((day) => dateIn(pack, day))).toEqual(days.map((day) => told.format(new Date(day))));
  });
});

describe('in Haitian Creole', () => {
  it('a date has its own months', () => {
    expect(Array.from({ length: 12 }, (_, i) => dateIn(ht, `2028-${String(i + 1).padStart(2, '0')}-30`))).toEqual([
      '30 janvye 2028',
      '30 fevriye 2028',
      '30 mas 2028',
      '30 avril 2028',
      '30 me 2028',
      '30 jen 2028',
      '30 jiyè 2028',
      '30 out 2028',
      '30 septanm 2028',
      '30 oktòb 2028',
      '30 novanm 2028',
      '30 desanm 2028',
    ]);
    expect(dateIn(ht, '2028-02-01')).toBe('1 fevriye 2028');
  });

  it('a number is written as US agencies write it', () => {
    expect([0.5, 60, 999, 1000, 10_000, 1_234_567.5].map((number) => numberIn(ht, number))).toEqual([
      '0.5',
      '60',
      '999',
      '1,000',
      '10,000',
      '1,234,567.5',
    ]);
  });
});

describe('what a respondent reads', () => {
  it.each([
    ['en', 'September 30, 2028', '1,000', '2.5'],
    ['es', '30 de septiembre de 2028', '1000', '2,5'],
    ['zh-Hans', '2028年9月30日', '1,000', '2.5'],
    ['zh-Hant', '2028年9月30日', '1,000', '2.5'],
    ['vi', '30 tháng 9, 2028', '1.000', '2,5'],
    ['ko', '2028년 9월 30일', '1,000', '2.5'],
    ['tl', 'Setyembre 30, 2028', '1,000', '2.5'],
    ['ru', '30 сентября 2028 г.', '1\u00a0000', '2,5'],
    ['ar', '30 سبتمبر 2028', '1,000', '2.5'],
    ['ht', '30 septanm 2028', '1,000', '2.5'],
    ['pt-BR', '30 de setembro de 2028', '1.000', '2,5'],
    ['fr', '30 septembre 2028', '1\u202f000', '2,5'],
  ])('in %s is %s, %s and %s', (lang, date, thousand, minutes) => {
    const [, pack = en] = packs.find(([tag]) => tag === lang) ?? [];
    expect([pack.lang, dateIn(pack, '2028-09-30'), numberIn(pack, 1000), numberIn(pack, 2.5)]).toEqual([
      lang,
      date,
      thousand,
      minutes,
    ]);
  });

  it('groups from five digits on in Spanish', () => {
    expect([1234, 9999.9, 10_000].map((number) => numberIn(es, number))).toEqual(['1234', '9999,9', '10.000']);
  });

  it('is in the digits of a language that has its own', () => {
    const numerals = { digits: '۰۱۲۳۴۵۶۷۸۹', decimal: '٫', group: '٬', groupedFrom: 4 } as const;
    const persian: LanguagePack = { ...en, numerals };
    for (const number of [0, 5, 1234567.5, 98_765_432])
      expect(numberIn(persian, number)).toBe(new Intl.NumberFormat('fa').format(number));
    expect(dateIn(persian, '2028-09-30')).toBe('September ۳۰, ۲۰۲۸');
  });
});
