import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Adapter, EndpointAbilities } from '../../src/delivery/index.ts';
import { createWorld, interview, type Page, pass, settle, URL_OF_COLLECTOR, type World } from './world.ts';

const MARK = `cx7:waiting:cx7:${URL_OF_COLLECTOR}`;

let world: World;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  world = createWorld();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A page whose looks at the database, requests for locks and channels are counted. */
function watched() {
  const page = world.open();
  const open = vi.spyOn(page.window.indexedDB as IDBFactory, 'open');
  const lock = vi.spyOn((page.window.navigator as Navigator).locks, 'request');
  return {
    page,
    lock,
    touched: () => ({
      database: open.mock.calls.length,
      locks: lock.mock.calls.length,
      channels: world.channelsOf(page),
      requests: world.requests.length,
      timers: vi.getTimerCount(),
    }),
  };
}
const NOTHING = { database: 0, locks: 0, channels: 0, requests: 0, timers: 0 };

const adapterOf = (page: Page, abilities: EndpointAbilities): Adapter =>
  page.delivery.functionAdapter(page.receiver(URL_OF_COLLECTOR), { destination: URL_OF_COLLECTOR, abilities });

describe('before it begins, an outbox', () => {
  it('journals what is put and sets the mark in the same tick, and touches nothing else', async () => {
    const { page, touched } = watched();
    const outbox = page.unbegun();
    expect(world.disk.local.size).toBe(0);
    const record = interview();
    expect(outbox.put(record)).toEqual({ durability: 'journal' });
    expect(world.journaled()).toEqual([`${record.id}:1`]);
    expect(world.disk.local.has(MARK)).toBe(true);
    expect(page.log).toEqual([['queued', { id: record.id, revision: 1, durability: 'journal' }]]);
    expect(touched()).toEqual(NOTHING);
    await pass(600_000);
    expect(touched()).toEqual(NOTHING);
    expect(page.heard('error')).toEqual([]);
  });

  it('holds an interview that goes on, though no lock tells other tabs yet that its page lives', async () => {
    const once = { revisions: 'final', dedupes: false, unload: 'send' } as const;
    const page = world.open();
    const outbox = page.unbegun(adapterOf(page, once));
    const record = interview({ disposition: 'offered' });
    outbox.put(record);
    const other = world.open();
    other.outbox(adapterOf(other, once));
    await pass(60_000);
    expect(world.requests).toEqual([]);
    outbox.begin();
    await pass(120_000);
    expect(world.requests).toEqual([]);
    outbox.put({ ...record, revision: 2, disposition: 'complete' });
    await pass(1000);
    expect(world.acceptances).toEqual([`${record.id}:2`]);
  });

  it('is believed to live for 75 s: then the next page sends what it had in hand', async () => {
    const once = { revisions: 'final', dedupes: false, unload: 'send' } as const;
    const page = world.open();
    page.unbegun(adapterOf(page, once)).put(interview({ disposition: 'offered' }));
    page.crash();
    const next = world.open();
    next.outbox(adapterOf(next, once));
    await pass(74_000);
    expect(world.requests).toEqual([]);
    await pass(2000);
    expect(world.acceptances).toHaveLength(1);
  });

  it('is woken by nothing that happens to its page', async () => {
    const { page, touched } = watched();
    page.unbegun().put(interview());
    page.fire('pageshow', { persisted: false });
    page.fire('online');
    page.show('hidden');
    page.show('visible');
    await pass(60_000);
    expect(touched()).toEqual(NOTHING);
  });

  it('keeps the body that the journal has, where the same is put again', async () => {
    const first = world.open();
    const record = interview({ comment: 'first' });
    first.unbegun().put(record);
    first.crash();
    const outbox = world.open().unbegun();
    outbox.put({ ...record, ...{ comment: 'second' } });
    outbox.begin();
    await pass(1000);
    expect(world.requests.map(({ record }) => record)).toEqual([record]);
  });

  it('keeps the body that the database has, too, which it cannot have read', async () => {
    world.answers(503);
    const first = world.open();
    const record = interview({ comment: 'first' });
    first.outbox().put(record);
    await settle();
    first.crash();
    expect(world.journaled()).toEqual([]);
    world.answers(204);
    const outbox = world.open().unbegun();
    outbox.put({ ...record, ...{ comment: 'second' } });
    outbox.begin();
    await pass(1000);
    expect(world.requests.map(({ record }) => record)).toEqual([record, record]);
  });

  it('begins at once where localStorage is full: nothing but the database could keep the record', async () => {
    world.faults.localStorage = 'full';
    const { page, touched } = watched();
    const outbox = page.unbegun();
    expect(outbox.put(interview())).toEqual({ durability: 'memory' });
    expect(touched()).toMatchObject({ database: 1 });
    await pass(1000);
    expect(world.acceptances).toHaveLength(1);
  });
});

describe('when it begins, an outbox', () => {
  it('saves what was put, sends it, and leaves nothing but a tombstone', async () => {
    world.answers({ after: 500 });
    const page = world.open();
    const outbox = page.unbegun();
    const record = interview();
    outbox.put(record);
    outbox.begin();
    await settle();
    expect(world.requests.map(({ record }) => record)).toEqual([record]);
    expect((await world.stored()).get(`${record.id}:1`)).toMatchObject({ state: 'waiting' });
    expect(world.journaled()).toEqual([]);
    await pass(1000);
    expect(page.heard('sent')).toEqual([{ id: record.id, revision: 1 }]);
    expect(world.disk.local.size).toBe(0);
    expect([...(await world.stored()).values()]).toMatchObject([{ state: 'sent' }]);
    expect(world.requests).toHaveLength(1);
  });

  it.each([
    { revisions: 'each', dedupes: false, unload: 'send' },
    { revisions: 'final', dedupes: false, unload: 'send' },
    { revisions: 'final', dedupes: false, unload: 'defer' },
  ] as const)('sends it once the database is read where the endpoint is %o', async (abilities) => {
    const page = world.open();
    const outbox = page.unbegun(adapterOf(page, abilities));
    outbox.put(interview());
    outbox.begin();
    expect(world.requests).toEqual([]);
    await pass(2000);
    expect(world.acceptances).toHaveLength(1);
    expect(world.requests).toHaveLength(1);
  });

  it.each(['fails', 'hangs', 'full', 'missing'] as const)('sends it though the database is: %s', async (fault) => {
    world.faults.indexedDB = fault;
    const outbox = world.open().unbegun();
    outbox.put(interview());
    outbox.begin();
    await pass(5000);
    expect(world.acceptances).toHaveLength(1);
  });

  it('sends what earlier pages have left', async () => {
    world.answers(503);
    const first = world.open();
    first.outbox().put(interview());
    await settle();
    first.close();
    world.answers(204);
    const page = world.open();
    const outbox = page.unbegun();
    await pass(10_000);
    expect(world.acceptances).toEqual([]);
    outbox.begin();
    await pass(1000);
    expect(world.acceptances).toHaveLength(1);
  });

  it('has begun, however often it is told to', async () => {
    world.answers({ after: 500 });
    const { page, lock } = watched();
    const outbox = page.unbegun();
    outbox.put(interview());
    outbox.begin();
    const locks = lock.mock.calls.length;
    expect(locks).toBeGreaterThan(0);
    outbox.begin();
    expect(lock.mock.calls.length).toBe(locks);
    await pass(2000);
    outbox.begin();
    await pass(2000);
    expect(world.requests).toHaveLength(1);
  });

  it.each(['pending', 'flush'] as const)('may have been asked to by %s', async (verb) => {
    const outbox = world.open().unbegun();
    const record = interview();
    outbox.put(record);
    const said = outbox[verb]();
    await pass(1000);
    await said;
    expect(world.acceptances).toHaveLength(1);
    expect(await outbox.pending()).toEqual([]);
  });
});

describe('a page that is left before its outbox begins', () => {
  it('sends what it may, from the journal alone', async () => {
    const { page, touched } = watched();
    world.answers({ hang: true });
    page.unbegun().put(interview());
    await settle();
    page.close();
    expect(touched()).toMatchObject({ database: 0, locks: 0, requests: 1 });
    expect(world.requests[0]?.init.keepalive).toBe(true);
    expect(world.journaled()).toHaveLength(1);
    world.answers(204);
    world.open().outbox();
    await pass(1000);
    expect(world.acceptances).toHaveLength(1);
    expect(world.disk.local.size).toBe(0);
  });

  it('sends what is put while it is left', () => {
    const { page, touched } = watched();
    const outbox = page.unbegun();
    page.fire('pagehide', { persisted: false });
    outbox.put(interview());
    expect(touched()).toMatchObject({ database: 0, locks: 0, requests: 1 });
    expect(world.journaled()).toHaveLength(1);
  });

  it.each([
    { revisions: 'each', dedupes: false, unload: 'send' },
    { revisions: 'final', dedupes: false, unload: 'send' },
    { revisions: 'final', dedupes: false, unload: 'defer' },
  ] as const)('leaves to the next page what nobody has looked up where a repeat counts: %o', async (abilities) => {
    const page = world.open();
    page.unbegun(adapterOf(page, abilities)).put(interview());
    page.close();
    expect(world.requests).toEqual([]);
    const next = world.open();
    next.outbox(adapterOf(next, abilities));
    await pass(2000);
    expect(world.acceptances).toHaveLength(1);
  });

  it('sends nothing before Retry-After is over', async () => {
    world.answers({ status: 503, headers: { 'retry-after': '100' } });
    const first = world.open();
    first.outbox().put(interview());
    await settle();
    first.close();
    const page = world.open();
    page.unbegun().put(interview());
    page.close();
    expect(world.requests).toHaveLength(1);
  });

  it('and comes back, begins then, and sends nothing twice', async () => {
    const { page, touched } = watched();
    const outbox = page.unbegun();
    outbox.put(interview());
    page.freeze();
    expect(touched()).toMatchObject({ database: 0, locks: 0, requests: 1 });
    page.restore();
    await pass(1000);
    expect(touched()).toMatchObject({ database: 0, locks: 0, requests: 1 });
    expect(page.heard('sent')).toHaveLength(1);
    outbox.begin();
    await pass(1000);
    expect(world.requests).toHaveLength(1);
    expect(world.disk.local.size).toBe(0);
    expect([...(await world.stored()).values()]).toMatchObject([{ state: 'sent' }]);
  });

  it('tries again, when it has come back and begun, what failed as it was left', async () => {
    world.answers(503);
    const page = world.open();
    const outbox = page.unbegun();
    outbox.put(interview());
    page.freeze();
    page.restore();
    await pass(60_000);
    expect(world.requests).toHaveLength(1);
    world.answers(204);
    outbox.begin();
    await pass(60_000);
    expect(world.acceptances).toHaveLength(1);
    expect(world.disk.local.size).toBe(0);
  });

  it('or before it could look at the database, sends what it may', async () => {
    const page = world.open();
    const outbox = page.unbegun();
    outbox.put(interview());
    outbox.begin();
    expect(world.requests).toEqual([]);
    page.close();
    await settle();
    expect(world.requests).toHaveLength(1);
  });

  it('begins, if it is told to meanwhile, when it comes back', async () => {
    const { page, touched } = watched();
    const outbox = page.unbegun();
    page.fire('pagehide', { persisted: true });
    outbox.begin();
    await settle();
    expect(touched()).toEqual(NOTHING);
    page.fire('pageshow', { persisted: true });
    await settle();
    expect(touched().database).toBeGreaterThan(0);
    outbox.put(interview());
    await pass(1000);
    expect(world.acceptances).toHaveLength(1);
    expect(world.disk.local.size).toBe(0);
  });
});

it('an outbox that is destroyed before it begins leaves its journal to the next visit, and never begins', async () => {
  const { page, touched } = watched();
  const outbox = page.unbegun();
  const record = interview();
  outbox.put(record);
  outbox.destroy();
  outbox.begin();
  page.fire('pagehide', { persisted: false });
  await pass(10_000);
  expect(touched()).toEqual(NOTHING);
  expect(world.journaled()).toEqual([`${record.id}:1`]);
  expect(world.disk.local.has(MARK)).toBe(true);
  page.close();
  world.open().outbox();
  await pass(1000);
  expect(world.acceptances).toEqual([`${record.id}:1`]);
});
