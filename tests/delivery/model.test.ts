import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createWorld, interview, type Page, pass, settle } from './world.ts';

/**
 * Whatever happens, in whatever order: what was once said to be safe is collected in the end, and counted once.
 * A record is owed once `put` has journaled it and its page was not killed together with the disk's last writes.
 */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const answers = [204, 200, 503, 500, 429, 408, 404, 422, 400] as const;

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('put' as const), tab: fc.nat(1), who: fc.nat(3) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      with: fc.oneof(
        fc.constantFrom(...answers),
        fc.constantFrom(
          { drop: true },
          { acceptThenDrop: true },
          { hang: true },
          { after: 40_000 },
          { status: 503, headers: { 'retry-after': '90' } },
          { redirected: true, headers: { 'content-type': 'text/html' } },
        ),
      ),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('crash' as const, 'close' as const), tab: fc.nat(1) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(0, 50, 1600, 20_000) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('database' as const),
      is: fc.constantFrom(undefined, 'fails' as const, 'full' as const, 'hangs' as const, 'hangs-once' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('offline' as const), is: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('flush' as const, 'online' as const), tab: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clock' as const), days: fc.constantFrom(-30, -1, 1, 20) }) },
);

async function live(steps: (typeof step extends fc.Arbitrary<infer S> ? S : never)[], locks?: 'missing') {
  const world = createWorld();
  world.faults.locks = locks;
  const start = () => {
    const page = world.open();
    return { page, outbox: page.outbox() };
  };
  const tabs = [start(), start()];
  const pages: Page[] = tabs.map(({ page }) => page);
  const people = Array.from({ length: 4 }, () => ({ id: interview().id, revision: 0 }));
  const bodies = new Map<string, string>();
  /** Days by which the clock is off now, and was at the least. */
  let [off, least] = [0, 0];

  for (const what of steps) {
    if (what.do === 'put') {
      const record = people[what.who]!;
      record.revision++;
      const full = interview({ ...record, said: bodies.size });
      expect(tabs[what.tab]!.outbox.put(full).durability).not.toBe('memory');
      bodies.set(`${record.id}:${record.revision}`, JSON.stringify(full));
      // A second put of the same changes nothing.
      tabs[what.tab]!.outbox.put({ ...full, said: 'twice' } as never);
    } else if (what.do === 'answer') world.answers(what.with as number);
    else if (what.do === 'crash' || what.do === 'close') {
      tabs[what.tab]!.page[what.do]();
      tabs[what.tab] = start();
      pages.push(tabs[what.tab]!.page);
    } else if (what.do === 'wait') await pass(what.ms);
    else if (what.do === 'database') world.faults.indexedDB = what.is;
    else if (what.do === 'offline') world.faults.offline = what.is;
    else if (what.do === 'online') tabs[what.tab]!.page.fire('online');
    else if (what.do === 'flush') void tabs[what.tab]!.outbox.flush();
    else if (what.do === 'clock' && off + what.days - least < 30) {
      // Not further ahead: a record is 30 days old then, and is given up by rule, which has tests of its own.
      off += what.days;
      least = Math.min(off, least);
      vi.setSystemTime(Date.now() + what.days * 86_400_000);
    }
    if (what.do !== 'put' && what.do !== 'crash') await settle(10);
  }

  // At last all is well, and somebody comes back.
  world.faults.indexedDB = undefined;
  world.faults.offline = false;
  world.answers(204);
  await pass(200_000);
  for (const { page } of tabs) page.close();
  world.disk.session.clear();
  const last = start();
  await pass(400_000);
  await last.outbox.flush();
  await pass(90_000);
  return { world, people, bodies, pages, last };
}

it.each([undefined, 'missing'] as const)(
  'loses none and counts none twice, with Web Locks %s',
  async (locks) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const { world, people, bodies, pages, last } = await live(steps, locks);
        for (const { id, revision } of people)
          if (revision) expect([id, world.collected.get(id)]).toEqual([id, revision]);
        expect(world.collected.size).toBe(people.filter(({ revision }) => revision).length);
        // Nobody who was answered is asked again: what a page has heard accepted goes on no wire any more.
        for (const { body, record } of world.requests) expect(body).toBe(bodies.get(`${record.id}:${record.revision}`));
        expect(pages.flatMap((page) => page.heard('dropped'))).toEqual([]);
        expect(await last.outbox.pending()).toEqual([]);
        expect([...world.disk.local.keys()]).toEqual([]);
      }),
      {
        numRuns: Number(process.env.RUNS ?? 60),
        seed: process.env.SEED ? Number(process.env.SEED) : undefined,
        endOnFailure: false,
      },
    );
  },
  120_000,
);
