import { describe, expect, it } from 'vitest';
import { mask } from '../../src/record/mask.ts';

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
  const long = (piece: string) => piece.repeat(Math.ceil(10_000 / piece.length)).slice(0, 10_000);
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
  ])('10,000 characters of %j', (piece) => {
    const text = long(piece);
    const times = [1, 2, 3, 4].map(() => {
      // Processor time: what else the machine does is not in it. Work that grows with the square takes a second.
      const began = process.cpuUsage();
      mask(text);
      return process.cpuUsage(began).user / 1000;
    });
    expect(Math.min(...times)).toBeLessThan(50);
  });
});

it('masks nothing twice', () => {
  const once = mask('a@b.gov 202-555-0143');
  expect(mask(once.text)).toEqual({ text: once.text, masked: {} });
});
