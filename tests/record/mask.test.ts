import { describe, expect, it, vi } from 'vitest';
import { mask } from '../../src/record/mask.ts';
import { stepsOf } from './steps.ts';

describe('what looks like personal data leaves the comment', () => {
  it.each([
    ['Write to jane.doe+visa@example.gov please', 'Write to [email] please', { email: 1 }],
    ['josé@correo.ejemplo.es', '[email]', { email: 1 }],
    [`${'x'.repeat(100)}@example.gov`, '[email]', { email: 1 }],
    ['a@b@example.gov', 'a@[email]', { email: 1 }],
    ['2025550143@vtext.com is my phone', '[email] is my phone', { email: 1 }],
    ['<a@b.co>, c@d.co', '<[email]>, [email]', { email: 2 }],
    ['call 202-555-0143', 'call [phone]', { phone: 1 }],
    ['call (202) 555-0143 or 202.555.0144', 'call [phone] or [phone]', { phone: 2 }],
    ['+1 202 555 0143', '[phone]', { phone: 1 }],
    ['1-202-555-0143', '[phone]', { phone: 1 }],
    ['2025550143', '[phone]', { phone: 1 }],
    ['from abroad +44 20 7946 0958', 'from abroad [phone]', { phone: 1 }],
    ['my SSN is 123-45-6789.', 'my SSN is [ssn].', { ssn: 1 }],
    ['123 45 6789', '[ssn]', { ssn: 1 }],
    ['SSN123456789', 'SSN[ssn]', { ssn: 1 }],
    ['autocorrected 123–45–6789', 'autocorrected [ssn]', { ssn: 1 }],
    ['4111 1111 1111 1111', '[card]', { card: 1 }],
    ['4111-1111-1111-1111', '[card]', { card: 1 }],
    ['paid with 378282246310005', 'paid with [card]', { card: 1 }],
    ['4111 1111 1111 1111 12 27', '[card]', { card: 1 }],
    ['6304000000000000018', '[card]', { card: 1 }],
    [
      'a@b.gov 202-555-0143, 123-45-6789, 4111111111111111',
      '[email] [phone], [ssn], [card]',
      { email: 1, phone: 1, ssn: 1, card: 1 },
    ],
  ])('%s', (text, left, masked) => {
    expect(mask(text)).toEqual({ text: left, masked });
  });
});

describe('not every number is personal', () => {
  it.each([
    'form DS-82',
    'form 1040-EZ 2024',
    'since 2024-10-12, or 10/12/2024, or October 12, 2024',
    'I paid $130.00 and then $1,250,000',
    '$123456789 in the budget',
    'OMB 1405-0193',
    'ZIP 20001-1234',
    'waited 45 minutes, 3 times, at window 12',
    'from 10:30 to 11:45',
    '4111 1111 1111 1112 fails the check digit',
    'area 000-12-3456 was never given out',
    'meet me @ noon, 5.30pm',
    'user@localhost',
  ])('%s', (text) => {
    expect(mask(text)).toEqual({ text, masked: {} });
  });
});

describe('text that no database could keep', () => {
  it('loses its NULs', () => {
    expect(mask('a\0b').text).toBe('ab');
  });

  it('has halves of surrogate pairs replaced, and whole pairs left', () => {
    expect(mask('x\ud83d y\ude00 😀').text).toBe('x\ufffd y\ufffd 😀');
  });

  it('is masked where a NUL was put into a number', () => {
    expect(mask('123-45-\x006789').text).toBe('[ssn]');
  });
});

describe('hostile text keeps no phone busy', () => {
  const long = (piece: string, length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

  /** What a function does to a text: every pattern's steps, and every character that a loop reads. */
  const work = (act: (text: string) => unknown, text: string) => {
    let steps = 0;
    const replace = String.prototype.replace;
    const read = String.prototype[Symbol.iterator];
    const patterns: [RegExp, string][] = [];
    const spies = [
      vi.spyOn(String.prototype, 'replace').mockImplementation(function (this: string, ...call: unknown[]) {
        if (call[0] instanceof RegExp) patterns.push([call[0], `${this}`]);
        return Reflect.apply(replace, this, call);
      }),
      vi.spyOn(String.prototype, Symbol.iterator).mockImplementation(function (this: string) {
        steps += this.length;
        return read.call(this);
      }),
    ];
    try {
      act(text);
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
    for (const [pattern, given] of patterns) {
      const counted = stepsOf(pattern, given);
      expect(counted.found, `${pattern}`).toEqual(given.match(pattern) ?? []);
      steps += counted.steps;
    }
    return steps;
  };

  /** Characters of a long text. The engine that counts calls itself for each of a run: twice as many fill its stack. */
  const LONG = 600;

  /** Twice the text is about twice the work, where no part of it is read again and again. */
  const growth = (act: (text: string) => unknown, piece: string) =>
    work(act, long(piece, LONG)) / work(act, long(piece, LONG / 2));

  it.each([
    'a',
    'a@',
    'a.',
    '5 ',
    '@',
    'a@a',
    'a@a.',
    '1',
    '1 ',
    '4-',
    '+1',
    '(202) ',
    '123-45-',
    '2',
    '😀',
    '4111 1111 ',
  ])('twice as much of %j is twice the work', (piece) => {
    expect(growth(mask, piece)).toBeLessThan(2.2);
    expect(work(mask, long(piece, LONG))).toBeLessThan(60 * LONG);
  });

  it('would be noticed: an address looked for at every letter is four times the work', () => {
    expect(growth((text) => text.replace(/[^\s@]+@/g, ''), 'a')).toBeGreaterThan(3);
  });
});

it('masks nothing twice', () => {
  const once = mask('a@b.gov 202-555-0143');
  expect(mask(once.text)).toEqual({ text: once.text, masked: {} });
});
