import fc from 'fast-check';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const between = fc.constantFrom('', ' ', '-', '.');

/** The last digit that makes a number of a payment card. */
const checkDigit = (number: string) => {
  const sum = [...number].reverse().reduce((all, digit, nth) => {
    const value = Number(digit) * (nth % 2 ? 1 : 2);
    return all + (value > 9 ? value - 9 : value);
  }, 0);
  return (10 - (sum % 10)) % 10;
};

/** Personal data as people write it, and what is left of it. */
const personal = fc.oneof(
  fc
    .tuple(fc.stringMatching(/^[a-z0-9._+-]{1,30}$/), fc.stringMatching(/^([a-z0-9-]{1,20}\.){1,3}[a-z]{2,10}$/))
    .map(([name, host]) => ({ text: `${name}@${host}`, left: '[email]' })),
  fc
    .tuple(digits(3), digits(2), digits(4), fc.constantFrom('', ' ', '-', '.', '–'))
    .filter(([area, group, serial]) => !/^(000|666)$/.test(area) && group !== '00' && serial !== '0000')
    .map(([area, group, serial, mark]) => ({ text: [area, group, serial].join(mark), left: '[ssn]' })),
  fc
    .tuple(fc.constantFrom('', '+1 ', '1-', '1 '), fc.stringMatching(/^[2-9]\d\d$/), fc.stringMatching(/^[2-9]\d\d$/))
    .chain(([country, area, exchange]) =>
      fc.tuple(digits(4), between, fc.boolean()).map(([line, mark, isBracketed]) => ({
        text: `${country}${isBracketed ? `(${area}) ` : `${area}${mark}`}${exchange}${mark}${line}`,
        left: '[phone]',
      })),
    ),
  fc
    .tuple(fc.constantFrom('2', '3', '4', '5', '6'), fc.integer({ min: 12, max: 18 }), fc.constantFrom('', ' ', '-'))
    .chain(([first, length, mark]) =>
      digits(length - 1).map((rest) => {
        const number = first + rest;
        const groups = `${number}${checkDigit(number)}`.match(/\d{1,4}/g) ?? [];
        return { text: groups.join(mark), left: '[card]' };
      }),
    ),
);

const DIGITS = { ascii: '0', arabic: '٠', devanagari: '०', wide: '０', bold: '𝟎' };

/** The same as word processors and keyboards of other scripts write it, and what is left of it. */
export const masked = fc
  .tuple(
    personal,
    fc.constantFrom(' ', '\u00a0', '\u2009', '\u3000'),
    fc.constantFrom('-', '\u2010', '\u2011', '–', '—', '\u2212', '－'),
    fc.constantFrom(...Object.values(DIGITS)),
  )
  .map(([{ text, left }, space, dash, zero]) => ({
    text:
      left === '[email]'
        ? text
        : text
            .replaceAll(' ', space)
            .replace(/[-–]/g, dash)
            .replace(/\d/g, (digit) => String.fromCodePoint((zero.codePointAt(0) ?? 0) + Number(digit))),
    left,
  }));

export const typeset = masked.map(({ text }) => text);

/** Texts of any kind, and such as look like numbers. */
export const odd = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\d ().+–\u00a0\u00ad·٢-]{0,40}$/));
