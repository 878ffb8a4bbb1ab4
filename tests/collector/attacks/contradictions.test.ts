import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MEASURES } from '../../../src/instrument/measures.ts';
import type { StoredInterview } from '../../../src/record/schema.ts';
import { seed } from '../../campaigns.mjs';
import { anInterview } from '../../report/interviews.ts';
import { openTarget, type Target } from './target.ts';

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.close());

describe('a record that contradicts itself', () => {
  const { time } = anInterview();
  it.each<[string, string, object]>([
    ['complete, and never sent', 'disposition', { time: { ...time, answered: undefined } }],
    [
      'complete, and nothing was shown',
      'disposition',
      {
        answers: MEASURES.map((measure, index) => ({
          measure,
          state: 'not-shown',
          textHash: '00000000',
          position: index + 1,
        })),
      },
    ],
    [
      'offered only, with a score',
      'disposition',
      {
        disposition: 'offered',
        time: { ...time, opened: undefined, answered: undefined },
        answers: anInterview({ scores: { trust: 1 } }).answers,
      },
    ],
    [
      'offered only, with a first touch',
      'disposition',
      { disposition: 'offered', time: { ...time, answered: undefined } },
    ],
    [
      'dismissed, with a comment',
      'disposition',
      { disposition: 'dismissed', time: { ...time, answered: undefined }, comment: { text: 'x', masked: {} } },
    ],
    ['dismissed, and sent', 'disposition', { disposition: 'dismissed' }],
    ['sent two days before it was offered', 'times', { time: { ...time, answered: '2026-08-12T15:00:00Z' } }],
    ['a preview that is no test', 'recruitment', { sample: { ...anInterview({ recruitment: 'forced' }).sample } }],
  ])('%s: it is kept apart', async (name, reason, change) => {
    const survey = name.replaceAll(/\W+/g, '-');
    expect((await target.post({ ...anInterview({ survey }), ...change })).status).toBe(202);
    expect((await target.tally(survey)).interviews).toBe(0);
    const { counts } = await target.read<{ counts: unknown }>(`/v1/apart?survey=${survey}`);
    expect(counts).toMatchObject([{ standing: 'doubtful', reason, interviews: 1 }]);
  });
});

/** What counts, asked of the record alone and in other words than the collector's. */
function meansWhatItSays({ disposition, answers, comment, time, sample, test }: StoredInterview): boolean {
  const isSent = ['partial', 'complete'].includes(disposition);
  const shown = answers.filter(({ measure, state }) => /satisfaction|trust/.test(measure) && state !== 'not-shown');
  const overall = answers.filter(({ measure }) => /satisfaction|trust/.test(measure));
  const said = answers.some(({ state }) => state === 'answered' || state === 'not-applicable');
  const tag = 'tag' in sample ? sample.tag : undefined;
  return (
    isSent === !!time.answered &&
    (!isSent || shown.length === overall.length) &&
    (isSent || !comment) &&
    (disposition !== 'offered' || (!said && !time.opened)) &&
    (sample.recruitment === 'sampled-offer') === (sample.probability !== undefined) &&
    (sample.probability ?? 1) >= 1e-6 &&
    (sample.probability ?? 0) <= sample.rate + 1e-9 &&
    (!tag || sample.recruitment === 'sampled-offer') &&
    (sample.recruitment !== 'forced' || test)
  );
}

/** A place in a record, and what is put there. */
const changes = fc.array(
  fc.tuple(
    fc.constantFrom(
      ...['disposition', 'revision', 'test', 'survey', 'channel', 'answers', 'comment', 'extra', 'omb', 'context'],
      ...['indicators', 'id', 'schema', 'sample.recruitment', 'sample.rate', 'sample.probability', 'sample.tag'],
      ...['time.offered', 'time.opened', 'time.answered', 'time.updated', 'time.seconds', 'shown.lang', 'org.office'],
      ...[
        'answers.0.state',
        'answers.0.value',
        'answers.1.measure',
        'instrument.custom',
        'page.path',
        'interactionRef',
      ],
    ),
    fc.oneof(
      fc.constantFrom<unknown>(
        'offered',
        'dismissed',
        'opened',
        'partial',
        'complete',
        'skipped',
        'not-shown',
        'answered',
      ),
      fc.constantFrom<unknown>('sampled-offer', 'self-initiated', 'forced', undefined, null, true, false, 0, 1, 3, -1),
      fc.constantFrom<unknown>(
        0.05,
        1e-9,
        5e-324,
        1e308,
        '2026-08-14T15:02:07Z',
        '1970-01-01T00:00:00Z',
        '9999-12-31T23:59:59Z',
      ),
      fc.constantFrom<unknown>(
        { text: 'x', masked: {} },
        { survey: 'x', unit: 'session', salt: '', rate: 0.5 },
        [],
        {},
        '',
      ),
      fc.string({ unit: 'binary', maxLength: 50 }),
      fc.double(),
      fc.jsonValue(),
    ),
  ),
  { minLength: 1, maxLength: 4 },
);

function put(record: unknown, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop() ?? '';
  let at = record as Record<string, unknown> | null | undefined;
  for (const name of names) at = at && typeof at === 'object' ? (at[name] as typeof at) : undefined;
  if (at && typeof at === 'object') at[last] = value;
}

const RUNS = Number(process.env.RUNS ?? 1000);

it(`${RUNS} fuzzed posts: no 5xx, and nothing is counted whose meaning contradicts itself`, async () => {
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(changes, fc.constantFrom('offered', 'opened', 'partial', 'complete'), async (all, disposition) => {
      const record = anInterview({
        survey: 'fuzzed',
        disposition: disposition as 'opened',
        probability: 0.5,
        scores: disposition === 'offered' ? {} : { trust: 4 },
      });
      for (const [path, value] of all) put(record, path, value);
      const { status } = await target.post(record);
      statuses.add(status);
      expect(status).toBeLessThan(500);
    }),
    { numRuns: RUNS, seed },
  );
  expect([...statuses].sort()).toEqual([202, 400]);
  let n = 0;
  for (const { survey } of (await target.read<{ surveys: { survey: string }[] }>('/v1/surveys')).surveys) {
    await target.tally(survey, '&test=true');
    for await (const interview of target.store.interviews({ survey, test: true })) {
      n++;
      expect(interview).toSatisfy(meansWhatItSays);
    }
  }
  expect(n).toBeGreaterThan(20);
}, 3_600_000);
