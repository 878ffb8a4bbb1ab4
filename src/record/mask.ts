import { storableText } from './text.ts';

/** How much personal data of each kind was taken out of a text; `other` is what was taken out unseen (see `screen.ts`). */
export type Masked = { email?: number; phone?: number; ssn?: number; card?: number; other?: number };

export interface Masking {
  text: string;
  masked: Masked;
}

export type Mask = (text: string) => Masking;

/**
 * Takes what looks like personal data out of a comment, before it is stored anywhere, and says how much of each
 * kind there was. Dates, amounts and the numbers of forms stay: they are what a team wants to read.
 *
 * The text is searched in plain ASCII as far as it can be, and stays as it was typed where nothing was found. The order
 * matters: an address may begin with a phone number, a card number contains several. No pattern reads the same text again
 * and again, so that no comment, however long or hostile, keeps a phone busy.
 */
export function mask(text: string): Masking {
  const characters = [...storableText(text)];
  const masked: Masked = {};
  const kinds: (keyof Masked)[] = [];
  /** What is still to be searched: a place for each character, and NULs for what was found. */
  let rest = characters.map(plain).join('');
  /** Every pattern begins with a group for what has to stand before, which stays. */
  const hide = (kind: keyof Masked, pattern: RegExp, isOne: (run: string) => boolean = () => true) => {
    for (const { 0: run, 1: before = '', index } of rest.matchAll(pattern)) {
      if (!isOne(run)) continue;
      masked[kind] = (masked[kind] ?? 0) + 1;
      const start = index + before.length;
      kinds[start] = kind;
      rest = rest.slice(0, start) + '\0'.repeat(run.length - before.length) + rest.slice(index + run.length);
    }
  };

  // A word is read once, whether an address or not: the part behind it may be missing.
  hide('email', /()[^\s@<>()[\],;:"]+(?:@(?:[\p{L}\d-]{1,63}\.){1,9}\p{L}[\p{L}\d-]{1,62})?/gu, (word) =>
    word.includes('@'),
  );
  // Groups of three digits and more, and what is left in the last: no dates in a row.
  hide('card', /()\d{4}(?:[ .-]?\d{3,}){2,}(?:[ .-]?\d{1,3})*/g, holdsCard);
  // An amount such as $123456789 is not a Social Security number; areas 000 and 666 were never given out.
  hide('ssn', /(^|[^\d$])(?!000|666)\d{3}([ .-]{0,3})(?!00)\d\d\2(?!0000)\d{4}(?!\d)/g);
  // Right behind a letter it is a receipt or a case number, and ZIP+4 is no country.
  hide(
    'phone',
    /(^|[^\d$\p{L}])(?:\+?1[ .-]{0,3})?(?:\([2-9]\d\d\)|[2-9]\d\d)[ .-]{0,3}[2-9]\d\d[ .-]{0,3}\d{4}(?!\d)/gu,
  );
  hide('phone', /(^|[^\d$\p{L}])\+\d(?:[ ().-]{0,3}\d){7,14}/gu);

  const left = characters.map(
    (character, at) => (kinds[at] ? `[${kinds[at]}]` : '') + (rest[at] === '\0' ? '' : character),
  );
  return { text: left.join(''), masked };
}

/**
 * A character as it is searched, in one unit of text: dashes, spaces and digits as ASCII has them, what cannot be seen as a
 * space, and what needs more room as a star.
 */
function plain(character: string): string {
  if (character < '\x80') return character;
  const folded = character
    .normalize('NFKC')
    .replace(/\p{Dash}/gu, '-')
    .replace(/[\p{Zs}\p{Cf}]/gu, ' ')
    .replace(/\p{Nd}/gu, digitOf);
  return folded[1] ? '*' : folded;
}

/** Every script has its ten digits in a row. */
function digitOf(digit: string): string {
  let value = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint((digit.codePointAt(0) ?? 0) - value - 1))) value++;
  return `${value % 10}`;
}

/**
 * Whether a run of digits holds a payment card: 13 to 19 digits, beginning and ending where a group of digits
 * does, that pass the check of Luhn. An expiry date or a security code may stand right behind it.
 */
function holdsCard(run: string): boolean {
  const groups = run.split(/\D/);
  return groups.some((first, start) => {
    let length = 0;
    // Which digits are doubled depends on how many there are, so both sums are kept: the last digit as it is, or not.
    let sum = 0;
    let other = 0;
    return (
      /^[2-6]/.test(first) &&
      groups.slice(start, start + 19).some((group) => {
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
