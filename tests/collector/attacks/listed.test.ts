import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/collector/database.ts';
import { openPglite } from '../../../src/collector/pglite.ts';
import { createStore } from '../../../src/collector/store.ts';
import type { SurveyConfig } from '../../../src/config/schema.ts';
import { fingerprint } from '../../../src/instrument/fingerprint.ts';
import type { Interview } from '../../../src/record/schema.ts';
import { anInterview } from '../../report/interviews.ts';
import { config, honest } from '../listed.ts';
import { openTarget, type Target } from './target.ts';

let database: Database;
let target: Target;
beforeAll(async () => {
  database = await openPglite();
});
beforeEach(async () => {
  target = await openTarget({ store: await createStore(database) });
});
afterEach(async () => {
  await database.query('delete from interviews');
  await database.query('delete from cx7_configs');
});
afterAll(() => database.close());

const counted = async (survey = config.survey) => (await target.tally(survey)).interviews;
const apart = async (survey = config.survey) =>
  (
    await target.read<{ counts: { standing: string; reason: string; interviews: number }[] }>(
      `/v1/apart?survey=${survey}`,
    )
  ).counts;

describe('a collector that was given a config', () => {
  beforeEach(() => target.store.list([config]));

  it('counts what the config can have produced', async () => {
    const tag = { survey: 'renewal', unit: 'session', salt: '2026-q4', rate: 0.5 } as const;
    const records = [
      honest(),
      honest(config, (record) => Object.assign(record.shown, { lang: 'es' })),
      honest(config, (record) => Object.assign(record.sample, { tag })),
      honest(config, (record) => {
        record.org.office = 'denver';
        Object.assign(record.sample, { rate: 0.5, probability: 0.5, tag });
      }),
      // Without a rate of its own: it is drawn as the survey is.
      honest(config, (record) => Object.assign(record.org, { office: 'austin' })),
      honest(config, (record) => {
        record.context = { queue: 'a' };
        record.indicators = { waitSeconds: 240 };
      }),
    ];
    for (const record of records) expect((await target.post(record)).status).toBe(202);
    expect(await apart()).toEqual([]);
    expect(await counted()).toBe(records.length);
  });

  it.each<[string, string, (record: Interview) => void]>([
    [
      'the rate of another office in one without',
      'rate',
      (record) => {
        record.org.office = 'austin';
        Object.assign(record.sample, { rate: 0.5, probability: 0.5 });
      },
    ],
    ['no office', 'office', (record) => delete record.org.office],
    ['another language', 'language', (record) => Object.assign(record.shown, { lang: 'fr' })],
    ['another rate', 'rate', (record) => Object.assign(record.sample, { rate: 0.001, probability: 0.001 })],
    ['the rate of another office', 'rate', (record) => Object.assign(record.org, { office: 'denver' })],
    ['another salt', 'draw', (record) => Object.assign(record.sample, { salt: 'other' })],
    ['another unit', 'draw', (record) => Object.assign(record.sample, { unit: 'visitor' })],
    ['another cool-down', 'draw', (record) => Object.assign(record.sample, { cooldownDays: 1 })],
    [
      'an offer before its wave',
      'wave',
      (record) =>
        Object.assign(record, { time: anInterview({ offered: '2026-07-30T15:00:00Z', disposition: 'complete' }).time }),
    ],
    [
      'a tag that no config calls for',
      'tag',
      (record) =>
        Object.assign(record.sample, {
          tag: { survey: 'renewal', unit: 'session', salt: '2026-q4', rate: 0.001 },
          probability: 0.001,
        }),
    ],
    ['no clearance', 'omb', (record) => delete record.omb],
    [
      'another clearance',
      'omb',
      (record) => Object.assign(record, { omb: { controlNumber: '1111-1111', expires: '2099-12-31' } }),
    ],
    ['a statement that is not custom', 'edition', (record) => Object.assign(record.instrument, { custom: ['ease'] })],
    [
      'an answer to a statement that is not asked',
      'edition',
      (record) => {
        record.answers = record.answers.map((answer) =>
          answer.measure === 'employee' ? { ...answer, state: 'answered', value: 5 } : answer,
        );
      },
    ],
    ['an approval', 'edition', (record) => Object.assign(record.instrument, { approval: 'OMB' })],
    ['a field that is not listed', 'names', (record) => Object.assign(record, { context: { name: 'x' } })],
    ['an indicator that is not listed', 'names', (record) => Object.assign(record, { indicators: { x: 1 } })],
  ])('keeps apart what names it and has %s', async (_, reason, change) => {
    expect((await target.post(honest(config, change))).status).toBe(202);
    expect(await counted()).toBe(0);
    expect(await apart()).toMatchObject([{ standing: 'doubtful', reason, interviews: 1 }]);
  });

  it.each([
    ['is switched off', { enabled: false }],
    ['is for tests only', { test: true }],
  ])('keeps apart what names a config that %s', async (_, off) => {
    const other = { ...config, ...off };
    await target.store.list([other]);
    await target.post(honest(other));
    expect(await apart()).toMatchObject([{ standing: 'doubtful', reason: 'switched', interviews: 1 }]);
  });

  it('keeps apart other surveys and other configs, and shows them to its owner', async () => {
    await target.post(honest({ ...config, survey: 'forged' }));
    await target.post(honest({ ...config, enabled: true }));
    expect(await counted()).toBe(0);
    expect(await counted('forged')).toBe(0);
    expect(await apart()).toMatchObject([
      { standing: 'unlisted', reason: 'config', interviews: 1 },
      { standing: 'unlisted', reason: 'survey', interviews: 1 },
    ]);
    const { interviews } = await target.read<{ interviews: { record: Interview }[] }>('/v1/apart?survey=renewal');
    expect(interviews.map(({ record }) => record.survey).sort()).toEqual(['forged', 'renewal']);
    const { surveys } = await target.read<{ surveys: unknown[] }>('/v1/surveys');
    expect(surveys).toEqual([]);
  });

  it('counts what was kept apart once its config comes, and still counts by the earlier one', async () => {
    const next = { ...config, sampling: { ...config.sampling, salt: '2027-q1' } };
    await target.post(honest());
    await target.post(honest(next, (record) => Object.assign(record.sample, { salt: '2027-q1' })));
    // The tag was not printed again: its draw is the earlier config's.
    const tag = { survey: 'renewal', unit: 'session', salt: '2026-q4', rate: 0.5 } as const;
    await target.post(
      honest(next, (record) => Object.assign(record.sample, { salt: '2027-q1', tag, probability: 0.1 })),
    );
    expect(await counted()).toBe(1);
    await target.store.list([next]);
    expect(await apart()).toEqual([]);
    expect(await counted()).toBe(3);
  });

  it('counts what was doubtful by its tag once the config that calls for that tag comes', async () => {
    const earlier = { ...config, sampling: { ...config.sampling, salt: '2026-q3' } };
    const tag = { survey: 'renewal', unit: 'session', salt: '2026-q3', rate: 0.5 } as const;
    await target.post(honest(config, (record) => Object.assign(record.sample, { tag, probability: 0.1 })));
    expect(await apart()).toMatchObject([{ standing: 'doubtful', reason: 'tag', interviews: 1 }]);
    await target.store.list([earlier]);
    expect(await apart()).toEqual([]);
    expect(await counted()).toBe(1);
  });

  it('counts the offices that an earlier version of it kept apart', async () => {
    const austin = honest(config, (record) => Object.assign(record.org, { office: 'austin' }));
    const none = honest(config, (record) => delete record.org.office);
    for (const record of [austin, none]) await target.store.keep(record);
    await database.query(`update interviews set standing = 'doubtful', reason = 'office'`);
    await database.query('delete from cx7_migrations where version >= 3');
    await createStore(database);
    expect(await counted()).toBe(1);
    expect(await apart()).toMatchObject([{ standing: 'doubtful', reason: 'office', interviews: 1 }]);
  });

  it.each<[string, SurveyConfig]>([
    ['another endpoint, as an adapter of the page has', { ...config, endpoint: '/elsewhere' }],
    ['a place of its own, as <cx7-survey> gives it', { ...config, display: { placement: 'inline', target: '#here' } }],
    [
      'a quota that has been updated',
      { ...config, sampling: { ...config.sampling, quota: { target: 400, received: 12 } } },
    ],
  ])('counts what a page has recorded whose config has %s', async (_, onPage) => {
    await target.post(honest(onPage));
    expect(await apart()).toEqual([]);
    expect(await counted()).toBe(1);
  });

  it('counts a record of version 1, which names the config as a whole', async () => {
    const { client, shown, ...rest } = honest() as Interview & Record<string, unknown>;
    const record = structuredClone({ ...rest, client, shown, schema: 'cx7.interview/1' });
    record.instrument.configHash = fingerprint(JSON.stringify(config));
    expect((await target.post(record)).status).toBe(202);
    expect(await counted()).toBe(1);
  });

  it('knows the config as npx cx7 tag --inline puts it into a page', async () => {
    await target.store.list([{ $schema: 'cx7.schema.json', ...config, employee: true }]);
    await target.post(honest({ ...config, employee: true }));
    expect(await counted()).toBe(1);
  });
});

describe('a collector that is given its first config', () => {
  it('judges again what it counted before', async () => {
    await target.post(honest());
    await target.post(anInterview({ survey: 'another', scores: { trust: 1 } }));
    expect([await counted(), await counted('another')]).toEqual([1, 1]);
    await target.store.list([config]);
    expect([await counted(), await counted('another')]).toEqual([1, 0]);
  });
});
