import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWorld, interview, pass, settle, type World } from './world.ts';

let world: World;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  world = createWorld();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('one record, all well', () => {
  it('is journaled, queued and on its way before put returns', async () => {
    const page = world.open();
    const outbox = page.outbox();
    const record = interview();
    expect(outbox.put(record)).toEqual({ durability: 'journal' });
    expect(world.journaled()).toEqual([`${record.id}:1`]);
    expect(page.log.map(([event]) => event)).toEqual(['queued', 'sending']);
    expect(world.requests).toHaveLength(1);
    expect(world.requests[0]!.record).toEqual(record);
    await settle();
    expect(page.heard('sent')).toEqual([{ id: record.id, revision: 1 }]);
    expect(world.journaled()).toEqual([]);
    expect([...(await world.stored()).keys()]).toEqual([`${record.id}:`]);
    expect(await outbox.pending()).toEqual([]);
    expect([...world.disk.local.keys()]).toEqual([]);
    expect(page.heard('error')).toEqual([]);
    await pass(600_000);
    expect(world.requests).toHaveLength(1);
  });

  it('is sent by a later page where the endpoint was down', async () => {
    world.answers(503);
    const page = world.open();
    page.outbox().put(interview());
    await settle();
    page.close();
    world.answers(204);
    world.open().outbox();
    await pass(1000);
    expect(world.acceptances).toHaveLength(1);
    expect(world.disk.local.size).toBe(0);
  });
});
