import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mask } from '../../src/record/mask.ts';
import { draws } from '../campaigns.mjs';
import { odd, masked as personal, typeset } from './personal.ts';

/** Words that hold no digit and no address, in no script. */
const words = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .map((text) => [...text].filter((character) => !/[\p{Nd}@\0\p{Cs}$+]/u.test(character.normalize('NFKC'))).join(''));

it('personal data leaves the comment, whatever stands around it, and nothing else does', () => {
  fc.assert(
    fc.property(words, personal, words, (before, { text, left }, after) => {
      const masked = mask(`${before} ${text} ${after}`);
      expect(masked.text).toBe(`${before} ${left} ${after}`);
      expect(masked.masked).toEqual({ [left.slice(1, -1)]: 1 });
    }),
    draws(100_000),
  );
});

it('what was masked is not masked again, and no text is too odd', () => {
  const text = fc.array(fc.oneof(typeset, odd), { maxLength: 5 });
  fc.assert(
    fc.property(text, (pieces) => {
      const { text, masked } = mask(pieces.join(' '));
      expect(text).not.toMatch(/\0|\p{Cs}/u);
      expect(mask(text).text).toBe(text);
      for (const count of Object.values(masked)) expect(count).toBeGreaterThan(0);
    }),
    draws(100_000),
  );
});
