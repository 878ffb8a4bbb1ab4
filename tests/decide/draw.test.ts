import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnText, readDraw } from '../../src/decide/draw.ts';
import { drawOf, drawV1 } from '../../src/decide/index.ts';
import { hash32 } from '../../src/instrument/index.ts';
import { seed } from '../campaigns.mjs';

const survey = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/);
const unitKey = fc.string({ maxLength: 20 }).filter((key) => !key.includes('\n'));
/** Free text, line breaks and all, so that it may look like the other parts. */
const salt = fc.oneof(fc.string({ maxLength: 20 }), fc.stringMatching(/^[a-z\n]{0,8}$/));

describe('what is hashed', () => {
  it('gives salt, survey and unit key back, so that no two combinations are the same text', () => {
    fc.assert(
      fc.property(salt, survey, unitKey, (salt, survey, unitKey) => {
        const lines = drawnText({ survey, salt }, unitKey).split('\n');
        expect(lines.pop()).toBe(unitKey);
        expect(lines.pop()).toBe(survey);
        expect(lines.join('\n')).toBe(salt);
      }),
      { seed },
    );
  });

  it('tells apart what version 1 ran together', () => {
    const long = fc.stringMatching(/^[a-z0-9]{4,20}$/);
    const cut = (text: string, at: number) => ({ salt: text.slice(0, at), survey: text.slice(at, -1) });
    fc.assert(
      fc.property(long, fc.nat(), fc.nat(), (text, one, other) => {
        const places = text.length - 2;
        const [a, b] = [cut(text, one % places), cut(text, other % places)];
        const key = text.slice(-1);
        expect(drawV1(a, key)).toBe(drawV1(b, key));
        if (a.salt !== b.salt) expect(drawOf(a, key)).not.toBe(drawOf(b, key));
      }),
      { seed },
    );
  });

  it('tells apart a salt that ends like a survey from the survey', () => {
    expect(drawOf({ salt: 'wave\na', survey: 'b' }, 'k')).not.toBe(drawOf({ salt: 'wave', survey: 'a\nb' }, 'x\nk'));
    expect(drawOf({ salt: 'wave-', survey: 'a' }, 'k')).not.toBe(drawOf({ salt: 'wave', survey: '-a' }, 'k'));
  });
});

describe('recomputing a draw', () => {
  const sample = { survey: 'passport-renewal', salt: '2026-q4' };

  it('of a record of version 2 needs its survey, its salt and the unit’s key', () => {
    expect(drawOf(sample, '0.4217')).toBe(hash32('2026-q4\npassport-renewal\n0.4217') / 2 ** 32);
    expect(drawOf(sample, '0.4217').toFixed(9)).toMatchInlineSnapshot(`"0.536229909"`);
  });

  it('of a record of version 1 gives what cx7 0.1 drew', () => {
    expect(drawV1(sample, '0.4217')).toBe(hash32('2026-q4passport-renewal0.4217') / 2 ** 32);
    // The value that the tests of version 0.1.0 have held.
    expect(drawV1({ survey: 'passport-renewal', salt: 'wave-1' }, '3f1c').toFixed(9)).toBe('0.488289366');
  });

  it('lies in [0, 1) for every key, and is 1 without one, which no rate reaches', () => {
    fc.assert(
      fc.property(salt, survey, unitKey, (salt, survey, key) => {
        const place = drawOf({ salt, survey }, key);
        expect(place).toBeGreaterThanOrEqual(0);
        expect(place).toBeLessThan(1);
      }),
      { seed },
    );
    expect(drawOf(sample, null)).toBe(1);
  });
});

describe('the draw that a tag carries', () => {
  const whole = { survey: 'permits', unit: 'session', salt: 'w', rate: '0.25' };
  const longest = 'x'.repeat(64);

  it.each([
    [whole, { survey: 'permits', unit: 'session', salt: 'w', rate: 0.25 }],
    [
      { ...whole, salt: undefined },
      { ...whole, salt: '', rate: 0.25 },
    ],
    [
      { ...whole, unit: 'visitor', rate: '0' },
      { ...whole, unit: 'visitor', rate: 0 },
    ],
    [
      { ...whole, rate: ' 1 ' },
      { ...whole, rate: 1 },
    ],
    [
      { ...whole, survey: longest, salt: longest },
      { ...whole, survey: longest, salt: longest, rate: 0.25 },
    ],
  ])('is read from %j', (said, draw) => {
    expect(readDraw(said)).toEqual(draw);
  });

  it.each([
    ...['survey', 'unit', 'rate'].map((name) => ({ ...whole, [name]: undefined })),
    { ...whole, survey: '' },
    { ...whole, unit: 'day' },
    { ...whole, survey: `${longest}x` },
    { ...whole, salt: `${longest}x` },
    ...['', ' ', '0,05', '5%', '-0.1', '1.1', 'NaN'].map((rate) => ({ ...whole, rate })),
  ])('is none that is not whole: %j', (said) => {
    expect(readDraw(said)).toBeUndefined();
  });
});
