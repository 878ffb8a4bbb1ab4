import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWorld, interview, pass, settle, the, URL_OF_COLLECTOR, visit, type World } from './world.ts';

let world: World;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  world = createWorld();
});
afterEach(() => {
  vi.useRealTimers();
});

const DAY = 86_400_000;

const mark = `cx7:waiting:cx7:${URL_OF_COLLECTOR}`;

/** Nobody keeps it from being deleted. */
const deleted = (request: IDBOpenDBRequest) =>
  new Promise((resolve, reject) => {
    request.onsuccess = resolve;
    request.onerror = request.onblocked = reject;
  });

describe('what a crash or a closed page leaves is sent by the next page', () => {
  it.each([
    ['closed in the same tick', 'close'],
    ['crashed in the same tick', 'crash'],
  ] as const)('where it was %s as put', async (_, end) => {
    for (const down of [true, false]) {
      world = createWorld();
      world.answers(down ? { drop: true } : 204);
      const page = world.open();
      page.outbox().put(interview());
      page[end]();
      expect(world.disk.local.has(mark)).toBe(true);
      world.answers(204);
      world.open().outbox();
      await pass(1000);
      expect(world.collected.size).toBe(1);
      expect(world.journaled()).toEqual([]);
      expect(world.disk.local.size).toBe(0);
    }
  });

  it('where the browser was killed after the database had it, and localStorage with it', async () => {
    world.answers(503);
    const page = world.open();
    page.outbox().put(interview());
    await settle();
    page.crash();
    world.disk.local.clear();
    world.answers(204);
    world.open().outbox();
    await pass(1000);
    expect(world.collected.size).toBe(1);
  });

  it('where it was killed in the middle of a request', async () => {
    world.answers({ hang: true });
    const page = world.open();
    page.outbox().put(interview());
    await settle();
    page.crash();
    world.answers(204);
    world.open().outbox();
    await pass(1000);
    expect(world.acceptances).toHaveLength(1);
  });

  it('with all of 120 kB of bodies', async () => {
    world.answers({ hang: true });
    const page = world.open();
    const outbox = page.outbox();
    for (let i = 0; i < 12; i++) outbox.put(interview({ comment: 'x'.repeat(10_000) }));
    page.close();
    world.answers(204);
    world.open().outbox();
    await settle(500);
    await pass(1000);
    expect(world.collected.size).toBe(12);
  });
});

describe('a tombstone', () => {
  it('stops a journal copy that a crash has left', async () => {
    const page = world.open();
    const record = interview();
    const outbox = page.outbox();
    outbox.put(record);
    const [key, copy] = the([...world.disk.local].find(([key]) => key.includes('journal')));
    await settle();
    page.close();
    world.disk.local.set(key, copy);
    world.open().outbox();
    await pass(10_000);
    expect(world.requests).toHaveLength(1);
    expect(world.disk.local.size).toBe(0);
  });

  it('waits in the journal where the database fails at the wrong moment, and works from there', async () => {
    world.answers({ after: 100 });
    const page = world.open();
    page.outbox().put(interview());
    await settle();
    world.faults.indexedDB = 'full';
    await pass(200);
    expect(page.heard('sent')).toHaveLength(1);
    expect(world.journaled()).toHaveLength(1);
    page.close();
    world.faults.indexedDB = undefined;
    world.open().outbox();
    await pass(10_000);
    expect(world.requests).toHaveLength(1);
    expect(world.journaled()).toEqual([]);
    expect([...(await world.stored()).values()]).toMatchObject([{ state: 'sent' }]);
  });

  it('is gone after 30 days on which somebody came', async () => {
    const page = world.open();
    page.outbox().put(interview());
    await settle();
    page.close();
    for (let day = 1; day < 30; day++) await visit(world, DAY);
    expect(await world.stored()).toHaveProperty('size', 1);
    await visit(world, DAY);
    expect(await world.stored()).toEqual(new Map());
  });

  it('is not there yet where a page stays open for months and the database never answers: that is one visit', async () => {
    world.faults.indexedDB = 'hangs';
    world.answers(503);
    const page = world.open();
    const outbox = page.outbox();
    outbox.put(interview());
    for (let day = 0; day < 40; day++) {
      vi.setSystemTime(Date.now() + DAY);
      const flushed = outbox.flush();
      await pass(10_000);
      await flushed;
    }
    expect(world.requests.length).toBeGreaterThan(31);
    expect(page.heard('dropped')).toEqual([]);
    expect(world.journaled()).toHaveLength(1);
  });

  it.each([40, -40, 365])('stays though the clock is set by %i days and back', async (days) => {
    const page = world.open();
    page.outbox().put(interview());
    await settle();
    page.close();
    for (let nth = 0; nth < 10; nth++) {
      await visit(world, days * DAY);
      await visit(world, -days * DAY);
    }
    expect(await world.stored()).toHaveProperty('size', 1);
  });
});

describe('storage that fails', () => {
  it.each([
    ['missing', 'journal'],
    ['throws', 'journal'],
    ['fails', 'journal'],
    ['full', 'journal'],
    ['hangs', 'journal'],
    ['hangs-once', 'indexeddb'],
  ] as const)('delivers where IndexedDB is: %s', async (fault, durability) => {
    world.faults.indexedDB = fault;
    world.answers(503);
    const page = world.open();
    const outbox = page.outbox();
    const record = interview();
    expect(outbox.put(record)).toEqual({ durability: 'journal' });
    expect(world.requests).toHaveLength(1);
    await pass(5000);
    const pending = outbox.pending();
    await pass(5000);
    expect(await pending).toMatchObject([{ id: record.id, durability, state: 'waiting' }]);
    page.close();
    world.answers(204);
    const next = world.open();
    next.outbox();
    await pass(10_000);
    expect(world.acceptances).toHaveLength(1);
    expect(next.heard('sent')).toHaveLength(1);
    // Else every page view from now on would load the outbox for nothing.
    if (fault === 'missing' || fault === 'throws') expect(world.disk.local.has(mark)).toBe(false);
    expect(page.heard('error').length).toBe(fault === 'hangs-once' ? 0 : 1);
    world.open().outbox();
    await pass(10_000);
    expect(world.acceptances).toHaveLength(1);
  });

  it('moves what the journal holds into the database once that works again', async () => {
    world.faults.indexedDB = 'full';
    world.answers(503);
    const page = world.open();
    const outbox = page.outbox();
    outbox.put(interview());
    await pass(1000);
    expect(world.journaled()).toHaveLength(1);
    expect(page.heard('error')).not.toHaveLength(0);
    world.faults.indexedDB = undefined;
    await pass(60_000);
    expect(world.journaled()).toEqual([]);
    expect(await world.stored()).toHaveProperty('size', 1);
  });

  it.each(['missing', 'throws', 'full'] as const)('delivers where localStorage is: %s', async (fault) => {
    world.faults.localStorage = fault;
    world.answers(503);
    const page = world.open();
    const outbox = page.outbox();
    expect(outbox.put(interview())).toEqual({ durability: 'memory' });
    expect(page.heard('queued')).toMatchObject([{ durability: 'memory' }]);
    expect(await outbox.pending()).toMatchObject([{ durability: 'indexeddb' }]);
    expect(page.delivery.marked([...world.disk.local.keys()])).not.toContain(URL_OF_COLLECTOR);
    page.close();
    world.answers(204);
    world.open().outbox();
    await pass(1000);
    expect(world.acceptances).toHaveLength(1);
  });

  it('keeps a response in memory where all storage is blocked', async () => {
    world.faults.localStorage = 'throws';
    world.faults.indexedDB = 'throws';
    world.answers(503);
    const page = world.open();
    const outbox = page.outbox();
    outbox.put(interview());
    await settle();
    expect(await outbox.pending()).toMatchObject([{ durability: 'memory' }]);
    world.answers(204);
    await pass(10_000);
    expect(world.acceptances).toHaveLength(1);
    expect(await outbox.pending()).toEqual([]);
  });

  it('sends what no storage has taken once more as its page is left, though the last try failed', async () => {
    world.faults.localStorage = 'throws';
    world.faults.indexedDB = 'throws';
    world.answers(503);
    const page = world.open();
    page.outbox().put(interview());
    await settle();
    world.answers(204);
    page.close();
    await settle();
    expect(world.acceptances).toHaveLength(1);
  });

  it('sends that by a request that outlives its page, though the one before broke off', async () => {
    world.faults.localStorage = 'throws';
    world.faults.indexedDB = 'throws';
    world.answers({ drop: true });
    const page = world.open();
    page.outbox().put(interview());
    await settle();
    world.answers(204);
    page.close();
    expect(world.requests.map(({ init }) => init.keepalive)).toEqual([true, true]);
  });

  it('tries again what was refused and no storage has taken, while its page is open and as it is left', async () => {
    world.faults.localStorage = 'throws';
    world.faults.indexedDB = 'throws';
    world.answers(400);
    const page = world.open();
    page.outbox().put(interview());
    await pass(10_000);
    expect(world.requests).toHaveLength(1);
    expect(page.heard('rejected')).toMatchObject([{ durability: 'memory' }]);
    await pass(300_000);
    expect(world.requests).toHaveLength(2);
    world.answers(204);
    page.close();
    await settle();
    expect(world.acceptances).toHaveLength(1);
  });

  it('holds even that back where the endpoint said when to come again', async () => {
    world.faults.localStorage = 'throws';
    world.faults.indexedDB = 'throws';
    world.answers({ status: 503, headers: { 'retry-after': '60' } });
    const page = world.open();
    page.outbox().put(interview());
    await settle();
    page.close();
    await settle();
    expect(world.requests).toHaveLength(1);
  });

  it('delivers all others where a row of the database is of no kind that JSON knows', async () => {
    world.answers(503);
    const page = world.open();
    page.outbox().put(interview());
    await pass(1000);
    page.close();
    const db = await world.database('cx7');
    db.transaction('outbox', 'readwrite').objectStore('outbox').put(17n, '0');
    db.close();
    world.answers(204);
    world.open().outbox();
    await pass(10_000);
    expect(world.acceptances).toHaveLength(1);
  });

  it('puts a record back that somebody has cleared away while it waited', async () => {
    world.answers(503);
    const page = world.open();
    const outbox = page.outbox();
    const record = interview();
    outbox.put(record);
    await settle();
    world.disk.local.clear();
    const db = await world.database('cx7');
    db.transaction('outbox', 'readwrite').objectStore('outbox').clear();
    db.close();
    await outbox.flush();
    expect((await world.stored()).has(`${record.id}:1`)).toBe(true);
    world.answers(204);
    await outbox.flush();
    expect(world.acceptances).toHaveLength(1);
  });

  it.each(['deleted by its page', 'cleared with all site data'] as const)(
    'loses nothing where it is %s, and the page is left in the next tick',
    async (how) => {
      world.answers((_, nth) => (nth === 2 ? 422 : 503));
      const page = world.open();
      const outbox = page.outbox();
      outbox.put(interview());
      outbox.put(interview());
      await settle();
      expect(await world.stored()).toHaveProperty('size', 2);
      world.disk.local.clear();
      if (how === 'deleted by its page') await deleted(world.disk.idb.deleteDatabase('cx7:cx7'));
      else world.clear();
      for (let turn = 0; turn < 3; turn++) await settle(1);
      expect(world.journaled()).toHaveLength(2);
      expect(world.disk.local.has(mark)).toBe(true);
      page.crash();
      world.disk.session.clear();
      world.answers(204);
      world.open().outbox();
      await pass(1000);
      expect(world.collected.size).toBe(2);
    },
  );

  it('loses nothing where it is deleted while a record is on its way into it', async () => {
    world.answers(503);
    const page = world.open();
    const outbox = page.outbox();
    await settle();
    outbox.put(interview());
    for (let i = 0; i < 20 && !page.transactions.size; i++) await null;
    await deleted(world.disk.idb.deleteDatabase('cx7:cx7'));
    for (let turn = 0; turn < 20; turn++) {
      await settle(1);
      expect(world.journaled().length + world.peek().rows.size).toBeGreaterThan(0);
    }
  });

  it('comes back after it was deleted, on the page that has the records', async () => {
    world.answers(503);
    const outbox = world.open().outbox();
    outbox.put(interview());
    await settle();
    await deleted(world.disk.idb.deleteDatabase('cx7:cx7'));
    await outbox.flush();
    expect(await outbox.pending()).toMatchObject([{ durability: 'indexeddb' }]);
    expect(await world.stored()).toHaveProperty('size', 1);
    expect(world.journaled()).toEqual([]);
  });

  it('throws nothing into a page that destroys its outbox when the database has gone', async () => {
    const page = world.open();
    const outbox = page.outbox();
    await settle();
    world.clear();
    await settle();
    world.faults.indexedDB = 'missing';
    expect(() => outbox.destroy()).not.toThrow();
  });

  it('says so where somebody has cleared it away, and is then as durable as before', async () => {
    world.answers({ hang: true });
    const outbox = world.open().outbox();
    await settle();
    outbox.put(interview());
    await settle();
    world.clear();
    world.faults.indexedDB = 'full';
    expect(await outbox.pending()).toMatchObject([{ durability: 'journal' }]);
    world.faults.indexedDB = undefined;
    await pass(15_000);
    expect(await outbox.pending()).toMatchObject([{ durability: 'indexeddb' }]);
    expect(await world.stored()).toHaveProperty('size', 1);
  });

  it('is asked again, ever more seldom, where it did not say what waits in it', async () => {
    world.answers(503);
    const first = world.open();
    first.outbox().put(interview());
    await settle();
    first.close();
    expect(world.journaled()).toEqual([]);

    world.answers(204);
    world.faults.indexedDB = 'hangs';
    world.open().outbox();
    await pass(30_000);
    expect(world.acceptances).toEqual([]);
    world.faults.indexedDB = undefined;
    await pass(120_000);
    expect(world.acceptances).toHaveLength(1);
    expect(world.disk.local.size).toBe(0);
  });

  it('does not hold up a round of many records when the database hangs', async () => {
    world.faults.indexedDB = 'full';
    world.faults.offline = true;
    const page = world.open();
    const outbox = page.outbox();
    for (let i = 0; i < 50; i++) outbox.put(interview());
    await pass(1000);
    page.close();
    world.faults.offline = false;
    world.faults.indexedDB = 'hangs';
    world.open().outbox();
    await pass(20_000);
    expect(world.collected.size).toBe(50);
  });
});

describe('rubbish under our keys', () => {
  const rubbish = [
    ['not JSON', '{"v":1,"key":"a:1","bo'],
    ['null', 'null'],
    ['a number', '42'],
    ['an array', '[1,2]'],
    ['an object', '{}'],
    [
      'a record under another key',
      '{"v":1,"key":"b:1","body":"{\\"id\\":\\"b\\",\\"revision\\":1}","destination":"x","createdAt":"","attempts":0,"state":"waiting"}',
    ],
    [
      'a record without a whole body',
      '{"v":1,"key":"a:1","body":"{\\"id\\":\\"a\\"","destination":"x","createdAt":"","attempts":0,"state":"waiting"}',
    ],
    [
      'a record of a later version',
      '{"v":2,"key":"a:1","body":"{\\"id\\":\\"a\\",\\"revision\\":1}","destination":"x","createdAt":"","attempts":0,"state":"waiting"}',
    ],
  ] as const;

  it.each(rubbish)('in the journal, %s, is listed and stands in nobody’s way', async (_, text) => {
    world.disk.local.set('cx7:journal:cx7:a:1', text);
    const page = world.open();
    const outbox = page.outbox();
    outbox.put(interview());
    await pass(1000);
    expect(world.acceptances).toHaveLength(1);
    expect(await outbox.pending()).toMatchObject([{ id: 'a:1', state: 'quarantined', durability: 'journal' }]);
    expect(world.disk.local.get('cx7:journal:cx7:a:1')).toBe(text);
    expect(world.disk.local.has(mark)).toBe(false);
  });

  it.each(rubbish)('in the database, %s, is listed and stands in nobody’s way', async (_, text) => {
    let value: unknown = text;
    try {
      value = JSON.parse(text);
    } catch {
      // Rubbish as it is.
    }
    await world.store('a:1', value);
    await world.store(17, value);
    await world.store(['a'], value);
    const page = world.open();
    const outbox = page.outbox();
    outbox.put(interview());
    await pass(1000);
    expect(world.acceptances).toHaveLength(1);
    expect(await outbox.pending()).toMatchObject([
      { state: 'quarantined' },
      { state: 'quarantined' },
      { state: 'quarantined' },
    ]);
    expect(await world.stored()).toHaveProperty('size', 4);
  });

  it('makes room for a record that comes under its key', async () => {
    world.answers(503);
    world.disk.local.set('cx7:journal:cx7:a:1', 'rubbish');
    await world.store('a:1', { rubbish: true });
    const outbox = world.open().outbox();
    await settle();
    outbox.put(interview({ id: 'a' }));
    expect(await outbox.pending()).toMatchObject([{ id: 'a', state: 'waiting' }]);
    world.answers(204);
    await outbox.flush();
    expect(world.acceptances).toEqual(['a:1']);
  });

  it('survives wild values in fields that nobody wrote so', async () => {
    const record = interview();
    await world.store(`${record.id}:1`, {
      ...record,
      v: 1,
      key: `${record.id}:1`,
      body: JSON.stringify(record),
      destination: URL_OF_COLLECTOR,
      createdAt: 'yesterday',
      attempts: 1e9,
      state: 'waiting',
      lease: { owner: 5, until: Number.MAX_VALUE },
    });
    world.disk.local.set(mark, 'garbage');
    world.open().outbox();
    await pass(1000);
    expect(world.acceptances).toHaveLength(1);
  });
});

describe('clocks that jump', () => {
  it.each([-30, 365])('by %i days delay nothing and lose nothing', async (days) => {
    world.answers(503);
    const page = world.open();
    page.outbox().put(interview());
    await settle();
    vi.setSystemTime(Date.now() + days * 86_400_000);
    world.answers(204);
    await pass(2000);
    expect(world.acceptances).toHaveLength(1);
    const held = world.open();
    world.answers(503);
    held.outbox().put(interview());
    await settle();
    held.crash();
    vi.setSystemTime(Date.now() - days * 86_400_000);
    world.answers(204);
    world.open().outbox();
    await pass(2000);
    expect(world.acceptances).toHaveLength(2);
  });
});
