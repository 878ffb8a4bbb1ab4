import { describe, expect, it } from 'vitest';
import type { SurveyConfig } from '../../src/config/schema.ts';
import { settle } from '../../src/config/settle.ts';
import {
  CHECKS,
  type CheckName,
  decide,
  drawFor,
  drawOf,
  explain,
  type Seen,
  sampleOf,
} from '../../src/decide/index.ts';

const config: SurveyConfig = {
  survey: 'passport-renewal',
  names: { service: 'Passport Renewal' },
  endpoint: '/v1/interviews',
};

const visit: Seen & { lang: string } = {
  now: Date.parse('2026-11-22T15:00:00Z'),
  path: '/renew/done',
  lang: 'en-US',
  optedOut: false,
  preview: false,
  unitKey: 'a-session',
  lastEnded: NaN,
  requested: false,
};

const on = (change: Partial<SurveyConfig>, seen: Partial<typeof visit> = {}) => {
  const all = { ...config, sampling: { rate: 1 }, ...change };
  const visited = { ...visit, ...seen };
  const verdict = decide(all, visited);
  return {
    ...verdict,
    sample: sampleOf(settle(all), visited, verdict),
    text: explain(all, visited, verdict),
  };
};

const draw = (of: SurveyConfig, unitKey: string) => drawOf(drawFor(of), unitKey);

describe('decide', () => {
  it('lists every check with its facts, whatever the outcome', () => {
    for (const decision of [on({}), on({ enabled: false }), on({ test: true })]) {
      expect(decision.checks.map(([check]) => check)).toEqual([...CHECKS]);
      expect(decision.text.split('\n')).toHaveLength(1 + CHECKS.length + 2);
      expect(decision.text).not.toMatch(/undefined|NaN|\[object/);
    }
  });

  it('says in words why a survey is not showing', () => {
    expect(
      on({ sampling: { rate: 0.05 }, pages: { exclude: ['/renew/*'] } }, { waiting: true }).text,
    ).toMatchInlineSnapshot(`
      "cx7: passport-renewal is not shown: page
        passed enabled: true
        passed clearance: none
        passed wave: 2026-11-22, no start date, no end date
        failed page: /renew/done
        passed opt-out: no signal
        passed storage: session
        passed cool-down: never asked
        passed other-survey: none has invited
        passed quota: none
        failed sample: drawn 0.6157, asked below 0.05
        failed trigger: load
        test mode: off
        language: en-US, asked in en"
    `);
  });

  it.each<[CheckName, Partial<SurveyConfig>, Partial<Seen>]>([
    ['enabled', { enabled: false }, {}],
    ['clearance', { omb: { controlNumber: '1405-0193', expires: '2026-11-21' } }, {}],
    ['wave', { wave: { from: '2026-11-23' } }, {}],
    ['wave', { wave: { until: '2026-11-21' } }, {}],
    // A day ends where the next begins, in the visitor's own time zone.
    [
      'clearance',
      { omb: { controlNumber: '1405-0193', expires: '2026-11-22' } },
      { now: Date.parse('2026-11-23T00:00') },
    ],
    ['wave', { wave: { until: '2026-11-22' } }, { now: Date.parse('2026-11-23T00:00') }],
    ['page', { pages: { exclude: ['/renew/*'] } }, {}],
    ['page', { pages: { include: ['/apply/*'] } }, {}],
    ['page', { pages: { include: ['*done'.replace('*', '/*')], exclude: ['/renew/done'] } }, {}],
    ['opt-out', {}, { optedOut: true }],
    ['storage', {}, { unitKey: null }],
    ['cool-down', {}, { lastEnded: visit.now - 1 }],
    [
      'cool-down',
      { sampling: { rate: 1, remember: 'device', cooldownDays: 90 } },
      { lastEnded: visit.now - 89 * 864e5 },
    ],
    ['other-survey', {}, { taken: true }],
    ['quota', { sampling: { rate: 1, quota: { target: 100, received: 100 } } }, {}],
    ['sample', { sampling: { rate: 0 } }, {}],
    // Whose place is the rate itself is not below it.
    ['sample', { sampling: { rate: drawOf({ survey: config.survey, salt: '' }, 'a-session') } }, {}],
    ['trigger', {}, { waiting: true }],
  ])('does not ask when %s fails: %o %o', (name, change, seen) => {
    const decision = on(change, seen);
    expect(decision.reason).toBe(name);
    expect(decision.text).toContain(`failed ${name}: `);
  });

  it.each<[string, Partial<SurveyConfig>, Partial<typeof visit>]>([
    ['on the last day of the clearance', { omb: { controlNumber: '1405-0193', expires: '2026-11-22' } }, {}],
    ['on the first and last day of a wave', { wave: { from: '2026-11-22', until: '2026-11-22' } }, {}],
    ['on a page that a pattern includes', { pages: { include: ['/renew/*'] } }, {}],
    ['in the first offered language when the page’s is not offered', {}, { lang: 'fr' }],
    [
      'whoever opted out, where the config says so',
      { sampling: { rate: 1, privacySignal: 'ignore' } },
      { optedOut: true },
    ],
    [
      'when the days of quiet are over',
      { sampling: { rate: 1, remember: 'device', cooldownDays: 90 } },
      { lastEnded: visit.now - 90 * 864e5 },
    ],
    ['below the quota', { sampling: { rate: 1, quota: { target: 100, received: 99 } } }, {}],
    ['again at once where no quiet is wanted', { sampling: { rate: 1, cooldownDays: 0 } }, { lastEnded: visit.now }],
  ])('asks %s', (_name, change, seen) => {
    expect(on(change, seen).reason).toBe('asked');
  });

  it('treats a path literally but for the star', () => {
    expect(on({ pages: { include: ['/a.b'] } }, { path: '/aXb' }).reason).toBe('page');
    expect(on({ pages: { include: ['/a.b'] } }, { path: '/a.b' }).reason).toBe('asked');
    expect(on({ pages: { include: ['/a+(b)*'] } }, { path: '/a+(b)/c' }).reason).toBe('asked');
  });

  it('opens for somebody who asks, without draw and quiet, and records it apart from the sample', () => {
    const decision = on(
      { sampling: { rate: 0 } },
      { requested: true, lastEnded: visit.now, optedOut: true, unitKey: null },
    );
    expect(decision.reason).toBe('asked');
    expect(decision.sample.recruitment).toBe('self-initiated');
    expect(decision.sample.probability).toBeUndefined();
  });

  it.each([
    ['the kill switch', { enabled: false }, 'enabled'],
    ['an expired clearance', { omb: { controlNumber: '1405-0193', expires: '2020-01-01' } }, 'clearance'],
  ])('stays closed against %s even in a preview or on request', (_name, change, reason) => {
    expect(on(change, { preview: true, requested: true })).toMatchObject({ reason });
  });

  it('asks everybody in test mode and marks the sample as forced', () => {
    const decision = on({ test: true, sampling: { rate: 0 } }, { lastEnded: visit.now });
    expect(decision.reason).toBe('asked');
    expect(decision.sample).toMatchObject({ recruitment: 'forced', rate: 0 });
  });

  it('puts the rate and the probability on the sample, an office’s own before the general one', () => {
    const change: Partial<SurveyConfig> = { sampling: { rate: 0.05, offices: { 'DC-01': 1 } } };
    expect(on(change, { office: 'DC-01' }).sample).toMatchObject({
      rate: 1,
      probability: 1,
      recruitment: 'sampled-offer',
    });
    expect(on(change).sample).toMatchObject({ rate: 0.05, probability: 0.05 });
    expect(on({ ...change, coding: { office: 'DC-01' } }).sample.rate).toBe(1);
  });

  it('asks everybody after a call and one in twenty elsewhere, where the config gives no rate', () => {
    expect(on({ sampling: { unit: 'interaction' } }).sample.rate).toBe(1);
    expect(on({ sampling: {} }).sample.rate).toBe(0.05);
  });

  it('takes a config as it is written, and changes nothing', () => {
    expect(() => decide(Object.freeze({ ...config }), Object.freeze({ ...visit }))).not.toThrow();
    expect(() => decide({} as SurveyConfig, visit)).not.toThrow();
  });
});

/**
 * The bound. Were the draws uniform and independent, the number asked among N sessions would be binomial, and its
 * share would lie within z·√(r(1 − r)/N) of the rate r. With N = 100,000 and z = 3.29 (two-sided p = .001) that is
 * .23 of a percentage point at .05 and .31 at .10; five waves together must lie within a tenth of a point (z = 2.4). The keys below are fixed, so the test cannot flake. A hash that
 * clumps neighbouring keys misses the bound; so would one whose high bits are poor, which is what `u < rate` reads.
 */
describe('the draw over 100,000 sessions', () => {
  const N = 100_000;
  const waves = ['', 'wave-1', 'wave-2', '2026-Q4', '2027-Q1'];
  const keyed: Record<string, (i: number) => string> = {
    'random-looking': (i) => ((i * 2654435761) % 2 ** 32).toString(36) + (i * 40503).toString(36),
    numbered: (i) => `session-${i}`,
    'zero-padded': (i) => String(i).padStart(8, '0'),
  };

  it.each(Object.entries(keyed))(
    'hits .05 and .10 with %s keys: each wave in the bound, five together within .1 point',
    (_, key) => {
      for (const rate of [0.05, 0.1]) {
        let all = 0;
        for (const salt of waves) {
          const wave = { survey: config.survey, salt };
          let asked = 0;
          for (let i = 0; i < N; i++) if (drawOf(wave, key(i)) < rate) asked++;
          expect(Math.abs(asked / N - rate), `${salt} ${rate}`).toBeLessThan(3.29 * Math.sqrt((rate * (1 - rate)) / N));
          all += asked;
        }
        expect(Math.abs(all / N / waves.length - rate)).toBeLessThan(0.001);
      }
    },
  );

  it('is the draw that decides: the same sessions, asked through every check', () => {
    const asking = { ...config, sampling: { rate: 0.05 } };
    for (let i = 0; i < 20_000; i++) {
      const unitKey = `session-${i}`;
      expect(decide(asking, { ...visit, unitKey }).reason === 'asked').toBe(draw(config, unitKey) < 0.05);
    }
  });

  it('is uniform over the whole range, by chi-square in 100 cells', () => {
    const cells = new Array(100).fill(0);
    for (let i = 0; i < N; i++) cells[Math.floor(draw(config, `session-${i}`) * 100)]++;
    const chi2 = cells.reduce((sum, n) => sum + (n - N / 100) ** 2 / (N / 100), 0);
    expect(chi2).toBeLessThan(148.2); // 99 degrees of freedom, p = .001
  });

  it('keeps everybody who was asked at .05 when the rate is raised to .10', () => {
    const asked = (rate: number, unitKey: string) =>
      decide({ ...config, sampling: { rate } }, { ...visit, unitKey }).reason === 'asked';
    let low = 0;
    for (let i = 0; i < N; i++) {
      if (!asked(0.05, `session-${i}`)) continue;
      low++;
      expect(asked(0.1, `session-${i}`)).toBe(true);
    }
    expect(low).toBeGreaterThan(4_500);
  });

  it('draws anew for a new salt: two waves overlap no more than chance', () => {
    let both = 0;
    for (let i = 0; i < N; i++)
      if (['a', 'b'].every((salt) => draw({ ...config, sampling: { salt } }, `${i}`) < 0.1)) both++;
    expect(Math.abs(both / N - 0.01)).toBeLessThan(3.29 * Math.sqrt((0.01 * 0.99) / N));
  });

  it('can be recomputed by anyone: a fixed answer for a fixed key', () => {
    expect(draw({ ...config, sampling: { salt: 'wave-1' } }, '3f1c').toFixed(9)).toMatchInlineSnapshot(`"0.727936420"`);
  });
});
