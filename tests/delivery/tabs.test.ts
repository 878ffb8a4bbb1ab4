import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keep } from '../../src/delivery/kept.ts';
import { createWorld, interview, type Page, pass, settle, type World } from './world.ts';

let world: World;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  world = createWorld();
});
afterEach(() => {
  vi.useRealTimers();
});

async function leaveRecords(count: number) {
  world.answers(503);
  const page = world.open();
  const outbox = page.outbox();
  for (let i = 0; i < count; i++) outbox.put(interview());
  await settle(count * 20);
  page.close();
  world.requests.length = 0;
}

describe.each([undefined, 'missing', 'throws', 'hangs'] as const)('several tabs, with Web Locks %s', (fault) => {
  beforeEach(() => {
    world.faults.locks = fault;
  });

  it('that drain at the same time send each record once', async () => {
    await leaveRecords(20);
    world.answers({ after: 50 });
    world.open().outbox();
    world.open().outbox();
    await pass(20_000);
    expect(world.collected.size).toBe(20);
    expect(world.requests).toHaveLength(20);
  });

  it('that submit at the same time send each record once', async () => {
    world.answers({ after: 50 });
    const one = world.open().outbox();
    const two = world.open().outbox();
    for (let i = 0; i < 10; i++) {
      one.put(interview());
      two.put(interview());
    }
    await settle(500);
    await pass(20_000);
    expect(world.collected.size).toBe(20);
    expect(world.requests).toHaveLength(20);
  });

  it('leave alone what one of them is still sending, however slowly', async () => {
    await leaveRecords(1);
    world.answers({ after: 29_000 });
    world.open().outbox();
    await pass(fault === 'hangs' ? 7000 : 1000);
    const second = world.open().outbox();
    await pass(6000);
    void second.flush();
    await pass(60_000);
    expect(world.requests).toHaveLength(1);
  });

  it('take over from one that dies while it drains', async () => {
    await leaveRecords(10);
    world.answers((_, nth) => (nth > 4 ? 204 : { hang: true }));
    const dying = world.open();
    dying.outbox();
    await pass(fault === 'hangs' ? 7000 : 500);
    expect(world.requests).toHaveLength(4);
    world.open().outbox();
    await pass(500);
    dying.crash();
    // Without locks to tell, a lease ends by its time.
    await pass(fault ? 110_000 : 16_000);
    expect(world.collected.size).toBe(10);
    expect(world.requests).toHaveLength(14);
  });
});

describe('another tab’s word', () => {
  async function twoTabs() {
    world.answers(503);
    const one = world.open();
    const two = world.open();
    const first = one.outbox();
    const second = two.outbox();
    await settle();
    first.put(interview());
    await settle();
    return { one, two, first, second };
  }

  it('that a record was accepted tells whoever put it', async () => {
    const { one, two, first, second } = await twoTabs();
    vi.spyOn(Math, 'random').mockReturnValue(0.999);
    world.answers(204);
    await second.flush();
    expect(world.acceptances).toHaveLength(1);
    expect(two.heard('sent')).toHaveLength(1);
    expect(one.heard('sent')).toHaveLength(1);
    expect(await first.pending()).toEqual([]);
    await pass(10_000);
    expect(world.requests).toHaveLength(2);
  });

  it.each(['missing', 'throws'] as const)('is found as a tombstone where there is no channel: %s', async (fault) => {
    world.faults.channel = fault;
    const { one, first, second } = await twoTabs();
    world.answers(204);
    await second.flush();
    await pass(10_000);
    expect(world.acceptances).toHaveLength(1);
    expect(one.heard('sent')).toHaveLength(1);
    expect(await first.pending()).toEqual([]);
  });

  it('is not taken from strangers', async () => {
    const { one, first } = await twoTabs();
    const Channel = one.window.BroadcastChannel as typeof BroadcastChannel;
    for (const data of [null, 'hello', {}, { key: 'a:1' }, { v: 1, key: 'a:1', body: '{}', state: 'sent' }])
      new Channel('cx7:cx7').postMessage(data);
    expect(await first.pending()).toHaveLength(1);
    expect(one.heard('error')).toEqual([]);
  });
});

it('the mark stays while another tab’s record waits, whatever this one has sent', async () => {
  const gone = world.open();
  const first = gone.outbox();
  const second = world.open().outbox();
  await settle();
  const stuck = interview();
  world.answers(({ record }) => (record.id === stuck.id ? { hang: true } : 204));
  first.put(stuck);
  await settle();
  gone.crash();
  second.put(interview());
  await settle();
  expect(world.acceptances).toHaveLength(1);
  expect([...world.disk.local.keys()].filter((key) => key.startsWith('cx7:waiting'))).toHaveLength(1);
});

it('the mark of what one tab holds stays, whenever another one finds that nothing waits', async () => {
  for (let turns = 0; turns < 60; turns++) {
    world = createWorld();
    const [holding, reading] = [world.open(), world.open()];
    const adapter = (page: Page) => page.delivery.functionAdapter(() => {}, { destination: 'x' });
    const outbox = holding.outbox(adapter(holding));
    await settle();
    const sent = { ...keep('done:1', interview({ id: 'done' }), '0', 'x', 'sent'), lease: undefined };
    world.disk.local.set('cx7:journal:cx7:done:1', JSON.stringify(sent));
    reading.outbox(adapter(reading));
    await settle(turns);
    outbox.put(interview({ disposition: 'offered' }));
    await settle();
    expect([turns, ...world.disk.local.keys()]).toEqual([turns, 'cx7:waiting:cx7:x']);
  }
});

it('two outboxes of two names know nothing of each other', async () => {
  world.answers(503);
  const page = world.open();
  page.outbox(undefined, 'one').put(interview());
  await settle();
  expect(await page.outbox(undefined, 'two').pending()).toEqual([]);
});
