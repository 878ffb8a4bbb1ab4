/** Kinds of personal data that are looked for in a comment. */
export type Masked = { email?: number; phone?: number; ssn?: number; card?: number };

/**
 * Takes what looks like personal data out of a comment, before it is stored anywhere, and says how much of each
 * kind there was. Dates, amounts and the numbers of forms stay: they are what a team wants to read.
 *
 * The order matters: an address may begin with a phone number, a card number contains several. No pattern reads
 * the same text again and again, so that no comment, however long or hostile, keeps a phone busy.
 */
export function mask(text: string): { text: string; masked: Masked } {
  const masked: Masked = {};
  const hide = (kind: keyof Masked, pattern: RegExp, isOne: (found: string) => boolean = () => true) => {
    clean = clean.replace(pattern, (found, before = '') => {
      if (!isOne(found)) return found;
      masked[kind] = (masked[kind] ?? 0) + 1;
      return `${before}[${kind}]`;
    });
  };

  // Databases refuse NULs and halves of surrogate pairs. With `u`, a half is the only surrogate that matches.
  let clean = text.replace(/\0/g, '').replace(/\p{Cs}/gu, '\ufffd');
  // A word is read once, whether an address or not: the part behind it may be missing.
  hide('email', /()[^\s@<>()[\],;:"]+(?:@(?:[\p{L}\d-]{1,63}\.){1,9}\p{L}[\p{L}\d-]{1,62})?/gu, (word) =>
    word.includes('@'),
  );
  hide('card', /()\d(?:[ -]?\d){12,}/g, holdsCard);
  // An amount such as $123456789 is not a Social Security number; areas 000 and 666 were never given out.
  hide('ssn', /(^|[^\d$])(?!000|666)\d{3}([ .–-]?)(?!00)\d\d\2(?!0000)\d{4}(?!\d)/g);
  hide('phone', /(^|[^\d$])(?:\+?1[ .–-]?)?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .–-]?)[2-9]\d\d[ .–-]?\d{4}(?!\d)/g);
  hide('phone', /()\+\d(?:[ ().–-]{0,2}\d){7,14}/g);
  return { text: clean, masked };
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
