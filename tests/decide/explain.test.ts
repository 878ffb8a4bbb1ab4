import { describe, expect, it } from 'vitest';
import type { SurveyConfig } from '../../src/config/schema.ts';
import { decide } from '../../src/decide/decide.ts';
import { drawOf } from '../../src/decide/draw.ts';
import { explain } from '../../src/decide/explain.ts';
import type { Seen } from '../../src/decide/types.ts';

const config: SurveyConfig = {
  survey: 'permits',
  names: { service: 'Permits' },
  endpoint: '/v1/interviews',
  sampling: { rate: 1 },
};
const visit: Seen & { lang: string } = {
  now: Date.parse('2026-11-27T12:00:00'),
  path: '/done',
  optedOut: false,
  preview: false,
  unitKey: '0.25',
  lastEnded: Number.NaN,
  requested: false,
  lang: 'es-MX',
};

/** The lines that explain a visit, by what they are about; the first under `verdict`. */
function told(change: Partial<SurveyConfig> = {}, seen: Partial<typeof visit> = {}, waitsFor?: string) {
  const given = { ...config, ...change };
  const looked = { ...visit, ...seen };
  const [verdict, ...lines] = explain(given, looked, decide(given, looked), waitsFor).split('\n');
  const about = lines.map((line) => /^ {2}(.*?): (.*)$/.exec(line)?.slice(1) ?? [line, '']);
  return { verdict, ...Object.fromEntries(about) } as Record<string, string>;
}

describe('a verdict in words', () => {
  it('says whether the survey is shown, and what stopped it', () => {
    expect(told().verdict).toBe('cx7: permits is shown');
    expect(told({ enabled: false }).verdict).toBe('cx7: permits is not shown: enabled');
    expect(told({ enabled: false })).toHaveProperty('failed enabled', 'false');
  });

  it('has the facts of each check', () => {
    const place = drawOf({ survey: 'permits', salt: '' }, '0.25').toFixed(4);
    expect(told()).toEqual({
      verdict: 'cx7: permits is shown',
      'passed enabled': 'true',
      'passed clearance': 'none',
      'passed wave': '2026-11-27, no start date, no end date',
      'passed page': '/done',
      'passed opt-out': 'no signal',
      'passed storage': 'session',
      'passed cool-down': 'never asked',
      'passed other-survey': 'none has invited',
      'passed quota': 'none',
      'passed sample': `drawn ${place}, asked below 1`,
      'passed trigger': 'load',
      'test mode': 'off',
      language: 'es-MX, asked in es',
    });
  });

  it.each([
    [{ omb: { controlNumber: '3090-0297', expires: '2027-01-31' } }, {}, 'clearance', '2026-11-27, expires 2027-01-31'],
    [
      { wave: { from: '2026-10-01', until: '2026-12-31' } },
      {},
      'wave',
      '2026-11-27, from 2026-10-01, until 2026-12-31',
    ],
    [{}, { optedOut: true }, 'opt-out', 'Global Privacy Control, respect'],
    [{}, { unitKey: null }, 'storage', 'no key for the unit session'],
    [{}, { unitKey: null }, 'sample', 'not drawn, asked below 1'],
    [{}, { lastEnded: Date.parse('2026-11-01T00:00:00Z') }, 'cool-down', 'last ended 2026-11-01T00:00:00.000Z'],
    [{}, { taken: true }, 'other-survey', 'another one has invited in this session'],
    [{ sampling: { quota: { target: 9, received: 3 } } }, {}, 'quota', '3 of 9'],
  ] as const)('of %j and %j', (change, seen, check, fact) => {
    const lines = told(change as Partial<SurveyConfig>, seen);
    expect(lines[`passed ${check}`] ?? lines[`failed ${check}`]).toBe(fact);
  });

  it('tells what an invitation waits for', () => {
    expect(told({}, { waiting: true }, 'the page to be read')).toHaveProperty(
      'failed trigger',
      'load, waits: the page to be read',
    );
  });

  it('tells test mode from a preview, and what both waive', () => {
    expect(told({ test: true })['test mode']).toBe('on');
    expect(told({}, { preview: true })['test mode']).toBe('a preview');
    expect(told({ test: true })).toHaveProperty('waived cool-down');
  });
});

describe('with a draw on the tag', () => {
  const tag = { survey: 'permits', unit: 'session', salt: '', rate: 0.5, unitKey: '0.25' } as const;
  const sampleOf = (seen: Partial<typeof visit>, sampling: SurveyConfig['sampling'] = { rate: 1 }) => {
    const lines = told({ sampling }, seen);
    return lines['passed sample'] ?? lines['failed sample'];
  };

  it('says that the lower rate of one draw counts', () => {
    const place = drawOf(tag, '0.25').toFixed(4);
    expect(sampleOf({ tag })).toBe(
      `drawn ${place}, asked below 1; on the tag drawn ${place}, asked below 0.5: ` +
        'one draw, and the lower rate counts: probability 0.5',
    );
  });

  it('says what makes two draws of them, and their product', () => {
    expect(sampleOf({ tag: { ...tag, salt: 'w' } }, { rate: 0.3 })).toMatch(
      /: two draws, since salt differs, and both must succeed: probability 0\.15$/,
    );
    expect(sampleOf({ tag: { ...tag, salt: 'w', survey: 'visas' } })).toMatch(
      /: two draws, since survey and salt differ, and both must succeed: probability 0\.5$/,
    );
  });

  it('says that its unit has no key here, and what does not fit', () => {
    const lines = told({}, { tag: { ...tag, unit: 'visitor', unitKey: null } });
    expect(lines['failed storage']).toBe('no key for the unit visitor');
    expect(lines['failed sample']).toMatch(/; on the tag not drawn, asked below 0\.5/);
    expect(lines.tag).toMatch(/^data-(unit|rate): /);
  });
});
