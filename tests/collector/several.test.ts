import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createConfigs } from '../../src/collector/configs.ts';
import type { Database } from '../../src/collector/database.ts';
import { openPglite } from '../../src/collector/pglite.ts';
import { openPostgres } from '../../src/collector/postgres.ts';
import { createStore, type Store } from '../../src/collector/store.ts';
import { there } from '../there.ts';
import type { Child } from './child.ts';
import { Ledger, pause, rowsOf, tallyOf } from './ledger.ts';
import { config, honest } from './listed.ts';
import { preparePlaces } from './places.ts';
import { withoutPostgres } from './postgres.ts';

// Databases start anew several times over.
vi.setConfig({ testTimeout: 180_000 });

const { folderPlace, postgres, postgresPlace, start } = preparePlaces('several');

/** Every revision of some interviews, each as often as there are collectors, in no order. */
const load = (ledger: Ledger, interviews: number, revisions: number, repeats: number) =>
  shuffle(
    Array.from({ length: interviews }, () => crypto.randomUUID()).flatMap((id) =>
      Array.from({ length: revisions * repeats }, (_, index) => ledger.interview(id, 1 + (index % revisions))),
    ),
  );

/** Hears the event stream of a collector until it is told to stop. */
async function listen({ url }: Child) {
  const leaving = new AbortController();
  const response = await fetch(`${url}/v1/events`, { signal: leaving.signal });
  let text = '';
  const write = (part: string) => {
    text += part;
  };
  const heard = there(response.body)
    .pipeThrough(new TextDecoderStream())
    .pipeTo(new WritableStream({ write }))
    .catch(() => {});
  return {
    changes: () => text.split('event: change').length - 1,
    leave: () => {
      leaving.abort();
      return heard;
    },
  };
}

describe.skipIf(withoutPostgres)(withoutPostgres ?? 'several collectors over one PostgreSQL', () => {
  const { options } = postgresPlace;
  const startAll = (count: number) => Promise.all(Array.from({ length: count }, () => start(options())));

  it('lose and double nothing when one of them is killed, and every dashboard shows it all', async () => {
    const ledger = new Ledger();
    const collectors = await startAll(3);
    const [survivor, , killed] = collectors as [Child, Child, Child];
    const listener = await listen(survivor);
    const posts = load(ledger, 60, 6, 3);
    const total = posts.length;

    // Nine clients; what one collector does not accept, they take to the next.
    let client = 0;
    const posting = Array.from({ length: 9 }, async () => {
      const first = client++ % 3;
      const urls = [...collectors.slice(first), ...collectors.slice(0, first)].map(({ url }) => url);
      for (let interview = posts.pop(); interview; interview = posts.pop()) await ledger.deliver(urls, interview);
    });
    await expect.poll(() => posts.length, { timeout: 60_000, interval: 5 }).toBeLessThan(total / 2);
    await killed.end('SIGKILL');
    expect(posts.length).toBeGreaterThan(0);
    await Promise.all(posting);
    expect(Object.keys(ledger.statuses)).toEqual(['0', '202']);

    // One more, which the survivor learns of from nobody but the database.
    await pause(3000);
    const before = listener.changes();
    expect(before).toBeGreaterThan(0);
    await ledger.deliver([there(collectors[1]).url], ledger.interview(crypto.randomUUID(), 1));
    await expect.poll(() => listener.changes(), { timeout: 6000 }).toBeGreaterThan(before);

    const rows = await rowsOf(options(), ledger.survey);
    expect(rows.length).toBe(61);
    expect(rows.filter(({ revision }) => Number(revision) === 6).length).toBe(60);
    ledger.check(rows);
    for (const collector of collectors.slice(0, 2)) ledger.checkTally(rows, await tallyOf(collector, ledger.survey));
    await listener.leave();
    for (const collector of collectors.slice(0, 2)) await collector.end('SIGTERM');
  });

  it('answer 503 while PostgreSQL crashes under them, and go on by themselves', async () => {
    const ledger = new Ledger();
    const collectors = await startAll(2);
    const urls = collectors.map(({ url }) => url);
    const posts = load(ledger, 60, 4, 2);
    const total = posts.length;
    const posting = Array.from({ length: 8 }, async () => {
      for (let interview = posts.pop(); interview; interview = posts.pop())
        await ledger.deliver(Math.random() < 0.5 ? urls : urls.toReversed(), interview);
    });
    await expect.poll(() => posts.length, { timeout: 60_000, interval: 5 }).toBeLessThan((total * 2) / 3);
    await postgres().crash();
    expect(posts.length).toBeGreaterThan(0);
    await Promise.all(posting);

    expect(Object.keys(ledger.statuses)).toEqual(['202', '503']);
    expect(ledger.withoutRetryAfter).toEqual([]);
    const rows = await rowsOf(options(), ledger.survey);
    expect(rows.filter(({ revision }) => Number(revision) === 4).length).toBe(60);
    ledger.check(rows);
    for (const collector of collectors) {
      ledger.checkTally(rows, await tallyOf(collector, ledger.survey));
      expect(await collector.end('SIGTERM')).toEqual({ code: 0, signal: null });
    }
  });
});

/** A database of one's own on the same server: from the first config on, surveys without one do not count. */
async function newDatabase(): Promise<string> {
  const { databaseUrl } = postgresPlace.options();
  const name = `own_${crypto.randomUUID().replaceAll('-', '')}`;
  const server = await openPostgres(databaseUrl);
  await server.query(`create database ${name}`);
  await server.close();
  return databaseUrl.replace(/\/postgres$/, `/${name}`);
}

/** How records stand, and whether a config has judged them. */
async function standingsIn({ query }: Database): Promise<string[]> {
  const rows = await query<{ standing: string; judged: string }>('select standing, judged from interviews');
  return rows.map(({ standing, judged }) => `${standing} ${judged ? 'by its config' : 'without a config'}`);
}

describe.each([
  { ...folderPlace, open: () => openPglite() },
  { ...postgresPlace, open: async () => openPostgres(await newDatabase()) },
])('a config that another collector over $kind is given meanwhile', ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'in the middle of a statement', () => {
    let database: Database;
    let another: Store;
    beforeAll(async () => {
      database = await open();
    });
    beforeEach(async () => {
      vi.useFakeTimers({ toFake: ['Date'] });
      another = await createStore(database);
    });
    afterEach(async () => {
      vi.useRealTimers();
      await database.query('delete from interviews');
      await database.query('delete from cx7_configs');
    });
    afterAll(() => database?.close());

    const KINDS = {
      look: /^with waiting as /,
      judge: /^update interviews/,
      read: /^select survey, hash, config from cx7_configs/,
    };
    type Kind = keyof typeof KINDS;

    /** The database, in which something happens around some statements. `nth` counts those of a kind, from 1. */
    const meddled = (
      happens: Partial<Record<Kind, (nth: number, run: () => Promise<void>) => Promise<void>>>,
    ): Database => {
      const seen: Record<Kind, number> = { look: 0, judge: 0, read: 0 };
      return {
        ...database,
        async query<Row>(sql: string, values?: readonly unknown[]) {
          let rows: Row[] = [];
          const run = async () => {
            rows = await database.query<Row>(sql, values);
          };
          const kind = (Object.keys(KINDS) as Kind[]).find((one) => KINDS[one].test(sql));
          const around = kind && happens[kind];
          await (kind && around ? around(++seen[kind], run) : run());
          return rows;
        },
      };
    };
    const unjudged = async (n: number) => {
      for (let index = 0; index < n; index++) await another.keep(honest());
      await database.query('update interviews set judged = null');
    };
    const later = () => vi.setSystemTime(Date.now() + 6000);
    const COUNTED = 'counted by its config';

    it('is what one that judges goes by, and it comes to an end', async () => {
      await unjudged(2);
      const judging = meddled({
        async look(nth, run) {
          // Given, and not judged by: that takes the other one a while.
          if (nth === 1) await createConfigs(database.query).add([config]);
          if (nth > 5) throw new Error('It judges the same records again and again.');
          await run();
        },
      });
      await createStore(judging);
      expect(await standingsIn(database)).toEqual([COUNTED, COUNTED]);
    });

    it('has judged what one was about to judge without it, and that stands', async () => {
      await unjudged(2);
      const judging = meddled({
        async judge(_, run) {
          await another.list([config]);
          await run();
        },
        async look(nth, run) {
          if (nth > 1) throw new Error('killed');
          await run();
        },
      });
      await expect(createStore(judging)).rejects.toThrow('killed');
      expect(await standingsIn(database)).toEqual([COUNTED, COUNTED]);
    });

    /** What is stored wrongly would be judged again, and nobody could see it. */
    const look = async (nth: number, run: () => Promise<void>) => {
      if (nth > 1) throw new Error('not now');
      await run();
    };

    describe('with nothing more to come', () => {
      beforeEach(() => {
        vi.useRealTimers();
        vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
      });
      const forged = () =>
        honest(config, (record) => {
          record.sample.salt = 'made up';
        });

      it('judges also what one has judged without it', async () => {
        const store = await createStore(database);
        await store.keep(forged());
        await another.list([config]);
        for (const record of [forged(), forged()]) await store.keep(record);
        const [judged, missed] = ['doubtful by its config', 'counted without a config'];
        expect((await standingsIn(database)).sort()).toEqual([missed, missed, judged]);
        await vi.advanceTimersByTimeAsync(6000);
        await expect.poll(() => standingsIn(database)).toEqual([judged, judged, judged]);
      });

      it('is not looked for by one that is closed', async () => {
        let looks = 0;
        const look = async (_: number, run: () => Promise<void>) => {
          looks++;
          await run();
        };
        const [closed, open] = [
          await createStore({ ...meddled({ look }), close: async () => {} }),
          await createStore(meddled({ look })),
        ];
        looks = 0;
        await closed.keep(honest());
        await closed.close();
        await vi.advanceTimersByTimeAsync(6000);
        expect(looks).toBe(0);
        await open.keep(honest());
        await vi.advanceTimersByTimeAsync(6000);
        await expect.poll(() => looks).toBe(1);
      });
    });

    it('is known to both of two records that look for it at once', async () => {
      let second: Promise<unknown> | undefined;
      let meet = () => {};
      const both = new Promise<void>((resolve) => {
        meet = resolve;
      });
      const store = await createStore(
        meddled({
          look,
          async read(nth, run) {
            if (nth === 2) {
              later();
              second = store.keep(honest());
            }
            if (nth === 3) meet();
            if (nth > 1) await both;
            await run();
          },
        }),
      );
      await another.list([config]);
      later();
      await store.keep(honest());
      await second;
      expect(await standingsIn(database)).toEqual([COUNTED, COUNTED]);
    });

    it('is not forgotten for a look that began before it came and ends after another', async () => {
      const store = await createStore(
        meddled({
          look,
          async read(nth, run) {
            await run();
            if (nth !== 2) return;
            await another.list([config]);
            later();
            await store.keep(honest());
          },
        }),
      );
      later();
      await store.keep(honest());
      await store.keep(honest());
      expect(await standingsIn(database)).toEqual([COUNTED, COUNTED, COUNTED]);
    });
  });
});

describe.skipIf(withoutPostgres)(withoutPostgres ?? 'collectors that are given configs as they start', () => {
  it.each(['40001', '40P01'])('run again what the database gives up for another collector (%s)', async (code) => {
    const database = await openPostgres(await newDatabase());
    // What a sequence counts stays when the statement is taken back.
    await database.query('create sequence tries');
    await database.query(`create function give_way(times int) returns int language plpgsql as $$ begin
      if nextval('tries') <= times then raise exception using errcode = '${code}'; end if; return 1; end $$`);
    expect(await database.query('select give_way(2) as done')).toEqual([{ done: 1 }]);
    await expect(database.query('select give_way(1000)')).rejects.toMatchObject({ code });
    await database.close();
  });

  it('come to an end together, and each record is judged by its own config', async () => {
    const databaseUrl = await newDatabase();
    const others = [1, 2, 3].map((n) => ({ ...config, survey: `survey-${n}` }));
    const database = await openPostgres(databaseUrl);
    const store = await createStore(database);
    const all = [config, ...others].flatMap((one) => Array.from({ length: 200 }, () => honest(one)));
    await Promise.all(all.map((record) => store.keep(record)));

    const collectors = await Promise.all([config, ...others].map((one) => start({ databaseUrl, configs: [one] })));
    expect(await standingsIn(database)).toEqual(Array(all.length).fill('counted by its config'));
    for (const collector of collectors) expect(await collector.end('SIGTERM')).toEqual({ code: 0, signal: null });
    await database.close();
  });
});

const crowds = [
  { ...folderPlace, kind: 'one collector over a folder', count: 1 },
  { ...postgresPlace, kind: 'two collectors over PostgreSQL', count: 2 },
];

describe.each(crowds)('with $kind', ({ missing, count, options }) => {
  describe.skipIf(missing)(missing ?? 'an interview', () => {
    let collectors: Child[];
    beforeAll(async () => {
      collectors = [];
      for (let index = 0; index < count; index++) collectors.push(await start(options()));
    });
    const ledger = new Ledger();
    const at = (index: number) => there(collectors[index % count]).url;

    it('ends with the higher of two revisions that come at once, many times over', async () => {
      for (let round = 0; round < 60; round++) {
        const id = crypto.randomUUID();
        const both = [ledger.interview(id, 7), ledger.interview(id, 3)];
        if (round % 2) both.reverse();
        expect(await Promise.all(both.map((interview, index) => ledger.post(at(index + round), interview)))).toEqual([
          202, 202,
        ]);
      }
    });

    it('is not changed by an older revision that comes late, which is accepted all the same', async () => {
      for (let round = 0; round < 20; round++) {
        const id = crypto.randomUUID();
        expect(await ledger.post(at(0), ledger.interview(id, 5))).toBe(202);
        for (const revision of [4, 1, 3])
          expect(await ledger.post(at(revision), ledger.interview(id, revision))).toBe(202);
      }
    });

    it('is not changed by another body for a revision that it has, at once or later', async () => {
      for (let round = 0; round < 20; round++) {
        const interview = ledger.interview(crypto.randomUUID(), 2);
        expect(await ledger.post(at(round), interview)).toBe(202);
        // Not through the ledger: what it knows has to stay what is stored.
        const others = [1, 2, 3].map((index) =>
          fetch(`${at(index)}/v1/interviews`, {
            method: 'POST',
            headers: { 'content-type': 'text/plain' },
            body: JSON.stringify({ ...interview, comment: { text: `another ${index}`, masked: {} } }),
          }),
        );
        for (const response of await Promise.all(others))
          expect({ status: response.status, body: await response.json() }).toEqual({
            status: 202,
            body: { id: interview.id, revision: 2 },
          });
      }
    });

    it('is in the end what was posted at its highest revision', async () => {
      const tally = await tallyOf(there(collectors.at(-1)), ledger.survey);
      for (const collector of collectors) await collector.end('SIGTERM');
      const rows = await rowsOf(options(), ledger.survey);
      expect(rows.map(({ revision }) => Number(revision)).sort()).toEqual([
        ...Array(20).fill(2),
        ...Array(20).fill(5),
        ...Array(60).fill(7),
      ]);
      ledger.check(rows);
      ledger.checkTally(rows, tally);
    });
  });
});

function shuffle<Item>(items: Item[]): Item[] {
  for (let index = items.length - 1; index > 0; index--) {
    const other = Math.floor(Math.random() * (index + 1));
    [items[index], items[other]] = [there(items[other]), there(items[index])];
  }
  return items;
}
