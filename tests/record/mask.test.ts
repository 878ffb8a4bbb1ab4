import { describe, expect, it, vi } from 'vitest';
import { mask } from '../../src/record/mask.ts';
import { maskPath as maskPathBy } from '../../src/record/screen.ts';
import { stepsOf } from './steps.ts';

const maskPath = (path: string) => maskPathBy(path, mask);

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

describe('however it is typed, it is found, and the text around it stays as it was', () => {
  it.each([
    ['(202)-555-0143', '[phone]'],
    ['(202)555-0143', '[phone]'],
    ['202 - 555 - 0143', '[phone]'],
    ['(202)\u00a0555\u20110143', '[phone]'], // non-breaking space and hyphen, as a word processor has them
    ['202\u2009555\u20090143', '[phone]'],
    ['202\u22125550143', '[phone]'], // a minus
    ['２０２－５５５－０１４３', '[phone]'],
    ['\u202a+1 202 555 0143\u202c!', '\u202a[phone]\u202c!'], // as a phone's contacts are copied
    ['call:٢٠٢-٥٥٥-٠١٤٣ now', 'call:[phone] now'],
    ['२०२ ५५५ ०१४३', '[phone]'],
    ['＋44 20 7946 0958', '[phone]'],
    ['123\u201145\u20116789', '[ssn]'],
    ['123—45—6789', '[ssn]'],
    ['123\u00a045\u00a06789', '[ssn]'],
    ['123\u00ad-45\u200b-6789', '[ssn]'], // what is not seen
    ['123 - 45 - 6789', '[ssn]'],
    ['𝟏𝟐𝟑-𝟒𝟓-𝟔𝟕𝟖𝟗 😀', '[ssn] 😀'],
    ['4111.1111.1111.1111', '[card]'],
    ['3782.822463.10005.', '[card].'],
    ['4111\u00a01111\u00a01111\u00a01111', '[card]'],
    ['4111–1111–1111–1111', '[card]'],
    ['٤١١١ ١١١١ ١١١١ ١١١١', '[card]'],
    ['jane.doe＠example.gov', '[email]'],
    [
      'ﬁne № 5 — naïve “quotes” and [email]: jane@example.gov ½ ㎡',
      'ﬁne № 5 — naïve “quotes” and [email]: [email] ½ ㎡',
    ],
    ['nai\u0308ve@example.gov', '[email]'],
  ])('%j', (text, left) => {
    expect(mask(text).text).toBe(left);
  });

  it.each(
    Intl.supportedValuesOf('numberingSystem').flatMap((system) => {
      const digits = new Intl.NumberFormat('en', { numberingSystem: system, useGrouping: false });
      const number = [123, 45, 6789].map((part) => digits.format(part)).join('-');
      return /^(\p{Nd}+-?)+$/u.test(number) ? [[system, number] as const] : [];
    }),
  )('in the digits of %s: %s', (_, number) => {
    expect(mask(number).text).toBe('[ssn]');
  });
});

describe('not every number is personal', () => {
  it.each([
    'ZIP+4 20001\u20131234, 10001 - 0001 and 94103\u00a01234',
    'case 2023-CV-01234, 1:23-cv-04567-ABC, FOIA-2024-00123',
    'receipt MSC2190123456, EAC2334567890 and IOE0912345678',
    'docket FR-2024-0012-0345, claim 12-3456-78',
    'EIN 12-3456789',
    'from 2024-10-12 to 2024-11-30, 2024-10-12 2024-11-30 and 22-12-2024 23-12-2024',
    '4.1.2026 5.1.2026 6.1.2026 and 22.12.2024, 23.12.2024',
    'on ١٢-١٠-٢٠٢٤ and ２０２４年１０月１２日',
    '$1 250 000,00 and €1.250.000.000,00 and 1\u00a0250\u00a0000\u00a0$',
    'US$ 234,567,890.12, £4.111.111.111.111 and $ 4.00',
    'version 4.1.12.1.3.1111, 192.168.100.200, 2.16.840.1.113883.3.4',
    '38.889484, -77.035279',
    '2024-10-12T10:30:00.000Z',
    'lines 200\n345\n6789',
    'row 12–34, ½ – ¾, 5² × 10³',
    '1-800 numbers and 911',
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

  it('is without halves of surrogate pairs, and with whole ones', () => {
    expect(mask('x\ud83d y\ude00 😀').text).toBe('x y 😀');
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
    const { replace, matchAll } = String.prototype;
    const read = String.prototype[Symbol.iterator];
    const patterns: [RegExp, string][] = [];
    const spies = [
      vi.spyOn(String.prototype, 'replace').mockImplementation(function (this: string, ...call: unknown[]) {
        if (call[0] instanceof RegExp) patterns.push([call[0], `${this}`]);
        return Reflect.apply(replace, this, call);
      }),
      vi.spyOn(String.prototype, 'matchAll').mockImplementation(function (this: string, pattern) {
        patterns.push([pattern as RegExp, `${this}`]);
        return Reflect.apply(matchAll, this, [pattern]);
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
    '4111.1111.',
    '202 - 555 - ',
    '１２３—',
    '٢٠٢·',
    'e\u0301',
    '\u200b',
  ])('twice as much of %j is twice the work', (piece) => {
    expect(growth(mask, piece)).toBeLessThan(2.2);
    expect(work(mask, long(piece, LONG))).toBeLessThan(60 * LONG);
  });

  it('would be noticed: an address looked for at every letter is four times the work', () => {
    expect(growth((text) => text.replace(/[^\s@]+@/g, ''), 'a')).toBeGreaterThan(3);
  });
});

describe('what is personal in the address of a page', () => {
  it.each([
    ['/claims/123-45-6789/done', '/claims/[ssn]/done'],
    ['/users/jane.doe@example.gov/', '/users/[email]/'],
    ['/users/jane.doe%40example.gov/edit', '/users/[email]/edit'],
    ['/call/202%20555%200143', '/call/[phone]'],
    ['/call/%2B1%C2%A0202%E2%80%91555%E2%80%910143', '/call/[phone]'],
    ['/pay/4111111111111111?step=2&by=jane%40example.gov', '/pay/[card]?step=2&by=[email]'],
    ['/x?q=123+45+6789', '/x?q=[ssn]'],
    ['/x?q=call+202+555+0143&by=jane%40example.gov', '/x?q=call [phone]&by=[email]'],
    ['/x?tel=%2B1+202+555+0143', '/x?tel=[phone]'],
    ['/search?q=form+1040&year=2026', '/search?q=form+1040&year=2026'],
    ['/tel/+12025550143?from=+44', '/tel/[phone]?from=+44'],
    ['/a%20b/%E2%82%AC/100%/2024/10/12/', '/a%20b/%E2%82%AC/100%/2024/10/12/'],
    ['/forms/ds-82/20001-1234/', '/forms/ds-82/20001-1234/'],
  ])('%s', (path, left) => {
    expect(maskPath(path)).toBe(left);
  });
});

it('masks nothing twice', () => {
  const once = mask('a@b.gov 202-555-0143');
  expect(mask(once.text)).toEqual({ text: once.text, masked: {} });
});
