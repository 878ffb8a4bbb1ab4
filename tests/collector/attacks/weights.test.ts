import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTallier } from '../../../src/report/index.ts';
import { anInterview } from '../../report/interviews.ts';
import { openTarget, type Target } from './target.ts';

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.close());

const trust = async (survey: string) => (await target.tally(survey)).groups['sampled-offer'].measures.trust;
const reasons = async (survey: string) =>
  (await target.read<{ counts: { reason: string; interviews: number }[] }>(`/v1/apart?survey=${survey}`)).counts.map(
    ({ reason, interviews }) => [reason, interviews],
  );

describe('one answer with a weight of its own making', () => {
  it.each([1e-9, 5e-324, 1e-6, 1e-5])(
    'does not move a mean of 4.00 over 200 answers: probability %d',
    async (probability) => {
      const survey = `heavy-${probability}`;
      for (let index = 0; index < 200; index++)
        await target.post(
          anInterview({
            survey,
            probability: 0.05,
            scores: { trust: 3 + (index % 3 ? 1 : 0) + (index % 3 === 1 ? 1 : 0) },
          }),
        );
      const before = await trust(survey);
      expect((await target.post(anInterview({ survey, probability, scores: { trust: 1 } }))).status).toBe(202);
      expect(await trust(survey)).toEqual(before);
      expect(await reasons(survey)).toEqual([[probability < 1e-6 ? 'probability' : 'weight', 1]]);
    },
  );

  it('does not count before there are others, either', async () => {
    const survey = 'first';
    await target.post(anInterview({ survey, probability: 1e-6, scores: { trust: 1 } }));
    for (let index = 0; index < 3; index++)
      await target.post(anInterview({ survey, probability: 0.05, scores: { trust: 5 } }));
    expect(await trust(survey)).toMatchObject({ n: 3, weighted: { mean: 5 } });
  });

  it('counts where it is at most 100 times the median, as between a phone line and a site', async () => {
    const survey = 'two-channels';
    for (const probability of [1, 1, 1, 0.01])
      await target.post(anInterview({ survey, probability, scores: { trust: 4 } }));
    expect((await trust(survey)).n).toBe(4);
    expect(await reasons(survey)).toEqual([]);
  });

  it.each<[string, object]>([
    ['over its rate', { rate: 0.1, probability: 0.5 }],
    ['that is not its rate', { rate: 0.5, probability: 0.1 }],
    ['that is none, though it was drawn', { probability: undefined }],
    ['without a draw', { recruitment: 'self-initiated' }],
    ['of neither draw', { tag: { survey: 'x', unit: 'session', salt: '', rate: 0.5 }, rate: 0.5, probability: 0.5 }],
  ])('is kept apart with a probability %s', async (name, change) => {
    const survey = name.replaceAll(' ', '-');
    const record = anInterview({ survey, scores: { trust: 1 } });
    expect((await target.post({ ...record, sample: { ...record.sample, ...change } })).status).toBe(202);
    expect((await target.tally(survey)).interviews).toBe(0);
    expect(await reasons(survey)).toEqual([['probability', 1]]);
  });

  it('keeps the first offer time and probability of an id; another survey or recruitment is a contradiction', async () => {
    const id = crypto.randomUUID();
    const survey = 'stands';
    const first = anInterview({
      id,
      survey,
      revision: 1,
      probability: 0.5,
      offered: '2026-08-14T15:00:00Z',
      scores: { trust: 4 },
    });
    await target.store.keep(first);
    await target.store.keep(
      anInterview({
        id,
        survey,
        revision: 2,
        probability: 0.01,
        offered: '2026-08-20T15:00:00Z',
        scores: { trust: 4 },
      }),
    );
    await target.store.keep(anInterview({ survey, probability: 1, scores: { trust: 1 } }));
    expect((await trust(survey)).weighted?.mean).toBeCloseTo((2 * 4 + 1) / 3, 10);
    expect((await target.tally(survey, '&until=2026-08-15')).interviews).toBe(2);
    await target.store.keep(anInterview({ id, survey: 'other', revision: 3, probability: 0.5 }));
    expect((await target.tally(survey)).interviews).toBe(1);
    expect((await target.tally('other')).interviews).toBe(0);
    expect(await reasons(survey)).toEqual([['changed', 1]]);
  });
});

describe('a figure that is not finite', () => {
  it('is no data', () => {
    const tallier = createTallier();
    tallier.add(anInterview({ probability: 5e-324, scores: { trust: 1 } }));
    tallier.add(anInterview({ probability: 1e-300, scores: { ease: 1 } }));
    const { measures } = tallier.result().groups['sampled-offer'];
    expect(measures.trust).toMatchObject({ n: 1, mean: 1, weighted: null });
    expect(measures.ease.weighted).toBe(null);
  });
});
