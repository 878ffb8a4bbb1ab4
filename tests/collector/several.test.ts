import { beforeAll, describe, expect, it, vi } from 'vitest';
import { there } from '../there.ts';
import type { Child } from './child.ts';
import { Ledger, pause, rowsOf, tallyOf } from './ledger.ts';
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
