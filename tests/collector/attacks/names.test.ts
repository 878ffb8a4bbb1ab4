import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApartPage } from '../../../src/collector/apart.ts';
import type { Database } from '../../../src/collector/database.ts';
import { createCollector } from '../../../src/collector/index.ts';
import { openPglite } from '../../../src/collector/pglite.ts';
import { createStore, type Store } from '../../../src/collector/store.ts';
import { anInterview } from '../../report/interviews.ts';
import { openTarget, strainOf, type Target } from './target.ts';

// So many rows take their time to make.
vi.setConfig({ testTimeout: 300_000 });

let database: Database;
let store: Store;
let target: Target;
beforeAll(async () => {
  database = await openPglite();
  store = await createStore(database);
  target = await openTarget({ store });
});
afterAll(() => store.close());
beforeEach(() => database.query('delete from interviews'));

/** What so many posts would leave, made from one of them within the database: posting would take minutes. */
async function multiply(n: number, columns: Readonly<Record<string, string>>) {
  const pattern = anInterview({ survey: 'pattern', office: 'boston', scores: { trust: 4 } });
  await target.post(pattern);
  const rows = await database.query<{ column_name: string }>(
    `select column_name from information_schema.columns where table_name = 'interviews'`,
  );
  const names = rows.map(({ column_name }) => column_name);
  const made: Readonly<Record<string, string>> = { id: 'gen_random_uuid()', record: `'{}'`, ...columns };
  const values = names.map((name) => made[name] ?? `interviews.${name}`);
  for (let from = 1; from <= n; from += 10_000)
    await database.query(
      `insert into interviews (${names.join(', ')})
       select ${values.join(', ')} from interviews, generate_series(${from}, ${Math.min(n, from + 9999)}) as i
       where interviews.id = '${pattern.id}'`,
    );
  await database.tidy?.();
}

describe('names that the sender makes up', () => {
  it('as 20,000 surveys stop the process at no read for over 200 ms', async () => {
    await multiply(20_000, { survey: `'forged-' || i` });
    const { stopped, grown } = await strainOf(async () => {
      const { surveys } = await target.read<{ surveys: unknown[] }>('/v1/surveys');
      expect(surveys.length).toBe(20_001);
      expect((await target.tally('pattern')).interviews).toBe(1);
    });
    expect(stopped).toBeLessThan(200);
    expect(grown).toBeLessThan(100);
  });

  it('as 150,000 combinations of office, channel and language are read without an error, and stop nobody', async () => {
    await multiply(150_000, {
      survey: `'post'`,
      office: `'office-' || (i % 30000)`,
      channel: `case i / 30000 when 0 then 'web' when 1 then 'phone' when 2 then 'mail' when 3 then 'chat' else 'kiosk' end`,
      lang: `case i % 2 when 0 then 'en' else 'es' end`,
    });
    const { stopped, grown } = await strainOf(async () => {
      const { surveys } = await target.read<{ surveys: { survey: string; offices: string[]; interviews: number }[] }>(
        '/v1/surveys',
      );
      const post = surveys.find(({ survey }) => survey === 'post');
      expect([post?.offices.length, post?.interviews]).toEqual([30_000, 150_000]);
      const { interviews, groups } = await target.tally('post');
      expect(interviews).toBe(150_000);
      expect(groups['sampled-offer'].measures.trust).toMatchObject({ n: 150_000, mean: 4 });
    });
    expect(stopped).toBeLessThan(200);
    expect(grown).toBeLessThan(100);
  });

  it.each([
    ['unlisted surveys', { survey: `'forged-' || i`, standing: `'unlisted'`, reason: `'survey'` }, 100_000],
    ['doubtful records of one survey', { survey: `'post'`, standing: `'doubtful'`, reason: `'office'` }, 120_000],
  ])('as 120,000 %s that are kept apart stop nobody who reads', async (_, columns, counted) => {
    await multiply(120_000, columns);
    const { stopped, grown } = await strainOf(async () => {
      const { counts, interviews, next } = await target.read<ApartPage & { counts: { interviews: number }[] }>(
        '/v1/apart?survey=post',
      );
      expect(counts).toMatchObject([{ interviews: counted }]);
      expect(interviews.length).toBe(20);
      const second = await target.read<ApartPage>(`/v1/apart?survey=post&before=${next}`);
      expect(new Set([...interviews, ...second.interviews].map(({ id }) => id)).size).toBe(40);
      const { surveys } = await target.read<{ surveys: unknown[] }>('/v1/surveys');
      expect(surveys.length).toBe(1);
      expect((await target.tally('pattern')).interviews).toBe(1);
    });
    expect(stopped).toBeLessThan(200);
    expect(grown).toBeLessThan(100);
  });

  it('as thousands of origins are told apart no further than fifty', async () => {
    const lines: string[] = [];
    const collector = createCollector({ store, onNotice: (line) => lines.push(line), token: '0123456789abcdef' });
    for (let index = 0; index < 2000; index++)
      await collector.fetch(
        new Request('http://collector.example/v1/interviews', {
          method: 'POST',
          headers: { 'content-type': 'text/plain', origin: `https://site-${index}.example` },
          body: '{}',
        }),
      );
    expect(lines.length).toBeLessThan(60);
    expect(lines.at(-1)).toContain('other sites');
  });
});
