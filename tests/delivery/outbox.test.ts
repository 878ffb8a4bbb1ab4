import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Adapter, DeliveryResult } from '../../src/delivery/index.ts';
import { entryOf, keep } from '../../src/delivery/kept.ts';
import { overflow } from '../../src/delivery/overflow.ts';
import { createWorld, interview, type Page, pass, settle, the, URL_OF_COLLECTOR, visit, type World } from './world.ts';

const MARK = `cx7:waiting:cx7:${URL_OF_COLLECTOR}`;
const DAY = 86_400_000;

let world: World;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  world = createWorld();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a record with all well', () => {
  it('is journaled, queued and on its way before put returns, and leaves nothing but a tombstone', async () => {
    const page = world.open();
    const outbox = page.outbox();
    const record = interview({ comment: 'näher' });
    expect(outbox.put(record)).toEqual({ durability: 'journal' });
    expect(world.journaled()).toEqual([`${record.id}:1`]);
    expect(world.disk.local.has(MARK)).toBe(true);
    expect(page.log).toEqual([
      ['queued', { id: record.id, revision: 1, durability: 'journal' }],
      ['sending', { id: record.id, revision: 1 }],
    ]);
    expect(world.requests.map(({ record }) => record)).toEqual([record]);
    await settle();
    expect(page.heard('sent')).toEqual([{ id: record.id, revision: 1 }]);
    expect(world.disk.local.size).toBe(0);
    expect(page.bodiesRead).toBe(1);
    const [[key, stone]] = [...(await world.stored())] as [[string, { state: string; body: string }]];
    expect([key, stone.state]).toEqual([`${record.id}:1`, 'sent']);
    expect(stone.body).not.toContain('näher');
    expect(await outbox.pending()).toEqual([]);
    await pass(600_000);
    expect(world.requests).toHaveLength(1);
    expect(page.heard('error')).toEqual([]);
  });

  it('leaves the journal only once the database has committed it', async () => {
    world.answers({ hang: true });
    const page = world.open();
    const outbox = page.outbox();
    await settle();
    const record = interview();
    outbox.put(record);
    expect(world.journaled()).toHaveLength(1);
    expect((await outbox.pending())[0]).toMatchObject({ state: 'sending', durability: 'indexeddb', attempts: 0 });
    expect(world.journaled()).toEqual([]);
    expect((await world.stored()).get(`${record.id}:1`)).toMatchObject({
      v: 1,
      body: JSON.stringify(record),
      destination: URL_OF_COLLECTOR,
      state: 'waiting',
    });
  });

  it('is in the database though its page is left in the same tick', async () => {
    world.faults.offline = true;
    const page = world.open();
    const outbox = page.outbox();
    await settle();
    const record = interview();
    outbox.put(record);
    for (let i = 0; i < 20 && !page.transactions.size; i++) await null;
    page.close();
    await settle();
    expect([...(await world.stored()).keys()]).toEqual([`${record.id}:1`]);
  });

  it('is sent one a request, several at once', async () => {
    const outbox = world.open().outbox();
    for (let i = 0; i < 20; i++) outbox.put(interview());
    expect(world.requests).toHaveLength(20);
    await pass(1000);
    expect(new Set(world.acceptances).size).toBe(20);
    expect(world.requests).toHaveLength(20);
  });

  it('outlives its page as long as the bodies in flight stay under 60 kB', async () => {
    world.answers({ after: 100 });
    const outbox = world.open().outbox();
    // 15,000 characters of two bytes each.
    for (let i = 0; i < 3; i++) outbox.put(interview({ comment: 'é'.repeat(14_000) }));
    expect(world.requests.map(({ init }) => init.keepalive)).toEqual([true, true, false]);
    await pass(1000);
    outbox.put(interview({ comment: 'é'.repeat(14_000) }));
    expect(the(world.requests[3]).init.keepalive).toBe(true);
  });
});

describe('where the host’s own requests hold all that the browser lets outlive a page', () => {
  it('is sent by a request that does not', async () => {
    world.faults.quotaTaken = true;
    const outbox = world.open().outbox();
    outbox.put(interview());
    await pass(1100);
    expect(world.requests.map(({ init }) => init.keepalive)).toEqual([false]);
    expect(world.acceptances).toHaveLength(1);
  });

  it('asks for it again after another failure, and after an answer', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.999);
    world.answers((_, nth) => (nth === 3 ? 503 : { drop: true }));
    const page = world.open();
    page.outbox().put(interview());
    await pass(16_000);
    expect(world.requests.map(({ init }) => init.keepalive)).toEqual([true, false, true, true, false]);
  });
});

describe('one id and revision is one body, forever', () => {
  it('where it is put twice on a page', async () => {
    world.answers(503);
    const page = world.open();
    const outbox = page.outbox();
    const record = interview({ comment: 'first' });
    outbox.put(record);
    outbox.put({ ...record, comment: 'second' } as never);
    world.answers(204);
    await pass(10_000);
    outbox.put({ ...record, comment: 'third' } as never);
    await pass(10_000);
    expect(world.requests.length).toBeGreaterThan(1);
    expect(world.requests.map(({ record }) => record.comment)).toEqual(world.requests.map(() => 'first'));
    expect(page.heard('queued')).toHaveLength(1);
    expect(page.heard('sent')).toHaveLength(1);
    expect(world.acceptances).toHaveLength(1);
  });

  it('where it is put again on the next page', async () => {
    world.answers(503);
    const first = world.open();
    const record = interview({ comment: 'first' });
    first.outbox().put(record);
    await settle();
    first.close();
    const outbox = world.open().outbox();
    await settle();
    outbox.put({ ...record, comment: 'second' } as never);
    world.answers(204);
    await pass(10_000);
    expect(world.requests.map(({ record }) => record.comment)).not.toContain('second');
    expect(world.acceptances).toHaveLength(1);
  });
});

it('is one body in every retry, too, where it is put again before its page has read the database', async () => {
  world.answers(503);
  const first = world.open();
  const record = interview({ comment: 'first' });
  first.outbox().put(record);
  await settle();
  first.crash();
  world
    .open()
    .outbox()
    .put({ ...record, comment: 'second' } as never);
  world.answers(204);
  await pass(10_000);
  expect(world.requests).toHaveLength(3);
  expect(the(world.requests[2]).record.comment).toBe('first');
});

it('does not come back to life where it is put again after it was accepted', async () => {
  const first = world.open();
  const record = interview();
  first.outbox().put(record);
  await settle();
  first.close();
  world.answers(503);
  const next = world.open();
  next.outbox().put(record);
  await pass(60_000);
  expect(world.requests).toHaveLength(2);
  expect(next.heard('sent')).toHaveLength(1);
});

describe('a failed attempt', () => {
  it('after a success is the first again', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.999);
    world.answers((_, nth) => (nth <= 6 || nth === 8 ? 503 : 204));
    const outbox = world.open().outbox();
    outbox.put(interview());
    await pass(70_000);
    expect(world.acceptances).toHaveLength(1);
    outbox.put(interview());
    await pass(1100);
    expect(world.acceptances).toHaveLength(2);
  });

  it.each([408, 409, 421, 423, 425, 429, 500, 502, 503])(
    'keeps a response when the collector answers %i',
    async (status) => {
      world.answers((_, nth) => (nth === 1 ? status : 204));
      const page = world.open();
      const outbox = page.outbox();
      const { id } = interview();
      outbox.put(interview({ id }));
      await settle();
      expect(page.heard('waiting')).toMatchObject([{ id, revision: 1, reason: `HTTP ${status}`, offline: false }]);
      expect(await world.stored()).toMatchObject(new Map([[`${id}:1`, { state: 'waiting', attempts: 1 }]]));
      await pass(1100);
      expect(world.acceptances).toEqual([`${id}:1`]);
      expect(page.heard('sent')).toHaveLength(1);
      expect(world.disk.local.size).toBe(0);
    },
  );

  it.each([401, 403, 404])('is repeated slowly after %i, and holds up no other', async (status) => {
    world.answers((_, nth) => (nth === 1 ? status : 204));
    const outbox = world.open().outbox();
    outbox.put(interview());
    await pass(60_000);
    expect(world.requests).toHaveLength(1);
    outbox.put(interview());
    await settle();
    expect(world.acceptances).toHaveLength(1);
    await pass(300_000);
    expect(world.acceptances).toHaveLength(2);
  });

  it.each([
    ['the connection is dropped before the record was read', { drop: true }],
    ['the acknowledgement is lost', { acceptThenDrop: true }],
    [
      'it is redirected to a login page',
      { redirected: true, body: '<html>', headers: { 'content-type': 'text/html' } },
    ],
    ['a page answers in its place', { body: '<html>', headers: { 'content-type': 'text/html' } }],
  ])('keeps a response when %s', async (_, answer) => {
    world.answers((_, nth) => (nth < 3 ? answer : 204));
    const page = world.open();
    page.outbox().put(interview());
    await pass(10_000);
    expect(world.requests).toHaveLength(3);
    expect(world.collected.size).toBe(1);
    expect(page.heard('waiting')).toHaveLength(2);
    expect(page.heard('sent')).toHaveLength(1);
  });

  it('is over after 15 s, then 30 s, then 60 s', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    world.answers((_, nth) => (nth < 4 ? { hang: true } : { after: 59_000 }));
    const page = world.open();
    page.outbox().put(interview());
    await pass(14_900);
    expect(page.heard('waiting')).toHaveLength(0);
    await pass(300);
    expect(page.heard('waiting')[0]).toMatchObject({ reason: 'timeout' });
    await pass(29_000);
    expect(page.heard('waiting')).toHaveLength(1);
    await pass(1500);
    expect(page.heard('waiting')).toHaveLength(2);
    expect(the(the(world.requests[1]).init.signal).aborted).toBe(true);
    await pass(61_000);
    expect(page.heard('waiting')).toHaveLength(3);
    await pass(60_000);
    expect(world.acceptances).toHaveLength(1);
    expect(page.heard('sent')).toHaveLength(1);
  });

  it('is followed by waits with full jitter under a ceiling that doubles from 1 s to 5 min', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.999);
    world.answers(503);
    const times: number[] = [];
    world.answers(() => {
      times.push(performance.now());
      return 503;
    });
    world.open().outbox().put(interview());
    await pass(1_500_000);
    const waits = times.slice(1).map((time, at) => (time - the(times[at])) / 1000);
    for (const [at, ceiling] of [1, 2, 4, 8, 16, 32, 64, 128, 256, 300].entries())
      expect(waits[at]).toSatisfy((wait: number) => wait >= ceiling * 0.99 && wait < ceiling + 16);
  });

  it('says so where the browser is offline, and is repeated at once when it is online again', async () => {
    world.faults.offline = true;
    const page = world.open();
    const outbox = page.outbox();
    for (let i = 0; i < 200; i++) outbox.put(interview());
    await settle(3000);
    await pass(60_000);
    expect(page.heard('waiting')[0]).toMatchObject({ offline: true, reason: 'Failed to fetch' });
    expect(world.requests).toHaveLength(0);
    vi.spyOn(Math, 'random').mockReturnValue(0.999);
    world.faults.offline = false;
    page.fire('online');
    await settle(3000);
    expect(world.collected.size).toBe(200);
    expect(world.requests).toHaveLength(200);
    expect(world.disk.local.size).toBe(0);
  });
});

describe('an endpoint that says back what it takes', () => {
  it('is expected to: what else answers in its place has taken nothing', async () => {
    world.answers({ echo: true });
    const page = world.open();
    const outbox = page.outbox();
    outbox.put(interview());
    await pass(1000);
    world.answers({ body: '{"ok":true}' });
    outbox.put(interview());
    await settle();
    expect(page.heard('sent')).toHaveLength(1);
    expect(page.heard('waiting')).toMatchObject([{ reason: 'no echo' }]);
    world.answers({ echo: true });
    await pass(2000);
    expect(world.collected.size).toBe(2);
    expect(await outbox.pending()).toEqual([]);
  });

  it('is known to on the next visit, too, and by other destinations not', async () => {
    world.answers({ echo: true });
    const first = world.open();
    first.outbox().put(interview());
    await pass(1000);
    first.close();
    world.answers({ body: '{"ok":true}' });
    const next = world.open();
    const outbox = next.outbox();
    await settle();
    outbox.put(interview());
    next.outbox(next.delivery.httpAdapter({ url: 'https://other.example/' })).put(interview());
    await settle();
    expect(next.heard('waiting')).toMatchObject([{ reason: 'no echo' }]);
    expect(next.heard('sent')).toHaveLength(1);
  });
});

describe('Retry-After', () => {
  const busy = { status: 503, headers: { 'retry-after': '120' } };

  it('is a lower bound that neither online nor flush nor a new record overrides', async () => {
    world.answers(busy);
    const page = world.open();
    const outbox = page.outbox();
    outbox.put(interview());
    await settle();
    world.answers(204);
    page.fire('online');
    await outbox.flush();
    outbox.put(interview());
    await pass(119_000);
    await outbox.flush();
    expect(world.requests).toHaveLength(1);
    await pass(3_000);
    expect(world.acceptances).toHaveLength(2);
  });

  it('holds for other tabs and for the pages that follow', async () => {
    world.answers(busy);
    const first = world.open();
    const other = world.open();
    const others = other.outbox();
    first.outbox().put(interview());
    await settle();
    world.answers(204);
    first.close();
    others.put(interview());
    const next = world.open().outbox();
    next.put(interview());
    await pass(118_000);
    expect(world.requests).toHaveLength(1);
    await pass(30_000);
    expect(world.collected.size).toBe(3);
  });

  it('is not believed where it lies further ahead than it can: the clock was set back', async () => {
    world.answers(busy);
    const first = world.open();
    first.outbox().put(interview());
    await settle();
    first.close();
    world.answers(204);
    vi.setSystemTime(Date.now() - 30 * DAY);
    world.open().outbox();
    await pass(1000);
    expect(world.acceptances).toHaveLength(1);
  });

  it('is not believed for a while longer where the clock was set back by a day', async () => {
    world.answers(busy);
    const outbox = world.open().outbox();
    outbox.put(interview());
    await settle();
    world.answers(204);
    vi.setSystemTime(Date.now() - DAY);
    await pass(200_000);
    expect(world.acceptances).toHaveLength(1);
  });

  it('stands when another tab has sent all it knows of', async () => {
    world.answers(({ record }) => (record.disposition === 'partial' ? busy : { after: 50 }));
    const first = world.open().outbox();
    const second = world.open().outbox();
    await settle();
    second.put(interview());
    first.put(interview({ disposition: 'partial' }));
    await pass(100);
    expect(world.acceptances).toHaveLength(1);
    world.requests.length = 0;
    world.open().outbox().put(interview());
    await pass(60_000);
    expect(world.requests).toHaveLength(0);
  });

  it('is the longest of those that tabs were told', async () => {
    world.answers((_, nth) => ({ status: 503, headers: { 'retry-after': nth === 1 ? '120' : '10' }, after: nth * 50 }));
    const first = world.open().outbox();
    const second = world.open().outbox();
    await settle();
    first.put(interview());
    second.put(interview());
    await pass(1000);
    world.requests.length = 0;
    world.open().outbox().put(interview());
    await pass(100_000);
    expect(world.requests).toHaveLength(0);
  });

  it('is measured on the monotonic clock', async () => {
    world.answers(busy);
    const outbox = world.open().outbox();
    outbox.put(interview());
    await settle();
    world.answers(204);
    vi.setSystemTime(Date.now() + 365 * DAY);
    await outbox.flush();
    await pass(60_000);
    expect(world.requests).toHaveLength(1);
    await pass(70_000);
    expect(world.acceptances).toHaveLength(1);
  });
});

describe('a refused record', () => {
  it.each([400, 410, 413, 415, 422])(
    'is parked and told of when the collector answers %i, and delays no other',
    async (status) => {
      const bad = interview();
      world.answers(({ record }) => (record.id === bad.id ? status : 204));
      const page = world.open();
      const outbox = page.outbox();
      outbox.put(bad);
      outbox.put(interview());
      await pass(60_000);
      expect(page.heard('rejected')).toMatchObject([{ id: bad.id, revision: 1, reason: `HTTP ${status}`, status }]);
      expect(world.collected.size).toBe(1);
      expect(world.requests).toHaveLength(2);
      expect(await outbox.pending()).toMatchObject([
        { id: bad.id, state: 'parked', reason: `HTTP ${status}`, attempts: 1 },
      ]);
      expect(world.disk.local.has(MARK)).toBe(true);
    },
  );

  it('is tried once more on the next visit, and whenever asked for', async () => {
    world.answers(422);
    const first = world.open();
    const outbox = first.outbox();
    outbox.put(interview());
    await settle();
    await outbox.flush();
    expect(world.requests).toHaveLength(2);
    first.close();
    world.open().outbox();
    await pass(1000);
    expect(world.requests).toHaveLength(2);
    world.disk.session.clear();
    world.answers(204);
    world.open().outbox();
    await pass(1000);
    expect(world.acceptances).toHaveLength(1);
    expect(world.disk.local.has(MARK)).toBe(false);
  });

  it('that fails with a 500 again and again holds up none of the others', async () => {
    world.faults.offline = true;
    const first = world.open();
    const outbox = first.outbox();
    const bad = interview();
    outbox.put(bad);
    for (let i = 0; i < 10; i++) outbox.put(interview());
    await settle();
    first.close();
    world.faults.offline = false;
    world.answers(({ record }) => (record.id === bad.id ? 500 : 204));
    world.open().outbox();
    await pass(10_000);
    expect(world.collected.size).toBe(10);
  });

  it('that hangs holds up none of the others', async () => {
    world.faults.offline = true;
    const first = world.open();
    const outbox = first.outbox();
    const bad = interview();
    outbox.put(bad);
    for (let i = 0; i < 10; i++) outbox.put(interview());
    await settle();
    first.close();
    world.faults.offline = false;
    world.answers(({ record }) => (record.id === bad.id ? { hang: true } : 204));
    world.open().outbox();
    await pass(5000);
    expect(world.collected.size).toBe(10);
  });
});

describe('a newer revision', () => {
  it('makes the older one redundant once it is itself durable', async () => {
    world.answers(503);
    const outbox = world.open().outbox();
    const record = interview({ disposition: 'partial' });
    outbox.put(record);
    await settle();
    outbox.put({ ...record, revision: 2, disposition: 'complete' });
    expect(await world.stored()).toHaveProperty('size', 1);
    expect((await outbox.pending()).map(({ revision }) => revision)).toEqual([2]);
    expect([...(await world.stored()).keys()]).toEqual([`${record.id}:2`]);
    world.answers(204);
    await outbox.flush();
    expect(world.acceptances).toEqual([`${record.id}:2`]);
  });

  it('leaves the older one alone while the database fails', async () => {
    world.answers(503);
    const page = world.open();
    const outbox = page.outbox();
    const record = interview();
    outbox.put(record);
    await settle();
    world.faults.indexedDB = 'full';
    outbox.put({ ...record, revision: 2 });
    await pass(1000);
    expect([...(await world.stored()).keys()]).toEqual([`${record.id}:1`]);
    expect(world.journaled()).toEqual([`${record.id}:2`]);
  });

  it('that is tried slowly lets the older one sleep, too', async () => {
    world.faults.indexedDB = 'missing';
    world.answers(({ record }) => (record.revision === 1 ? 503 : 404));
    const outbox = world.open().outbox();
    await settle();
    const record = interview();
    outbox.put(record);
    await settle();
    outbox.put({ ...record, revision: 2 });
    await pass(2000);
    // Every round reads the journal.
    const reads = vi.spyOn(world.disk.local, 'keys');
    await pass(60_000);
    expect(reads.mock.calls.length).toBeLessThan(10);
  });

  it('that was accepted is not followed by the older one', async () => {
    world.answers(({ record }) => (record.revision === 1 ? 503 : 204));
    const outbox = world.open().outbox();
    const record = interview();
    outbox.put(record);
    outbox.put({ ...record, revision: 2 });
    await pass(60_000);
    expect(world.requests.map(({ record }) => record.revision)).toEqual([1, 2]);
    expect(await outbox.pending()).toEqual([]);
  });
});

describe('giving up', () => {
  /** A record that waits, since all that was tried so far has failed. */
  async function waiting() {
    world.answers(503);
    const page = world.open();
    const kept = interview();
    page.outbox().put(kept);
    await settle();
    page.close();
    return kept;
  }

  it('comes when tries on 30 days, of as many visits, have failed', async () => {
    const kept = await waiting();
    for (let day = 1; day < 30; day++) expect((await visit(world, DAY)).heard('dropped')).toEqual([]);
    expect((await visit(world, DAY)).heard('dropped')).toEqual([
      { id: kept.id, revision: 1, reason: 'expired', body: JSON.stringify(kept) },
    ]);
    expect(await world.stored()).toEqual(new Map());
    expect(world.disk.local.size).toBe(0);
  });

  it.each([40, -40])('does not come since a clock was set by %i days between put and try', async (days) => {
    await waiting();
    expect((await visit(world, days * DAY)).heard('dropped')).toEqual([]);
    world.answers(204);
    await visit(world, 0);
    expect(world.acceptances).toHaveLength(1);
  });

  it('does not come on a page that stays open, however often it has tried', async () => {
    world.answers({ status: 503, headers: { 'retry-after': '86400' } });
    const page = world.open();
    page.outbox().put(interview());
    for (let day = 0; day < 40; day++) await pass(DAY);
    expect(page.heard('waiting').length).toBeGreaterThan(30);
    expect(page.heard('dropped')).toEqual([]);
  });

  it('does not happen to an old record that is accepted now', async () => {
    world.answers(503);
    const first = world.open();
    first.outbox().put(interview());
    await settle();
    first.close();
    world.answers(204);
    vi.setSystemTime(Date.now() + 365 * DAY);
    const second = world.open();
    second.outbox();
    await pass(1000);
    expect(world.acceptances).toHaveLength(1);
    expect(second.heard('dropped')).toEqual([]);
  });

  it('over the caps takes unreadable records first, then parked, then partial ones, complete ones never', async () => {
    world.faults.offline = true;
    const page = world.open();
    const outbox = page.outbox();
    await world.store('junk', 42);
    const body = 'x'.repeat(300_000);
    const complete = Array.from({ length: 5 }, () => interview({ body }));
    const partial = interview({ disposition: 'partial', body });
    outbox.put(partial);
    for (const record of complete) outbox.put(record);
    await pass(1000);
    await outbox.pending();
    expect(page.heard('dropped')).toEqual([]);
    outbox.put(interview({ body }));
    // Room is made by the next round.
    await outbox.flush();
    expect(page.heard('dropped')).toMatchObject([
      { id: 'junk' },
      { id: partial.id, reason: 'overflow', body: JSON.stringify(partial) },
    ]);
    outbox.put(interview({ body }));
    outbox.put(interview({ body }));
    await pass(1000);
    expect(page.heard('dropped')).toHaveLength(2);
    expect(await outbox.pending()).toHaveLength(8);
  });

  it('counts 1,000 records, the oldest of a kind first', () => {
    const entries = Array.from({ length: 1003 }, (_, at) =>
      entryOf(
        `${at}:1`,
        {
          ...keep(
            `${at}:1`,
            interview({ id: `${at}`, disposition: at % 2 ? 'complete' : 'partial' }),
            '{}',
            'x',
            'waiting',
          ),
          createdAt: new Date(5000 - at).toISOString(),
        },
        'indexeddb',
      ),
    );
    the(entries[1]).kept.state = 'sent';
    expect(overflow(entries.slice(3))).toEqual([]);
    expect(overflow([...entries])).toEqual([entries[1], entries[1002], entries[1000]]);
    the(entries[1000]).busy = true;
    expect(overflow([...entries])).toEqual([entries[1], entries[1002], entries[998]]);
    expect(overflow(entries.filter((_, at) => at % 2))).toEqual([]);
  });
});

describe('a good guest', () => {
  it('hears nothing of a listener that throws, nor of an adapter that does', async () => {
    const page = world.open();
    const outbox = page.outbox({
      destination: 'x',
      abilities: { revisions: 'each', dedupes: true, unload: 'send' },
      send() {
        throw Error('broken adapter');
      },
    });
    outbox.on('queued', () => {
      throw Error('broken listener');
    });
    outbox.on('error', () => {
      throw Error('broken too');
    });
    expect(() => outbox.put(interview())).not.toThrow();
    await settle();
    expect(page.heard('error')).toMatchObject([{ error: { message: 'broken listener' } }]);
    expect(page.heard('waiting')).toMatchObject([{ reason: 'broken adapter' }]);
  });

  it('is told of a record that cannot be written, and not by an exception', () => {
    const page = world.open();
    const loop: Record<string, unknown> = {};
    loop.loop = loop;
    expect(() => page.outbox().put(interview(loop))).not.toThrow();
    expect(page.heard('error')).toHaveLength(1);
  });

  it('is rid of timers and listeners once the outbox is destroyed, and the record waits for the next page', async () => {
    world.answers(503);
    const page = world.open();
    const outbox = page.outbox();
    outbox.put(interview());
    await settle();
    outbox.destroy();
    await settle();
    expect(vi.getTimerCount()).toBe(0);
    world.answers(204);
    page.fire('online');
    await pass(600_000);
    expect(world.requests).toHaveLength(1);
    world.open().outbox();
    await pass(1000);
    expect(world.acceptances).toHaveLength(1);
  });

  it('is asked no sooner by an adapter that says what no adapter may', async () => {
    const send = vi.fn(async () => ({ outcome: 'created' }) as never);
    const adapter = {
      destination: 'x',
      abilities: { revisions: 'each', dedupes: true, unload: 'send' },
      send,
    } as const;
    world.open().outbox(adapter).put(interview());
    await pass(60_000);
    expect(send.mock.calls.length).toBeGreaterThan(1);
    expect(send.mock.calls.length).toBeLessThan(20);
  });

  it('stops being told when it says so', () => {
    const outbox = world.open().outbox();
    const heard = vi.fn();
    outbox.on('queued', heard)();
    outbox.put(interview());
    expect(heard).not.toHaveBeenCalled();
  });
});

describe('a round begins', () => {
  async function waiting() {
    world.answers(503);
    const page = world.open();
    page.outbox().put(interview());
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    await settle();
    return page;
  }

  it.each([
    ['becomes visible', (page: Page) => page.show('visible')],
    ['is shown again', (page: Page) => page.fire('pageshow', { persisted: true })],
  ])('when the page %s, if a retry is due and its timer was asleep', async (_, begin) => {
    const page = await waiting();
    world.answers(204);
    begin(page);
    await settle();
    expect(world.requests).toHaveLength(1);
    vi.clearAllTimers();
    await pass(1000);
    expect(world.requests).toHaveLength(1);
    begin(page);
    await settle();
    expect(world.acceptances).toHaveLength(1);
  });
});

it('lets go of its lock and its channel while the page lies in the back-forward cache', async () => {
  const page = world.open();
  page.outbox();
  page.fire('pageshow', { persisted: false });
  await settle();
  const held = async () =>
    the((await (page.window.navigator as Navigator).locks.query()).held).filter(({ name }) =>
      the(name).startsWith('cx7:tab'),
    );
  expect(await held()).toHaveLength(1);
  page.fire('pagehide', { persisted: true });
  await settle();
  expect(await held()).toEqual([]);
  page.fire('pageshow', { persisted: true });
  await settle();
  expect(await held()).toHaveLength(1);
});

it('keeps no transaction open while the page lies in the back-forward cache: others would wait for it', async () => {
  world.faults.offline = true;
  const page = world.open();
  const outbox = page.outbox();
  await settle();
  const [early, late] = [interview(), interview()];
  outbox.put(early);
  // As far as a navigation lets it come: a look at everything waits for its answers, the write has been committed.
  outbox.pending().catch(() => {});
  for (let i = 0; i < 20 && page.transactions.size < 2; i++) await null;
  expect(page.transactions.size).toBeGreaterThan(1);
  page.freeze();
  outbox.put(late);
  await settle();
  expect(page.givenUp).toBeGreaterThan(0);
  expect(page.transactions.size).toBe(0);
  expect([...(await world.stored()).keys()]).toEqual([`${early.id}:1`]);
  expect(world.journaled()).toContain(`${late.id}:1`);
  expect(page.heard('error')).toEqual([]);

  world.faults.offline = false;
  page.restore();
  await pass(10_000);
  expect(world.acceptances.sort()).toEqual([`${early.id}:1`, `${late.id}:1`].sort());
  expect(world.journaled()).toEqual([]);
  expect(page.heard('error')).toEqual([]);
});

it('leaves no answer in the database whose newer revision was accepted before its page could see that', async () => {
  const [older, newer] = [interview({ disposition: 'offered' }), interview({ revision: 2 })];
  newer.id = older.id;
  world.open().outbox().put(newer);
  await pass(1000);
  expect(world.acceptances).toEqual([`${newer.id}:2`]);
  // Written in the tick of its put by a page that was gone in the next.
  const key = `${older.id}:1`;
  await world.store(key, keep(key, older, JSON.stringify(older), URL_OF_COLLECTOR, 'waiting'));
  world.open().outbox();
  await pass(1000);
  expect([...(await world.stored()).keys()]).toEqual([`${newer.id}:2`]);
  expect(world.acceptances).toHaveLength(1);
});

it('a round sends four at a time, however long it takes', async () => {
  world.faults.offline = true;
  const page = world.open();
  const outbox = page.outbox();
  for (let i = 0; i < 60; i++) outbox.put(interview());
  // The round that began with the page is over.
  await outbox.flush();
  const times: number[] = [];
  world.answers(() => {
    times.push(Date.now());
    return { after: 2000 };
  });
  world.faults.offline = false;
  page.fire('online');
  await pass(60_000);
  expect(page.heard('sent')).toHaveLength(60);
  expect(Math.max(...times.map((at) => times.filter((other) => other >= at && other < at + 2000).length))).toBe(4);
});

describe('two destinations', () => {
  it('wait apart, and each is sent its own', async () => {
    world.answers(({ url }) => (url.includes('down') ? 503 : 204));
    const page = world.open();
    const down = { adapter: 'http', url: 'https://down.example/' } as const;
    const downs = page.outbox(page.delivery.httpAdapter(down));
    downs.put(interview());
    await settle();
    page.close();
    const second = world.open();
    second.outbox().put(interview());
    await pass(60_000);
    expect(world.requests.map(({ url }) => url)).toEqual([down.url, URL_OF_COLLECTOR]);
    expect(second.delivery.marked([...world.disk.local.keys()])).toContain(down.url);
    expect(second.delivery.marked([...world.disk.local.keys()])).not.toContain(URL_OF_COLLECTOR);
    world.answers(204);
    second.outbox(second.delivery.httpAdapter(down));
    await pass(1000);
    expect(second.delivery.marked([...world.disk.local.keys()])).not.toContain(down.url);
    expect(world.collected.size).toBe(2);
  });
});

it('has one call at a time under way, though the answer to an earlier one comes after its time limit', async () => {
  const page = world.open();
  const calls: ((result: DeliveryResult) => void)[] = [];
  const outbox = page.outbox(
    page.delivery.functionAdapter(() => new Promise((resolve) => calls.push(resolve)), {
      abilities: { revisions: 'each', dedupes: true, unload: 'send' },
    }),
  );
  await settle();
  outbox.put(interview());
  await pass(20_000);
  expect(calls).toHaveLength(2);
  the(calls[0])({ outcome: 'later', reason: 'busy' });
  await pass(10_000);
  void outbox.flush();
  await settle();
  expect(calls).toHaveLength(2);
  the(calls[1])({ outcome: 'accepted' });
  await settle();
  expect(await outbox.pending()).toEqual([]);
});

describe('an endpoint that cannot tell a repeat', () => {
  const slow = (page: ReturnType<World['open']>, calls: ((result?: DeliveryResult) => void)[]): Adapter =>
    page.delivery.functionAdapter(() => new Promise((resolve) => calls.push(resolve as never)));

  it('is not called again while the first call goes on, and believed however late', async () => {
    const page = world.open();
    const calls: ((result?: DeliveryResult) => void)[] = [];
    const outbox = page.outbox(slow(page, calls));
    await settle();
    outbox.put(interview());
    await pass(600_000);
    expect(calls).toHaveLength(1);
    expect(page.heard('waiting')).toHaveLength(1);
    the(calls[0])();
    await settle();
    expect(page.heard('sent')).toHaveLength(1);
    expect(await outbox.pending()).toEqual([]);
  });

  it('is not called before Retry-After is over, where it said so after the time limit', async () => {
    const page = world.open();
    const calls: ((result?: DeliveryResult) => void)[] = [];
    const outbox = page.outbox(slow(page, calls));
    await settle();
    outbox.put(interview());
    await pass(20_000);
    the(calls[0])({ outcome: 'later', reason: 'busy', retryAfterMs: 120_000 });
    await pass(119_000);
    expect(calls).toHaveLength(1);
    await pass(200_000);
    expect(calls).toHaveLength(2);
  });

  it('is not called by another outbox on the page while the call of a destroyed one goes on', async () => {
    const page = world.open();
    const calls: ((result?: DeliveryResult) => void)[] = [];
    const outbox = page.outbox(slow(page, calls));
    await settle();
    outbox.put(interview());
    await settle();
    outbox.destroy();
    const second = page.outbox(slow(page, calls));
    await pass(60_000); // Past the time limit, and within the lease.
    expect(calls).toHaveLength(1);
    the(calls[0])();
    await pass(100_000);
    expect(calls).toHaveLength(1);
    expect(await second.pending()).toEqual([]);
  });

  it.each([undefined, 'missing'] as const)(
    'is not called from another tab while the call goes on, though no database tells of it, with Web Locks %s',
    async (fault) => {
      world.faults.indexedDB = 'fails';
      world.faults.locks = fault;
      const calls: ((result?: DeliveryResult) => void)[] = [];
      const first = world.open();
      const outbox = first.outbox(slow(first, calls));
      await settle();
      outbox.put(interview());
      await pass(2000);
      expect(calls).toHaveLength(1);
      const second = world.open();
      const other = second.outbox(slow(second, calls));
      await pass(20_000);
      void other.flush();
      await pass(20_000);
      expect(calls).toHaveLength(1);
      the(calls[0])();
      await settle();
      expect(second.heard('sent')).toHaveLength(1);
      first.close();
      second.close();
      world.open().outbox(slow(second, calls));
      await pass(60_000);
      expect(calls).toHaveLength(1);
    },
  );

  it('leaves its tombstone in the journal until the database has that, though the record comes there first', async () => {
    const page = world.open();
    const outbox = page.outbox({
      destination: 'x',
      abilities: { revisions: 'each', dedupes: false, unload: 'send' },
      send: async () => ({ outcome: 'accepted' }),
    });
    await settle();
    const { id } = interview();
    outbox.put(interview({ id }));
    const stored = () => world.peek().rows.get(`${id}:1`)?.state;
    for (let turn = 0; turn < 100 && stored() !== 'sent'; turn++) {
      expect([stored(), world.journaled()]).toEqual([stored(), [`${id}:1`]]);
      await settle(1);
    }
    expect(stored()).toBe('sent');
  });

  it('is not called any more by an outbox that was destroyed in the middle of a round', async () => {
    const page = world.open();
    const calls: ((result?: DeliveryResult) => void)[] = [];
    const outbox = page.outbox(slow(page, calls));
    outbox.put(interview());
    outbox.destroy();
    await settle();
    expect(calls).toHaveLength(0);
    page.outbox(slow(page, calls));
    await pass(80_000);
    expect(calls).toHaveLength(1);
  });

  it('is not called again where its page dies in the moment in which it has accepted', async () => {
    const page = world.open();
    const calls: ((result?: DeliveryResult) => void)[] = [];
    const outbox = page.outbox(slow(page, calls));
    await settle();
    outbox.put(interview());
    await pass(1000);
    the(calls[0])();
    await settle(1);
    page.crash();
    const next = world.open();
    next.outbox(slow(next, calls));
    await pass(10_000);
    expect(calls).toHaveLength(1);
  });

  it('leaves a hidden page in peace until it is shown', async () => {
    const page = world.open();
    const calls: ((result?: DeliveryResult) => void)[] = [];
    const outbox = page.outbox(slow(page, calls));
    await settle();
    page.show('hidden');
    outbox.put(interview());
    await settle();
    expect(vi.getTimerCount()).toBe(0);
    page.show('visible');
    await pass(1000);
    expect(calls).toHaveLength(1);
  });

  it('is not called for a second, in which a page that Send was the last word on is left', async () => {
    const page = world.open();
    const calls: ((result?: DeliveryResult) => void)[] = [];
    const outbox = page.outbox(slow(page, calls));
    await settle();
    outbox.put(interview());
    await pass(900);
    expect(calls).toHaveLength(0);
    await pass(100);
    expect(calls).toHaveLength(1);
  });

  it('is not called while the page is being left, but on the next visit', async () => {
    const page = world.open();
    const calls: ((result?: DeliveryResult) => void)[] = [];
    const outbox = page.outbox(slow(page, calls));
    await settle();
    page.show('hidden');
    outbox.put(interview());
    await settle();
    page.close();
    expect(calls).toHaveLength(0);
    const next = world.open();
    next.outbox(slow(next, calls));
    await pass(1000);
    expect(calls).toHaveLength(1);
  });
});

describe('an endpoint that takes each interview once', () => {
  const received: { id: string; revision: number }[] = [];
  const adapter = (unload: 'send' | 'defer' = 'send'): Adapter => ({
    destination: 'once',
    abilities: { revisions: 'final', dedupes: false, unload },
    async send(body) {
      received.push(JSON.parse(body));
      return { outcome: 'accepted' };
    },
  });
  beforeEach(() => {
    received.length = 0;
  });
  const revisions = () => received.map(({ revision }) => revision);

  it.each(['complete', 'dismissed'])('gets an interview when it is %s', async (disposition) => {
    const outbox = world.open().outbox(adapter());
    await settle();
    const record = interview({ disposition: 'offered' });
    outbox.put(record);
    outbox.put({ ...record, revision: 2, disposition: 'partial' });
    await pass(60_000);
    expect(received).toEqual([]);
    outbox.put({ ...record, revision: 3, disposition });
    expect(revisions()).toEqual([3]);
    await pass(3_600_000);
    expect(revisions()).toEqual([3]);
    expect(await outbox.pending()).toEqual([]);
  });

  it('gets it when it was left for half an hour, and no later revision', async () => {
    const page = world.open();
    const outbox = page.outbox(adapter());
    const record = interview({ disposition: 'partial' });
    outbox.put(record);
    await pass(1_700_000);
    expect(received).toEqual([]);
    await pass(200_000);
    expect(revisions()).toEqual([1]);
    const late = { ...record, revision: 2, disposition: 'complete' };
    outbox.put(late);
    await pass(1000);
    expect(revisions()).toEqual([1]);
    expect(page.heard('dropped')).toEqual([
      { id: record.id, revision: 2, reason: 'sent before', body: JSON.stringify(late) },
    ]);
  });

  it('gets it when the page is left for good', async () => {
    const page = world.open();
    page.outbox(adapter()).put(interview({ disposition: 'partial' }));
    await settle();
    page.fire('pagehide', { persisted: true });
    expect(received).toEqual([]);
    page.fire('pageshow', { persisted: true });
    await pass(1000);
    expect(received).toEqual([]);
    page.close();
    expect(revisions()).toEqual([1]);
  });

  it('does not get it again though its page is left as it takes it and localStorage is full', async () => {
    world.faults.localStorage = 'full';
    const page = world.open();
    let take = () => {};
    const send = (): Promise<DeliveryResult> =>
      new Promise((resolve) => {
        take = () => resolve({ outcome: 'accepted' });
      });
    page.outbox({ ...adapter(), send }).put(interview({ disposition: 'complete' }));
    await settle();
    expect(page.transactions.size).toBe(0);
    take();
    // The page has just begun to note it when it is in the back-forward cache.
    for (let i = 0; i < 50 && !page.transactions.size; i++) await null;
    expect(page.transactions.size).toBeGreaterThan(0);
    page.freeze();
    await settle();
    world.open().outbox(adapter());
    await pass(1000);
    expect(received).toEqual([]);
  });

  it('gets it from the next page where the first one died', async () => {
    const page = world.open();
    page.outbox(adapter()).put(interview({ disposition: 'partial' }));
    await settle();
    page.crash();
    world.open().outbox(adapter());
    await pass(1000);
    expect(revisions()).toEqual([1]);
  });

  it('does not get from one tab what another has in hand', async () => {
    world
      .open()
      .outbox(adapter())
      .put(interview({ disposition: 'partial' }));
    await settle();
    world.open().outbox(adapter());
    await pass(100_000);
    expect(received).toEqual([]);
  });

  it('gets the newest revision alone where the interview goes on after a reload', async () => {
    const page = world.open();
    const record = interview({ disposition: 'partial' });
    page.outbox(adapter('defer')).put(record);
    await settle();
    page.close();
    world
      .open()
      .outbox(adapter('defer'))
      .put({ ...record, revision: 2, disposition: 'complete' });
    await pass(10_000);
    expect(revisions()).toEqual([2]);
  });

  it('gets nothing twice where the interview goes on on a page that comes back after another has sent it', async () => {
    const page = world.open();
    const outbox = page.outbox(adapter());
    await settle();
    const record = interview({ disposition: 'partial' });
    outbox.put(record);
    await settle();
    page.freeze();
    world.open().outbox(adapter());
    await pass(1000);
    expect(revisions()).toEqual([1]);
    page.restore();
    outbox.put({ ...record, revision: 2, disposition: 'complete' });
    await pass(10_000);
    expect(revisions()).toEqual([1]);
    expect(page.heard('dropped')).toMatchObject([{ id: record.id, revision: 2, reason: 'sent before' }]);
  });

  it('gets nothing twice where the interview goes on while it is being sent', async () => {
    const page = world.open();
    const answers: (() => void)[] = [];
    const slow: Adapter = {
      ...adapter(),
      send: (body) => {
        received.push(JSON.parse(body));
        return new Promise((resolve) => answers.push(() => resolve({ outcome: 'accepted' })));
      },
    };
    const outbox = page.outbox(slow);
    await settle();
    const record = interview({ disposition: 'dismissed' });
    outbox.put(record);
    outbox.put({ ...record, revision: 2, disposition: 'complete' });
    await settle();
    the(answers[0])();
    await pass(1000);
    expect(page.heard('dropped')).toMatchObject([{ id: record.id, revision: 2, reason: 'sent before' }]);
    page.close();
    world.open().outbox(adapter());
    await pass(10_000);
    expect(revisions()).toEqual([1]);
  });

  it('gets nothing twice where the interview goes on after it was sent and the page reloaded', async () => {
    const page = world.open();
    const record = interview({ disposition: 'dismissed' });
    page.outbox(adapter()).put(record);
    await pass(1000);
    page.close();
    const next = world.open();
    next.outbox(adapter()).put({ ...record, revision: 2, disposition: 'complete' });
    await pass(10_000);
    expect(revisions()).toEqual([1]);
    expect(next.heard('dropped')).toMatchObject([{ id: record.id, revision: 2, reason: 'sent before' }]);
  });
});

it('can be imported and created where there is no browser at all', async () => {
  const { createOutbox } = await import('../../src/delivery/index.ts');
  const outbox = createOutbox({
    adapter: {
      destination: 'x',
      abilities: { revisions: 'each', dedupes: true, unload: 'send' },
      send: async () => ({ outcome: 'accepted' }),
    },
  });
  expect(outbox.put(interview())).toEqual({ durability: 'memory' });
  await settle();
  expect(await outbox.pending()).toEqual([]);
  outbox.destroy();
});
