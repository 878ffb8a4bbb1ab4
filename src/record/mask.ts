import { quietly } from '../instrument/quietly.ts';

/** Kinds of personal data that are looked for in a comment. */
export type Masked = { email?: number; phone?: number; ssn?: number; card?: number };

/**
 * Takes what looks like personal data out of a comment, before it is stored anywhere, and says how much of each
 * kind there was. Dates, amounts and the numbers of forms stay: they are what a team wants to read.
 *
 * The text is searched in plain ASCII as far as it can be, and stays as it was typed where nothing was found. The order
 * matters: an address may begin with a phone number, a card number contains several. No pattern reads the same text again
 * and again, so that no comment, however long or hostile, keeps a phone busy.
 */
export function mask(text: string): { text: string; masked: Masked } {
  const masked: Masked = {};
  const known = new Map<string, string>();
  const hide = (kind: keyof Masked, pattern: RegExp, isOne: (found: string) => boolean = () => true) => {
    const { plain, places } = plainly(clean, known);
    let left = '';
    let from = 0;
    for (const { 0: found, 1: before = '', index } of plain.matchAll(pattern)) {
      if (!isOne(found)) continue;
      masked[kind] = (masked[kind] ?? 0) + 1;
      left += `${clean.slice(from, places[index + before.length])}[${kind}]`;
      from = places[index + found.length] as number; // a place for each character, and one for the end
    }
    clean = left + clean.slice(from);
  };

  // Databases refuse NULs and halves of surrogate pairs. With `u`, a half is the only surrogate that matches.
  let clean = text.replace(/\0/g, '').replace(/\p{Cs}/gu, '\ufffd');
  // A word is read once, whether an address or not: the part behind it may be missing.
  hide('email', /()[^\s@<>()[\],;:"]+(?:@(?:[\p{L}\d-]{1,63}\.){1,9}\p{L}[\p{L}\d-]{1,62})?/gu, (word) =>
    word.includes('@'),
  );
  hide('card', /()\d(?:[ -]?\d){12,}/g, holdsCard);
  hide('card', /(^|[^\d.])\d{4}(?:\.\d{3,7}){2,4}(?!\d)/g, holdsCard);
  // An amount such as $123456789 is not a Social Security number; areas 000 and 666 were never given out.
  hide('ssn', /(^|[^\d$])(?!000|666)\d{3}([ .-]{0,3})(?!00)\d\d\2(?!0000)\d{4}(?!\d)/g);
  hide(
    'phone',
    /(^|[^\d$])(?:\+?1[ .-]{0,3})?(?:\([2-9]\d\d\)|[2-9]\d\d)[ .-]{0,3}[2-9]\d\d[ .-]{0,3}\d{4}(?!\d)/g,
    // Ten digits right behind a letter are a receipt or case number.
    (found) => !/^\p{L}\d+$/u.test(found),
  );
  hide('phone', /(^|[^\p{L}])\+\d(?:[ ().-]{0,3}\d){7,14}/gu);
  return { text: clean, masked };
}

/**
 * The same for a page's path with its query. Each part is judged as it reads, without its percent signs, and stays as
 * it is where nothing is found in it.
 */
export const maskPath = (path: string): string =>
  path.replace(/[^/?&=]+/g, (part) => {
    const read = quietly(() => decodeURIComponent(part)) ?? part;
    const { text } = mask(read);
    return text === read ? part : text;
  });

/**
 * A text as it is searched: with the dashes, spaces and digits of ASCII in place of all others, and without what cannot
 * be seen. `places` says where in the text each of its characters stands, `known` what was made of characters before.
 */
function plainly(text: string, known: Map<string, string>) {
  const places: number[] = [];
  let plain = '';
  let place = 0;
  for (const character of text) {
    const found = known.get(character) ?? plainOf(character);
    known.set(character, found);
    plain += found;
    while (places.length < plain.length) places.push(place);
    place += character.length;
  }
  places.push(place);
  return { plain, places };
}

const plainOf = (character: string) =>
  character
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{M}]/gu, '')
    .replace(/[\p{Dash}\u2043]/gu, '-')
    .replace(/\p{Zs}/gu, ' ')
    .replace(/[·•‧∙⋅]/g, '.')
    .replace(/\p{Nd}/gu, digitOf);

/** Every script has its ten digits in a row. */
function digitOf(digit: string): string {
  let value = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint((digit.codePointAt(0) ?? 0) - value - 1))) value++;
  return `${value % 10}`;
}

/**
 * Whether a run of digits holds a payment card: 13 to 19 digits, beginning and ending where a group of digits
 * does, that pass the check of Luhn. An expiry date or a security code may stand right behind it. Its groups are of one
 * length, or all of three digits and more: two dates in a row are no card.
 */
function holdsCard(run: string): boolean {
  const groups = run.split(/\D/);
  return groups.some((first, start) => {
    let length = 0;
    // Which digits are doubled depends on how many there are, so both sums are kept: the last digit as it is, or not.
    let sum = 0;
    let other = 0;
    let isOver = false;
    return (
      /^[2-6]/.test(first) &&
      groups.slice(start, start + 19).some((group) => {
        if (isOver) return false;
        isOver = group.length !== first.length && Math.min(group.length, first.length) < 3;
        for (const digit of group) {
          // Of the digits of the double the last counts, and a 1 where there are two.
          [sum, other] = [other + +digit, sum + 2 * +digit + (digit > '4' ? 1 : 0)];
          length++;
        }
        return length > 12 && length < 20 && sum % 10 === 0;
      })
    );
  });
}
