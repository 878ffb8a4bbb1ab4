import fs, { mkdtempSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openStore } from '../../src/collector/open.ts';
import { openPglite } from '../../src/collector/pglite.ts';
import type { Store } from '../../src/collector/store.ts';
import { seed } from '../campaigns.mjs';
import { anInterview } from '../report/interviews.ts';
import { there } from '../there.ts';
import { type Postgres, startPostgres, withoutPostgres } from './postgres.ts';

let postgres: Postgres | undefined;
afterAll(() => postgres?.stop());

const folder = mkdtempSync(join(tmpdir(), 'cx7-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const stores = [
  { kind: 'the built-in database in a folder', missing: undefined, open: () => openStore({ dataFolder: folder }) },
  {
    kind: 'PostgreSQL',
    missing: withoutPostgres,
    async open() {
      postgres ??= await startPostgres();
      return openStore({ databaseUrl: postgres.url });
    },
  },
];

const all = async (interviews: AsyncIterable<{ id: string }>) => {
  const ids: string[] = [];
  for await (const { id } of interviews) ids.push(id);
  return ids.sort();
};

describe.each(stores)('a store over $kind', ({ missing, open }) => {
  describe.skipIf(missing)(missing ?? 'keeps interviews', () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store?.close());

    const aSurvey = () => `survey-${crypto.randomUUID()}`;
    const only = async (survey: string) => {
      for await (const interview of store.interviews({ survey, test: true })) return interview;
      return undefined;
    };

    it('gives back an interview as it was, text in any script and all', async () => {
      const interview = anInterview({ survey: aSurvey(), comment: 'très “bien”\n谢谢 🙏 \\u0000 <b>' });
      interview.context = { queue: 'a', transferred: true, priority: -0.5 };
      expect(await store.keep(interview)).toEqual({ revision: 4, changed: true });
      expect(await only(interview.survey)).toEqual(interview);
    });

    it('keeps the highest revision, in whatever order they come', async () => {
      const orders = fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(orders, async (revisions) => {
          const survey = aSurvey();
          const id = crypto.randomUUID();
          let highest = 0;
          for (const revision of revisions) {
            const { revision: kept, changed } = await store.keep(anInterview({ id, survey, revision }));
            expect(changed).toBe(revision > highest);
            highest = Math.max(highest, revision);
            expect(kept).toBe(highest);
          }
          expect((await only(survey))?.revision).toBe(highest);
        }),
        { numRuns: 15, seed },
      );
    });

    it('keeps the highest revision when all come at once', async () => {
      const survey = aSurvey();
      const id = crypto.randomUUID();
      const revisions = [7, 3, 9, 1, 9, 5, 2, 8, 6, 4];
      const kept = await Promise.all(revisions.map((revision) => store.keep(anInterview({ id, survey, revision }))));
      expect(kept.every(({ revision }, index) => revision >= there(revisions[index]))).toBe(true);
      expect((await only(survey))?.revision).toBe(9);
      expect(await all(store.interviews({ survey }))).toHaveLength(1);
    });

    it('does not let another body take a revision that is there already', async () => {
      const survey = aSurvey();
      const id = crypto.randomUUID();
      await store.keep(anInterview({ id, survey, comment: 'first' }));
      expect(await store.keep(anInterview({ id: id.toUpperCase(), survey, comment: 'second' }))).toEqual({
        revision: 4,
        changed: false,
      });
      expect((await only(survey))?.comment?.text).toBe('first');
    });

    it('holds the largest revision there can be', async () => {
      const interview = anInterview({ survey: aSurvey(), revision: Number.MAX_SAFE_INTEGER });
      expect((await store.keep(interview)).revision).toBe(Number.MAX_SAFE_INTEGER);
    });

    it('finds by period, the last moment of it counted and the first of the next not', async () => {
      const survey = aSurvey();
      const offers = [
        '2026-06-30T23:59:59.9999999Z',
        '2026-04-01T00:00:00Z',
        '2026-07-01T00:00:00Z',
        '2026-03-31T23:59:59Z',
      ];
      const interviews = offers.map((offered) => anInterview({ survey, offered }));
      for (const interview of interviews) await store.keep(interview);
      const period = { from: '2026-04-01T00:00:00.000Z', until: '2026-07-01T00:00:00.000Z' };
      expect(await all(store.interviews({ survey, ...period }))).toEqual([interviews[0]?.id, interviews[1]?.id].sort());
    });

    it('finds by office, channel, language and recruitment, and leaves tests out unless asked', async () => {
      const survey = aSurvey();
      const here = anInterview({
        survey,
        office: 'boston',
        channel: 'phone',
        lang: 'es',
        recruitment: 'self-initiated',
      });
      const test = anInterview({ survey, test: true });
      const there = anInterview({ survey, office: 'denver' });
      for (const interview of [here, test, there]) await store.keep(interview);
      expect(await all(store.interviews({ survey }))).toEqual([here.id, there.id].sort());
      expect(await all(store.interviews({ survey, test: true }))).toHaveLength(3);
      for (const filter of [
        { office: 'boston' },
        { channel: 'phone' },
        { lang: 'es' },
        { recruitment: 'self-initiated' },
      ])
        expect(await all(store.interviews({ survey, ...filter }))).toEqual([here.id]);
    });

    it('reads more interviews than fit into one page, each once', async () => {
      const survey = aSurvey();
      const ids = Array.from({ length: 1003 }, () => crypto.randomUUID());
      for (const id of ids) await store.keep(anInterview({ id, survey }));
      expect(await all(store.interviews({ survey }))).toEqual(ids.sort());
    });

    it('pages through comments, newest first, two at the same moment included', async () => {
      const survey = aSurvey();
      const days = ['01', '02', '02', '02', '03'];
      for (const day of days)
        await store.keep(anInterview({ survey, offered: `2026-05-${day}T12:00:00Z`, comment: day }));
      await store.keep(anInterview({ survey }));
      const seen: string[] = [];
      const ids = new Set<string>();
      let before: string | undefined;
      do {
        const { interviews, next } = await store.comments({ survey }, { before, limit: 2 });
        for (const { id, comment } of interviews) seen.push(there(comment).text) && ids.add(id);
        before = next ?? undefined;
      } while (before);
      expect(seen).toEqual(['03', '02', '02', '02', '01']);
      expect(ids.size).toBe(5);
    });

    it('sums up what there is of each survey', async () => {
      const survey = aSurvey();
      await store.keep(anInterview({ survey, office: 'boston', offered: '2026-01-01T00:00:00Z' }));
      await store.keep(anInterview({ survey, office: 'austin', lang: 'es', offered: '2026-02-01T00:00:00Z' }));
      await store.keep(anInterview({ survey, test: true, channel: 'phone', offered: '2026-03-01T00:00:00Z' }));
      const found = (await store.surveys()).find((one) => one.survey === survey);
      expect(found).toEqual({
        survey,
        interviews: 2,
        test: 1,
        first: '2026-01-01T00:00:00.000Z',
        last: '2026-03-01T00:00:00.000Z',
        offices: ['austin', 'boston'],
        channels: ['phone', 'web'],
        langs: ['en', 'es'],
      });
    });

    it('shows in its pulse that something arrived, an update too, and a repeat not', async () => {
      const { time } = await store.pulse();
      const since = new Date(Date.parse(time) - 1000).toISOString();
      const pulses = [];
      const id = crypto.randomUUID();
      for (const revision of [1, 1, 2, 1]) {
        await store.keep(anInterview({ id, survey: aSurvey(), revision }));
        pulses.push((await store.pulse(since)).count);
      }
      expect(pulses[1]).toBe(pulses[0]);
      expect(pulses[2]).not.toBe(pulses[1]);
      expect(pulses[3]).toBe(pulses[2]);
    });

    it('answers a ping', () => expect(store.ping()).resolves.toBeUndefined());
  });
});

describe.skipIf(withoutPostgres)(withoutPostgres ?? 'several collectors over one PostgreSQL', () => {
  it('make its tables at the same moment without getting into each other’s way', async () => {
    const server = await startPostgres();
    const opened = await Promise.all(Array.from({ length: 6 }, () => openStore({ databaseUrl: server.url })));
    await there(opened[0]).keep(anInterview());
    for (const store of opened) expect(await store.surveys()).toHaveLength(1);
    for (const store of opened) await store.close();
    await server.stop();
  });

  it('go on after the database was away', async () => {
    const server = await startPostgres();
    const store = await openStore({ databaseUrl: server.url });
    const interview = anInterview();
    await store.keep(interview);
    await server.crash();
    await expect
      .poll(() => store.keep(anInterview({ id: interview.id, revision: 5 })).catch(() => undefined), {
        timeout: 10_000,
      })
      .toMatchObject({ revision: 5 });
    expect(await all(store.interviews({ survey: interview.survey }))).toEqual([interview.id]);
    await store.close();
    await server.stop();
  });
});

describe('the built-in database', () => {
  it('has the log on disk when a statement resolves: PostgreSQL asks for it, and the file system does it', async () => {
    const database = await openPglite(join(folder, 'synced'));
    const [settings] = await database.query(
      "select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('wal_sync_method') as method",
    );
    expect(settings).toEqual({ fsync: 'on', commit: 'on', method: 'fsync' });
    await database.query('create table synced (n int)');

    const sync = vi.spyOn(fs, 'fsyncSync');
    syncBuiltinESMExports();
    await database.query('insert into synced values (1)');
    expect(sync).toHaveBeenCalled();
    sync.mockRestore();
    syncBuiltinESMExports();
    await database.close();
  });

  it('refuses a folder that is open already, and says what to do', async () => {
    const place = join(folder, 'once');
    const store = await openStore({ dataFolder: place });
    await expect(openStore({ dataFolder: place })).rejects.toThrow(/in use by another collector.*DATABASE_URL/s);
    await store.close();
    await (await openStore({ dataFolder: place })).close();
  });
});
