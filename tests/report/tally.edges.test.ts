import { describe, expect, it } from 'vitest';
import { latest, tally } from '../../src/report/index.ts';
import { anInterview } from './interviews.ts';

describe('weights', () => {
  it('count each answer 1/probability', () => {
    const { satisfaction } = tally([
      anInterview({ probability: 0.25, scores: { satisfaction: 1 } }),
      anInterview({ probability: 0.5, scores: { satisfaction: 4 } }),
    ]).groups['sampled-offer'].measures;
    expect(satisfaction.weighted).toEqual({ mean: 2, shares: [4 / 6, 0, 0, 2 / 6, 0], n: 2, effectiveN: 36 / 20 });
  });

  it('are of no account where an answer is no score', () => {
    const { satisfaction, trust } = tally([anInterview({ scores: { satisfaction: 5 }, states: { trust: 'skipped' } })])
      .groups['sampled-offer'].measures;
    expect(satisfaction.weighted).toEqual({ mean: 5, shares: [0, 0, 0, 0, 1], n: 1, effectiveN: 1 });
    expect(trust).toMatchObject({ counts: [0, 0, 0, 0, 0], n: 0, weighted: null });
  });
});

it('comments are those of interviews that have one', () => {
  const { comments, interviews } = tally([
    anInterview({ comment: 'Fine.' }),
    anInterview({ comment: 'Slow.', disposition: 'opened' }),
    anInterview(),
  ]).groups['sampled-offer'];
  expect([comments, interviews]).toEqual([2, 3]);
});

it('only a sampled offer is an offer, and only its answers are weighted', () => {
  const { groups } = tally(
    (['sampled-offer', 'self-initiated', 'forced'] as const).map((recruitment) =>
      anInterview({ recruitment, scores: { trust: 2 } }),
    ),
  );
  expect(Object.values(groups).map(({ funnel }) => funnel.offered)).toEqual([1, null, null]);
  expect(Object.values(groups).map(({ measures }) => measures.trust.weighted?.mean ?? null)).toEqual([2, null, null]);
});

it('of two copies of one revision the first counts, however its id is spelled', () => {
  const first = anInterview({ revision: 2, comment: 'first' });
  const second = { ...anInterview({ revision: 2, comment: 'second' }), id: first.id.toUpperCase() };
  expect(latest([first, second])).toEqual([first]);
  expect(latest([first, { ...second, revision: 3 }])).toEqual([{ ...second, revision: 3 }]);
});

it('a period that is no time is refused in words', () => {
  expect(() => tally([], { from: 'yesterday' })).toThrow(/^yesterday is not a time in RFC 3339/);
  expect(() => tally([], { until: '' })).toThrow(RangeError);
});
