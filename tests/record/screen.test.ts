import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { mask } from '../../src/record/mask.ts';
import { screen, takeOut } from '../../src/record/screen.ts';
import { storableText } from '../../src/record/text.ts';
import { draws } from '../campaigns.mjs';
import { odd, typeset } from './personal.ts';

describe('masks on a visitor’s device', () => {
  it.each(['Fine.', 'Room 12, June 2026, $1,200', 'Form 1040 and I-130', '11/27/2026', ''])(
    'load nothing for what can hold no personal data: %s',
    (text) => {
      const load = vi.fn(async () => ({ mask }));
      expect(screen(load)(text)).toEqual({ text, masked: {} });
      expect(load).not.toHaveBeenCalled();
    },
  );

  it('take out all that may be such data until the patterns are there, and then no more than that', async () => {
    const load = vi.fn(async () => ({ mask }));
    const masked = screen(load);
    const text = 'Case 0026000417, call 202-555-0143 or jane@example.gov';
    expect(masked(text)).toEqual({ text: 'Case [removed], call [removed] or [removed]', masked: { other: 3 } });
    await load.mock.results[0]?.value;
    expect(masked(text)).toEqual({ text: 'Case 0026000417, call [phone] or [email]', masked: { phone: 1, email: 1 } });
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('ask for the patterns again where they could not be loaded', async () => {
    const load = vi.fn(() => Promise.reject(Error('no signal')));
    const masked = screen(load);
    for (const _ of [1, 2]) {
      expect(masked('a@b.gov').text).toBe('[removed]');
      await load.mock.results.at(-1)?.value.catch(() => {});
    }
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('have nothing in them that a database refuses', () => {
    expect(screen(async () => ({ mask }))('x\ud83d\0y').text).toBe('xy');
  });
});

it('where nothing may be personal data, the patterns find none, and in what is left they find none either', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(typeset, odd), { maxLength: 5 }), (pieces) => {
      const text = storableText(pieces.join(' '));
      const { text: left, masked } = takeOut(text);
      if (!masked.other) expect(mask(text)).toEqual({ text, masked: {} });
      expect(mask(left)).toEqual({ text: left, masked: {} });
    }),
    draws(100_000),
  );
});
