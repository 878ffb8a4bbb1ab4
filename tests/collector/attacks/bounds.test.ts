import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MEASURES } from '../../../src/instrument/measures.ts';
import { anInterview } from '../../report/interviews.ts';
import { openTarget, strainOf, type Target } from './target.ts';

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.close());

const keys = (n: number, value: unknown) =>
  Object.fromEntries(Array.from({ length: n }, (_, index) => [`k${index}`, value]));
const refused = async (change: object) => {
  const { status, text } = await target.post({ ...anInterview(), ...change });
  return { status, paths: (JSON.parse(text).problems ?? []).map(({ path }: { path: string }) => path) };
};

describe('a record that is swollen', () => {
  const { instrument, sample, time } = anInterview();

  it.each<[string, object, string]>([
    ['with 21 indicators', { indicators: keys(21, 1) }, 'indicators'],
    ['with 21 fields of context', { context: keys(21, 'a') }, 'context'],
    ['with an indicator of 1e308', { indicators: { waitSeconds: 1e308 } }, 'indicators.waitSeconds'],
    ['with context of 201 characters', { context: { queue: 'x'.repeat(201) } }, 'context.queue'],
    [
      'with a measure twice in custom',
      { instrument: { ...instrument, custom: ['ease', 'ease'] } },
      'instrument.custom',
    ],
    [
      'with custom longer than the measures',
      { instrument: { ...instrument, custom: [...MEASURES, 'ease'] } },
      'instrument.custom',
    ],
    ['with revision 1001', { revision: 1001 }, 'revision'],
    ['with a quiet of 1e300 days', { sample: { ...sample, cooldownDays: 1e300 } }, 'sample.cooldownDays'],
    ['with 1e300 seconds', { time: { ...time, seconds: 1e300 } }, 'time.seconds'],
    [
      'with a time of 200 digits',
      { time: { ...time, updated: `2026-08-14T15:02:07.${'1'.repeat(200)}Z` } },
      'time.updated',
    ],
  ])('%s is refused', async (_, change, path) => {
    const { status, paths } = await refused(change);
    expect(status).toBe(400);
    expect(paths).toContain(path);
  });

  it('is told at most 20 problems, in a short answer, and stops nobody', async () => {
    const bad = [
      { ...anInterview(), indicators: keys(5000, 'x') },
      { ...anInterview(), ...keys(9000, 1) },
      { ...anInterview(), instrument: { ...instrument, custom: Array(8000).fill('nothing') } },
      { ...anInterview(), context: { ...keys(1, 'x'), ['é'.repeat(40_000)]: 1 } },
    ];
    for (const record of bad) {
      const { stopped } = await strainOf(async () => {
        const { status, text } = await target.post(record);
        expect(status).toBe(400);
        expect(JSON.parse(text).problems.length).toBeLessThanOrEqual(20);
        expect(text.length).toBeLessThan(10_000);
      });
      expect(stopped).toBeLessThan(200);
    }
  });

  it('has names of at most 100 printable characters, once it is stored', async () => {
    const survey = `a\u202eb\0${'c'.repeat(150)}`.replace('\0', '\u0007');
    const { status } = await target.post(anInterview({ survey, office: 'north\u2066\n<b>', lang: 'en' }));
    expect(status).toBe(202);
    const { surveys } = await target.read<{ surveys: { survey: string; offices: string[] }[] }>('/v1/surveys');
    expect(surveys).toContainEqual(
      expect.objectContaining({ survey: `a\ufffdb\ufffd${'c'.repeat(96)}`, offices: ['north\ufffd\ufffd<b>'] }),
    );
  });

  it('leaves every read as it was, six hundred times over', async () => {
    const survey = 'swollen';
    const record = { ...anInterview({ survey, scores: { trust: 4 } }), indicators: keys(14_000, 1e308) };
    const text = JSON.stringify(record);
    for (let index = 0; index < 600; index++) await target.post(text.replace(record.id, crypto.randomUUID()));
    await target.post(anInterview({ survey, scores: { trust: 4 }, comment: 'fine' }));
    expect((await target.tally(survey)).groups['sampled-offer'].measures.trust).toMatchObject({ n: 1, mean: 4 });
    const { comments } = await target.read<{ comments: unknown[] }>(`/v1/comments?survey=${survey}`);
    expect(comments.length).toBe(1);
  });
});
