import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../src/collector/database.ts';
import { openPglite } from '../../src/collector/pglite.ts';
import { createStore } from '../../src/collector/store.ts';
import { config, honest } from './listed.ts';

let database: Database;
beforeEach(async () => {
  database = await openPglite();
});
afterEach(() => database.close());

/** A question for records that are to be judged: how many it found, and in how many blocks the database has looked. */
interface Look {
  rows: number;
  blocks: number;
}

interface Plan {
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
}

/** The database, which notes what each such question costs. */
function watched(looks: Look[]): Database {
  return {
    ...database,
    async query<Row>(sql: string, values?: readonly unknown[]) {
      if (!sql.includes('octet_length')) return database.query<Row>(sql, values);
      const [told] = await database.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
        `explain (analyze, buffers, format json) ${sql}`,
        values,
      );
      const rows = await database.query<Row>(sql, values);
      const plan = told?.['QUERY PLAN'][0].Plan;
      looks.push({
        rows: rows.length,
        blocks: (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0),
      });
      return rows;
    },
  };
}

const MANY = 2000;

/** Stores a record so many times, as a collector without configs would have. */
async function keepMany(record = honest()): Promise<void> {
  const store = await createStore(database);
  await store.keep(record);
  const columns = await database.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_name = 'interviews' and column_name <> 'id'`,
  );
  const names = columns.map(({ name }) => name).join(', ');
  await database.query(
    `insert into interviews (id, ${names}) select gen_random_uuid(), ${names} from interviews, generate_series(2, ${MANY})`,
  );
}

it('the last of many records is found in as few blocks as the first, and each once', async () => {
  await keepMany();
  const looks: Look[] = [];
  const store = await createStore(watched(looks));
  looks.length = 0;
  await store.list([config]);
  expect((await store.tally({ survey: config.survey })).interviews).toBe(MANY);
  const found = looks.filter(({ rows }) => rows > 0);
  expect(found.reduce((sum, { rows }) => sum + rows, 0)).toBe(MANY);
  expect(Math.max(...found.map(({ blocks }) => blocks))).toBeLessThan(3 * (found[0]?.blocks ?? 0));
});

it.each([
  ['no configs', []],
  ['the config of another survey', [{ ...config, survey: 'other' }]],
  ['another config of their survey', [{ ...config, employee: true }]],
])('a start with %s passes no record that has nothing to wait for', async (_, configs) => {
  await keepMany();
  await (await createStore(database)).list(configs);
  const looks: Look[] = [];
  const store = await createStore(watched(looks));
  await store.list(configs);
  expect(looks.length).toBeGreaterThan(0);
  for (const { rows, blocks } of looks) {
    expect(rows).toBe(0);
    expect(blocks).toBeLessThan(50);
  }
});

it('the lowest id that there is waits like any other', async () => {
  const store = await createStore(database);
  const nil = '00000000-0000-0000-0000-000000000000';
  for (const record of [honest(), { ...honest(), id: nil }]) await store.keep(record);
  await store.list([config]);
  expect(await database.query(`select id from interviews where judged = ''`)).toEqual([]);
});
