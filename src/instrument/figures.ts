import type { LanguagePack } from './language.ts';

/*
 * Numbers and dates as a respondent reads them, from the pack. `Intl` knows the same, but its first use is a task of
 * 50 ms on a slow phone, ahead of the first statement, and Haitian Creole it does not know at all.
 */

/** A number as the language writes it, to three decimal places at most. */
export function numberIn({ numerals }: LanguagePack, number: number): string {
  const { decimal, group, groupedFrom } = numerals;
  const [whole = '', fraction] = String(Math.round(number * 1000) / 1000).split('.');
  const grouped = whole.length < groupedFrom ? whole : whole.replace(/\B(?=(\d{3})+$)/g, group);
  return inDigits(numerals, fraction ? grouped + decimal + fraction : grouped);
}

/** A day, given as `YYYY-MM-DD`, in words. It is a day and no moment, so it is the same one everywhere. */
export function dateIn({ date, months, numerals }: LanguagePack, isoDate: string): string {
  const [year = 0, month = 0, day = 0] = isoDate.split('-').map(Number);
  return date
    .replace('{day}', inDigits(numerals, `${day}`))
    .replace('{month}', months[month - 1] ?? `${month}`)
    .replace('{year}', inDigits(numerals, `${year}`));
}

const inDigits = ({ digits }: LanguagePack['numerals'], text: string): string =>
  digits ? text.replace(/\d/g, (digit) => digits[Number(digit)] ?? digit) : text;
