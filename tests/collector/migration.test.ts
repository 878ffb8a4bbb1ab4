import { describe, expect, it, vi } from 'vitest';
import type { Database } from '../../src/collector/database.ts';
import { openPglite } from '../../src/collector/pglite.ts';
import { openPostgres } from '../../src/collector/postgres.ts';
import { createStore } from '../../src/collector/store.ts';
import type { StoredInterview } from '../../src/record/schema.ts';
import { anInterview } from '../report/interviews.ts';
import { pause, tallyOf } from './ledger.ts';
import { config, honest } from './listed.ts';
import { preparePlaces } from './places.ts';

vi.setConfig({ testTimeout: 180_000 });

const { folderPlace, postgresPlace, spawn, start } = preparePlaces('migration');

/** The tables as the first version made them. */
const FIRST = [
  'create table cx7_migrations (version int primary key, applied timestamptz not null)',
  'insert into cx7_migrations values (1, now())',
  `create table interviews (id uuid primary key, revision bigint not null, survey text not null, office text,
    channel text not null, lang text not null, disposition text not null, recruitment text not null,
    test boolean not null, offered timestamptz not null, received_at timestamptz not null, record jsonb not null)`,
  'create index interviews_by_offer on interviews (survey, offered, id)',
  'create index interviews_by_arrival on interviews (received_at)',
];

/** Stores a record as the first version did. */
async function insert(database: Database, records: readonly StoredInterview[]) {
  await database.query(
    `insert into interviews (id, revision, survey, office, channel, lang, disposition, recruitment, test, offered, received_at, record)
     select (r->>'id')::uuid, (r->>'revision')::bigint, r->>'survey', r->'org'->>'office', r->>'channel',
       r->'shown'->>'lang', r->>'disposition', r->'sample'->>'recruitment', (r->>'test')::boolean,
       (r->'time'->>'offered')::timestamptz, (r->'time'->>'updated')::timestamptz, r
     from jsonb_array_elements($1::jsonb) as r`,
    [JSON.stringify(records)],
  );
}

const SURVEY = 'of-old';
const many = (n: number) =>
  Array.from({ length: n }, (_, index) =>
    anInterview({ survey: SURVEY, version: index % 2 ? 1 : 2, probability: 0.5, scores: { trust: 1 + (index % 5) } }),
  );

/** What an older version took: too many fields, a probability of nothing, and a record that is swollen. */
const bad = () => {
  const keys = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, index) => [`k${index}`, 1e308]));
  const light = anInterview({ survey: SURVEY, scores: { trust: 1 } });
  return [
    { ...anInterview({ survey: SURVEY, scores: { trust: 1 } }), indicators: keys(3000) },
    { ...light, sample: { ...light.sample, probability: 5e-324 } },
    { ...anInterview({ survey: SURVEY, scores: { trust: 1 } }), revision: 5_000_000 },
  ] as StoredInterview[];
};

/** How many have been judged so far. */
async function judgedIn(open: () => Promise<Database>): Promise<number> {
  const database = await open();
  try {
    const [row] = await database.query<{ n: number }>('select count(judged)::int as n from interviews');
    return row?.n ?? 0;
  } catch {
    return 0; // The column is not there yet.
  } finally {
    await database.close();
  }
}

const stores = [
  {
    ...folderPlace,
    open: () => openPglite(folderPlace.options().dataFolder),
    // Nobody else can look into the folder.
    untilSome: (attempt: number) => pause(1200 + 400 * attempt),
  },
  {
    ...postgresPlace,
    open: () => openPostgres(postgresPlace.options().databaseUrl),
    async untilSome(_: number, before: number) {
      const judged = () => judgedIn(() => openPostgres(postgresPlace.options().databaseUrl));
      const enough = Math.min(before, 3002);
      await expect.poll(judged, { timeout: 20_000, interval: 1 }).toBeGreaterThan(enough);
    },
  },
];

describe.each(stores)('tables of the first version in $kind', ({ missing, options, open, untilSome }) => {
  it.skipIf(missing)(
    'are brought up to date with their data, however often that is interrupted by SIGKILL',
    async () => {
      const database = await open();
      for (const statement of FIRST) await database.query(statement);
      for (let index = 0; index < 10; index++) await insert(database, many(300));
      await insert(database, bad());
      await database.close();

      const judged = [0];
      for (let attempt = 0; attempt < 5; attempt++) {
        const interrupted = spawn(options());
        await untilSome(attempt, judged.at(-1) ?? 0);
        const ended = new Promise((resolve) => interrupted.once('exit', resolve));
        interrupted.kill('SIGKILL');
        await ended;
        judged.push(await judgedIn(open));
      }
      // Nothing that was done is undone; where one can look, one was killed halfway.
      expect(judged).toEqual(judged.toSorted((one, other) => one - other));
      if ('databaseUrl' in options()) expect(judged.some((n) => n > 0 && n < 3003)).toBe(true);
      const server = await start(options());
      const tally = await tallyOf(server, SURVEY);
      expect(tally.interviews).toBe(3000);
      expect(tally.groups['sampled-offer'].measures.trust.counts).toEqual([600, 600, 600, 600, 600]);
      const apart = (await (await fetch(`${server.url}/v1/apart?survey=${SURVEY}`)).json()) as { counts: unknown };
      expect(apart.counts).toMatchObject([
        { standing: 'doubtful', reason: 'probability', interviews: 1 },
        { standing: 'doubtful', reason: 'unreadable', interviews: 2 },
      ]);
      await server.end('SIGTERM');

      // And none of it is judged again at the next start.
      const again = await open();
      const updates: string[] = [];
      const query: Database['query'] = (sql, values) => {
        if (sql.startsWith('update interviews')) updates.push(sql);
        return again.query(sql, values);
      };
      const store = await createStore({ ...again, query });
      expect(updates).toEqual([]);
      expect((await store.surveys())[0]?.interviews).toBe(3000);
      await store.close();
    },
  );
});

it('personal data in records of the first version is masked where they are read', async () => {
  const database = await openPglite();
  for (const statement of FIRST) await database.query(statement);
  const old = anInterview({ survey: SURVEY, version: 1, comment: 'I am jane@example.gov.' });
  old.context = { queue: '078-05-1120' };
  await insert(database, [old, ...bad().slice(2)]);
  const store = await createStore(database);
  const { interviews } = await store.comments({ survey: SURVEY }, { limit: 10 });
  expect(interviews).toMatchObject([
    { comment: { text: 'I am [email].', masked: { email: 1 } }, context: { queue: '[ssn]' } },
  ]);
  const rows = await database.query<{ record: StoredInterview }>('select record from interviews order by revision');
  expect(JSON.stringify(rows[0])).not.toMatch(/jane|1120/);
  // What is no record stays as it came.
  expect(rows[1]?.record.revision).toBe(5_000_000);
  await store.close();
});

describe('a table of configs', () => {
  const held = async (database: Database) =>
    (await database.query<{ survey: string }>('select distinct survey from cx7_configs')).map(({ survey }) => survey);

  it('that the version before made is kept under the name that it has now', async () => {
    const database = await openPglite();
    const first = await createStore(database);
    await first.list([config]);
    await database.query('alter table cx7_configs rename to configs');
    await database.query('delete from cx7_migrations where version > 4');
    const store = await createStore(database);
    expect(await held(database)).toEqual([config.survey]);
    await store.keep(honest());
    expect((await store.tally({ survey: config.survey })).interviews).toBe(1);
    await store.close();
  });

  it.each([
    'create table configs (id int primary key, value text)',
    'create table configs (survey text, hash text, config text not null, primary key (survey, hash))',
  ])('that is somebody else’s stays as it is: %s', async (theirs) => {
    const database = await openPglite();
    await database.query(theirs);
    const store = await createStore(database);
    await store.list([config]);
    expect(await held(database)).toEqual([config.survey]);
    expect(await database.query('select * from configs')).toEqual([]);
    await store.close();
  });
});
