import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Adapter, type DeliveryResult, httpAdapter } from '../../src/delivery/index.ts';
import { stateAfter } from '../../src/visit/delivery.ts';
import { createWorld, interview, pass, type World } from './world.ts';

/** Answers that an endpoint gives to whoever posts a record of a call that somebody else has answered, and to others. */
describe('an answer that says whether the record is kept', () => {
  it.each<[string, DeliveryResult['outcome']]>([
    ['{"id":"i","revision":4,"kept":false}', 'superseded'],
    ['{"id":"i","revision":1,"kept":true}', 'accepted'],
    ['{"id":"i","revision":1}', 'accepted'],
    ['null', 'accepted'],
    ['', 'accepted'],
  ])('%s: %s', async (text, outcome) => {
    vi.stubGlobal('fetch', async () => new Response(text, { status: 200 }));
    const record = { id: 'i', revision: 1, disposition: 'complete' };
    const { signal } = new AbortController();
    const result = await httpAdapter({ url: '/in' }).send('{}', record, { signal, keepalive: false });
    vi.unstubAllGlobals();
    expect(result).toMatchObject({ outcome });
  });
});

describe('a record in whose place the endpoint keeps another', () => {
  let world: World;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    world = createWorld();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is neither sent nor tried again: it is given up with its reason, and a later revision still goes', async () => {
    const asked: number[] = [];
    const adapter: Adapter = {
      destination: 'desk',
      abilities: { revisions: 'each', dedupes: true, unload: 'send' },
      async send(_, { revision }) {
        asked.push(revision);
        return { outcome: revision === 1 ? 'superseded' : 'accepted' };
      },
    };
    const page = world.open();
    const outbox = page.outbox(adapter);
    const record = interview();
    outbox.put(record);
    await pass(600_000);
    expect(page.heard('dropped')).toMatchObject([{ id: record.id, revision: 1, reason: 'superseded' }]);
    expect(page.heard('sent')).toEqual([]);
    expect(await outbox.pending()).toEqual([]);
    page.close();
    const next = world.open().outbox(adapter);
    await pass(600_000);
    expect(asked).toEqual([1]);
    next.put({ ...record, revision: 2 });
    await pass(1000);
    expect(asked).toEqual([1, 2]);
  });

  it('is not told to its respondent as sent', () => {
    const news = { event: 'dropped', id: 'i', revision: 1, body: '{}' } as const;
    expect(stateAfter({ ...news, reason: 'superseded' })).toBe('already');
    expect(stateAfter({ ...news, reason: 'expired' })).toBeUndefined();
  });
});
