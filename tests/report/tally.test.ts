import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTallier, fiscalQuarter, tally } from '../../src/report/index.ts';
import { seed } from '../campaigns.mjs';
import { there } from '../there.ts';
import { anInterview } from './interviews.ts';

const sampled = (options?: Parameters<typeof tally>[1]) => (interviews: Parameters<typeof tally>[0]) =>
  tally(interviews, options).groups['sampled-offer'];

describe('a measure', () => {
  it('counts the scores 1 to 5, their number and their mean', () => {
    const { satisfaction } = sampled()(
      [1, 3, 5, 5].map((value) => anInterview({ scores: { satisfaction: value } })),
    ).measures;
    expect(satisfaction).toMatchObject({ counts: [1, 0, 1, 0, 2], n: 4, mean: 3.5 });
  });

  it('has no mean where nobody answered: no data is not 0', () => {
    const { ease } = sampled()([anInterview({ states: { ease: 'skipped' } })]).measures;
    expect(ease).toMatchObject({ counts: [0, 0, 0, 0, 0], n: 0, mean: null, weighted: null });
  });

  it('keeps answered, not applicable, skipped and not shown apart, and only the first in the mean', () => {
    const { employee } = sampled()([
      anInterview({ scores: { employee: 2 } }),
      anInterview({ states: { employee: 'not-applicable' } }),
      anInterview({ states: { employee: 'skipped' } }),
      anInterview({ states: { employee: 'not-shown' } }),
    ]).measures;
    expect(employee.states).toEqual({ answered: 1, 'not-applicable': 1, skipped: 1, 'not-shown': 1 });
    expect(employee.mean).toBe(2);
  });

  it('leaves out what was ticked but never sent', () => {
    const group = sampled()([anInterview({ disposition: 'dismissed', scores: { trust: 1 } })]);
    expect(group.measures.trust.n).toBe(0);
    expect(group.measures.trust.states).toEqual({ answered: 0, 'not-applicable': 0, skipped: 0, 'not-shown': 0 });
  });
});

describe('tests', () => {
  it('are counted among the respondents that they are of', () => {
    const { test, groups } = tally(
      [
        anInterview(),
        anInterview({ test: true }),
        anInterview({ recruitment: 'forced' }),
        anInterview({ recruitment: 'forced' }),
      ],
      { test: true },
    );
    expect(test).toBe(3);
    expect(Object.values(groups).map(({ test, interviews }) => [test, interviews])).toEqual([
      [1, 2],
      [0, 0],
      [2, 2],
    ]);
  });
});

describe('two rates in one quarter', () => {
  const at = (rate: number, scores: number[]) =>
    scores.map((value) => anInterview({ probability: rate, scores: { satisfaction: value } }));
  const half = (low: number, high: number) => Array.from({ length: 100 }, (_, index) => (index % 2 ? low : high));
  const { satisfaction } = sampled()([...at(1, half(4, 5)), ...at(0.05, half(3, 4))]).measures;

  it('means 4.00 as it stands and 3.55 for everybody, with the precision of 110 answers', () => {
    expect(satisfaction.n).toBe(200);
    expect(satisfaction.mean).toBeCloseTo(4, 10);
    expect(satisfaction.weighted?.mean).toBeCloseTo(3.55, 2);
    expect(Math.round(there(satisfaction.weighted).effectiveN)).toBe(110);
    expect(satisfaction.weighted?.shares.reduce((a, b) => a + b)).toBeCloseTo(1, 10);
  });

  it('says how many scores carried a probability, and weights those alone', () => {
    const mixed = sampled()([...at(0.5, [5, 5]), anInterview({ probability: undefined, scores: { satisfaction: 1 } })]);
    expect(mixed.measures.satisfaction.n).toBe(3);
    expect(mixed.measures.satisfaction.weighted).toMatchObject({ n: 2, mean: 5, effectiveN: 2 });
  });

  it('changes nothing where every probability is the same', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }),
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        (scores, rate) => {
          const { mean, weighted, n } = sampled()(at(rate, scores)).measures.satisfaction;
          expect(weighted?.mean).toBeCloseTo(there(mean), 8);
          expect(weighted?.effectiveN).toBeCloseTo(n, 6);
        },
      ),
      { numRuns: 30, seed },
    );
  });
});

describe('records of both versions', () => {
  const tag = { survey: 'all', unit: 'session', salt: '', rate: 0.5 } as const;
  const both = [
    anInterview({ version: 1, probability: 0.25, scores: { ease: 5 } }),
    anInterview({ version: 2, probability: 0.125, tag, scores: { ease: 2 } }),
  ];

  it('are one tally, in which the probability on the record is the weight', () => {
    const { ease } = sampled()(both).measures;
    expect(ease).toMatchObject({ n: 2, mean: 3.5 });
    expect(ease.weighted?.mean).toBeCloseTo((4 * 5 + 8 * 2) / 12, 10);
  });

  it('are one interview where they are revisions of one', () => {
    const id = crypto.randomUUID();
    const revisions = both.map((interview, index) => ({ ...interview, id, revision: index + 1 }));
    expect(sampled()(revisions).measures.ease).toMatchObject({ n: 1, mean: 2 });
    expect(sampled()(revisions.toReversed()).measures.ease).toMatchObject({ n: 1, mean: 2 });
  });
});

describe('the way from the offer to the end', () => {
  it('counts everybody at each step that was reached', () => {
    const { funnel } = sampled()([
      anInterview({ disposition: 'offered' }),
      anInterview({ disposition: 'dismissed' }),
      anInterview({ disposition: 'dismissed', opened: '2026-08-14T15:02:11.004Z' }),
      anInterview({ disposition: 'opened' }),
      anInterview({ disposition: 'partial' }),
      anInterview({ disposition: 'complete' }),
    ]);
    expect(funnel).toEqual({ offered: 6, opened: 4, partial: 2, complete: 1, dismissed: 2 });
  });

  it('has no offers for those who came by themselves, and never adds them to those who were drawn', () => {
    const { groups } = tally([
      anInterview({ scores: { satisfaction: 5 } }),
      anInterview({ recruitment: 'self-initiated', scores: { satisfaction: 1 } }),
    ]);
    expect(groups['sampled-offer'].measures.satisfaction).toMatchObject({ n: 1, mean: 5 });
    expect(groups['self-initiated'].measures.satisfaction).toMatchObject({ n: 1, mean: 1, weighted: null });
    expect(groups['self-initiated'].funnel.offered).toBeNull();
    expect(groups['sampled-offer'].funnel.offered).toBe(1);
  });
});

describe('what is counted', () => {
  it('leaves tests out unless they are asked for, and says how many there are', () => {
    const interviews = [anInterview({ test: true }), anInterview()];
    expect(tally(interviews)).toMatchObject({ interviews: 1, test: 0 });
    expect(tally(interviews, { test: true })).toMatchObject({ interviews: 2, test: 1 });
  });

  it('counts an interview once, at its highest revision, in whatever order revisions come', () => {
    const id = crypto.randomUUID();
    const revisions = [
      anInterview({ id, revision: 4, disposition: 'complete', scores: { trust: 4 } }),
      anInterview({ id: id.toUpperCase(), revision: 1, disposition: 'offered' }),
      anInterview({ id, revision: 3, disposition: 'partial', scores: { trust: 2 } }),
    ];
    const group = sampled()(revisions);
    expect(group.interviews).toBe(1);
    expect(group.measures.trust.mean).toBe(4);
  });

  it('counts the last day of a quarter to its last moment, and nothing of the next', () => {
    const quarter = fiscalQuarter({ year: 2026, quarter: 3 });
    const offered = [
      '2026-03-31T23:59:59.999Z',
      '2026-04-01T00:00:00Z',
      '2026-06-30T00:00:00Z',
      '2026-06-30T23:59:59.999999Z',
      '2026-07-01T00:00:00.000Z',
    ];
    expect(
      tally(
        offered.map((time) => anInterview({ offered: time })),
        quarter,
      ).interviews,
    ).toBe(3);
  });

  it('refuses a period that is no time, rather than counting nothing', () => {
    expect(() => createTallier({ from: 'last week' })).toThrow(RangeError);
  });

  it('streams: a tally taken halfway is not changed by what is added later', () => {
    const tallier = createTallier();
    tallier.add(anInterview({ scores: { ease: 5 } }));
    const halfway = tallier.result();
    tallier.add(anInterview({ scores: { ease: 1 } }));
    expect(halfway.groups['sampled-offer'].measures.ease).toMatchObject({ n: 1, mean: 5 });
    expect(tallier.result().groups['sampled-offer'].measures.ease).toMatchObject({ n: 2, mean: 3 });
  });
});
