import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { policyFor } from '../../src/delivery/choosing.ts';
import { type Entry, entryOf, type Kept, keep } from '../../src/delivery/kept.ts';
import { Ledger } from '../../src/delivery/ledger.ts';

const each = policyFor({ revisions: 'each', dedupes: true, unload: 'send' });
const once = policyFor({ revisions: 'final', dedupes: false, unload: 'send' });

const ledgerFor = (policy = each, revivesRefused = false) =>
  new Ledger({ destination: 'here', policy, revivesRefused });

/** An interview's record as storage holds it. */
function kept(revision: number, over: Partial<Kept> = {}): Kept {
  const id = over.id ?? 'a';
  const record = { id, revision, disposition: 'partial' };
  return { ...keep(`${id}:${revision}`, record, `{"revision":${revision}}`, 'here', 'waiting'), ...over };
}
const entry = (revision: number, over: Partial<Kept> = {}): Entry => {
  const record = kept(revision, over);
  return entryOf(record.key, record, 'memory');
};
const stone = (revision: number, over: Partial<Kept> = {}) => entry(revision, { state: 'sent', body: '0', ...over });
const junk = (key: string) => entryOf(key, 'junk', 'journal');

const keys = (entries: Entry[]) => entries.map(({ kept }) => kept.key);

describe('under one key', () => {
  it('the record that came first counts', () => {
    const ledger = ledgerFor();
    const first = entry(1);
    const second = entry(1, { body: '"another"' });
    expect(ledger.admit(first)).toEqual({ counting: first, tellsSent: false, redundant: [], late: [] });
    expect(ledger.admit(second).counting).toBe(first);
    expect([ledger.counts(first), ledger.counts(second)]).toEqual([true, false]);
    expect(ledger.all()).toEqual([first]);
  });

  it('a tombstone takes the place of a record, tells that it was sent, and stays', () => {
    const ledger = ledgerFor();
    const [record, tombstone] = [entry(1), stone(1)];
    ledger.admit(record);
    expect(ledger.admit(tombstone)).toEqual({ counting: tombstone, tellsSent: true, redundant: [], late: [] });
    expect(ledger.admit(entry(1)).counting).toBe(tombstone);
    expect(ledger.admit(stone(1))).toMatchObject({ counting: tombstone, tellsSent: false });
    expect(ledger.all()).toEqual([tombstone]);
  });

  it('a tombstone of what nobody here knew tells nothing', () => {
    expect(ledgerFor().admit(stone(1)).tellsSent).toBe(false);
  });

  it('whatever comes takes the place of rubbish', () => {
    const ledger = ledgerFor();
    ledger.admit(junk('a:1'));
    const record = entry(1);
    expect(ledger.admit(record).counting).toBe(record);
    expect(ledger.admit(junk('a:1')).counting).toBe(record);
  });

  it('nothing counts once it is forgotten', () => {
    const ledger = ledgerFor();
    const record = entry(1);
    ledger.admit(record);
    expect(ledger.has('a:1')).toBe(true);
    ledger.forget('a:1');
    expect([ledger.has('a:1'), ledger.counts(record), ledger.all()]).toEqual([false, false, []]);
  });
});

describe('a tombstone', () => {
  it.each([
    ['before', true],
    ['after', false],
  ])('makes what its interview was before redundant where it comes %s that', (_, first) => {
    const ledger = ledgerFor();
    const [older, sent] = [entry(1), stone(2)];
    if (first) ledger.admit(sent);
    else ledger.admit(older);
    const { redundant, late } = ledger.admit(first ? older : sent);
    expect([redundant, late, ledger.all()]).toEqual([[older], [], [sent]]);
  });

  it('leaves alone what its interview became later, where the endpoint takes every revision', () => {
    const ledger = ledgerFor();
    ledger.admit(stone(1));
    const newer = entry(2);
    expect(ledger.admit(newer)).toMatchObject({ redundant: [], late: [] });
    expect(ledger.isNext(newer)).toBe(true);
  });

  it.each([
    ['before', true],
    ['after', false],
  ])('makes that late where the endpoint takes each interview once, though it comes %s it', (_, first) => {
    const ledger = ledgerFor(once);
    const [newer, sent] = [entry(2), stone(1)];
    if (first) ledger.admit(sent);
    else ledger.admit(newer);
    const { redundant, late } = ledger.admit(first ? newer : sent);
    expect([redundant, late, ledger.all()]).toEqual([[newer], [newer], [sent]]);
  });

  it('of a newer revision makes that of an older one redundant, and the older one not the newer', () => {
    const ledger = ledgerFor();
    ledger.admit(stone(1));
    expect(keys(ledger.admit(stone(2)).redundant)).toEqual(['a:1']);
    expect(ledger.admit(stone(1)).redundant).toEqual([]);
    // A late record is late once, whatever there is of its interview.
    const once2 = ledgerFor(once);
    once2.admit(stone(2));
    once2.admit(stone(1));
    expect(once2.admit(entry(3)).late).toHaveLength(1);
  });

  it('says nothing of another interview', () => {
    const ledger = ledgerFor(once);
    ledger.admit(stone(2));
    expect(ledger.admit(entry(1, { id: 'b', key: 'b:1' })).redundant).toEqual([]);
  });
});

describe('next to go', () => {
  const next = (ledger: Ledger) => keys(ledger.all().filter((one) => ledger.isNext(one)));

  it('is the newest revision that waits, and no other of its interview', () => {
    const ledger = ledgerFor();
    for (const one of [entry(1), entry(3), entry(2), entry(1, { id: 'b', key: 'b:1' })]) ledger.admit(one);
    expect(next(ledger)).toEqual(['a:3', 'b:1']);
  });

  it.each(['parked', 'quarantined', 'sent'] as const)('is not what is %s', (state) => {
    const ledger = ledgerFor();
    ledger.admit(entry(1, { state }));
    expect(next(ledger)).toEqual([]);
  });

  it('is nothing of another destination', () => {
    const ledger = ledgerFor();
    ledger.admit(entry(1, { destination: 'there' }));
    ledger.admit(entry(2, { destination: 'there' }));
    expect(next(ledger)).toEqual([]);
    expect(ledger.owes()).toBe(false);
  });

  it('is the older revision where the newer one is refused', () => {
    const ledger = ledgerFor();
    for (const one of [entry(1), entry(2, { state: 'parked' })]) ledger.admit(one);
    expect(next(ledger)).toEqual(['a:1']);
  });

  it('is the older revision too while the newer is under way, unless the endpoint takes each interview once', () => {
    for (const [policy, expected] of [
      [each, ['a:1']],
      [once, []],
    ] as const) {
      const ledger = ledgerFor(policy);
      const newer = entry(2);
      for (const one of [entry(1), newer]) ledger.admit(one);
      newer.busy = true;
      expect(next(ledger)).toEqual(expected);
      expect(ledger.isBusy()).toBe(true);
      newer.busy = false;
      expect(next(ledger)).toEqual(['a:2']);
      expect(ledger.isBusy()).toBe(false);
    }
  });

  it('is nothing of an interview whose older revision is under way and counts no more', () => {
    const ledger = ledgerFor(once);
    const older = entry(1);
    ledger.admit(older);
    older.busy = true;
    ledger.forget('a:1');
    ledger.admit(entry(2));
    expect(next(ledger)).toEqual([]);
    expect(ledger.isBusy()).toBe(true);
  });
});

describe('an interview that may go on', () => {
  const NOON = Date.parse('2026-01-05T12:00:00Z');
  const MINUTE = 60_000;
  const createdAt = new Date(NOON).toISOString();
  const lease = { owner: 'tab 1', until: NOON + MINUTE };
  const held = (
    one: Kept,
    after: number,
    { policy = once, lives = true, isOurs = false, isGoneForGood = false } = {},
  ) => {
    vi.setSystemTime(NOON + after);
    return policy.heldFor?.(one, { isOurs: () => isOurs, lives: () => lives } as never, isGoneForGood);
  };
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  it('is held for half an hour', () => {
    const one = kept(1, { createdAt, lease });
    expect(held(one, 0)).toBe(30 * MINUTE);
    expect(held(one, 29 * MINUTE)).toBe(MINUTE);
    expect(held(one, 30 * MINUTE)).toBe(0);
    expect(held(one, 31 * MINUTE)).toBe(0);
  });

  it('is not held where the endpoint takes every revision', () => {
    expect(held(kept(1, { createdAt, lease }), 0, { policy: each })).toBeUndefined();
  });

  it.each(['complete', 'dismissed'])('is not held once it is %s', (disposition) => {
    expect(held(kept(1, { createdAt, lease, disposition }), 0)).toBe(0);
  });

  it('is not held for a tab that is gone, nor for none', () => {
    expect(held(kept(1, { createdAt, lease }), 0, { lives: false })).toBe(0);
    expect(held(kept(1, { createdAt }), 0)).toBe(0);
  });

  it('is held here until its page is gone for good', () => {
    const one = kept(1, { createdAt, lease });
    expect(held(one, 0, { isOurs: true, lives: false })).toBe(30 * MINUTE);
    expect(held(one, 0, { isOurs: true, isGoneForGood: true })).toBe(0);
  });

  it('is held for a tab that has yet to say that it lives, as long as its lease goes', () => {
    const one = kept(1, { createdAt, lease: { ...lease, isNew: true } });
    expect(held(one, 0, { lives: false })).toBe(MINUTE);
    expect(held(one, MINUTE, { lives: false })).toBe(0);
  });

  it('is not held longer because the clock was set back', () => {
    expect(held(kept(1, { createdAt, lease }), -MINUTE)).toBe(0);
  });
});

describe('what was refused', () => {
  it('waits again on the first page of a visit, and on no other', () => {
    for (const [revives, state] of [
      [true, 'waiting'],
      [false, 'parked'],
    ] as const) {
      const ledger = ledgerFor(each, revives);
      ledger.admit(entry(1, { state: 'parked' }));
      expect(ledger.all()[0]?.kept.state).toBe(state);
    }
  });

  it('waits again when asked for, if it is this endpoint’s', () => {
    const ledger = ledgerFor();
    ledger.admit(entry(1, { state: 'parked' }));
    ledger.admit(entry(1, { id: 'b', key: 'b:1', state: 'parked', destination: 'there' }));
    ledger.admit(junk('c:1'));
    ledger.revive();
    expect(ledger.all().map(({ kept }) => kept.state)).toEqual(['waiting', 'parked', 'quarantined']);
  });
});

it('owes what is not sent', () => {
  const ledger = ledgerFor();
  expect(ledger.owes()).toBe(false);
  ledger.admit(entry(1, { state: 'parked' }));
  expect(ledger.owes()).toBe(true);
  ledger.admit(stone(1));
  expect(ledger.owes()).toBe(false);
});

it('lets all that waits go at once', () => {
  const ledger = ledgerFor();
  const one = { ...entry(1), due: 5000 };
  ledger.admit(one);
  ledger.expedite();
  expect(one.due).toBe(0);
});

describe('compared with the database, a record', () => {
  const compare = (one: Entry, rows: unknown[], policy = each, lent = false) =>
    ledgerFor(policy).compare(one, rows, () => lent);
  const NOTHING = { better: undefined, lent: false, redundant: [], body: undefined };

  it('is new where nothing of its interview is there', () => {
    expect(compare(entry(1), [])).toEqual(NOTHING);
  });

  it('is not judged by rubbish', () => {
    const rows = [null, 42, {}, { ...kept(2), v: 2 }, { ...kept(2), key: 'b:2' }, { ...kept(2), body: '{' }];
    expect(compare(entry(1), rows)).toEqual(NOTHING);
  });

  it('takes over the body that was there first, and learns whether another tab has it', () => {
    const stored = kept(1, { body: '"first"' });
    expect(compare(entry(1), [stored])).toEqual({ ...NOTHING, body: '"first"' });
    expect(compare(entry(1), [stored], each, true)).toEqual({ ...NOTHING, body: '"first"', lent: true });
  });

  it('replaces older revisions', () => {
    expect(compare(entry(3), [kept(1), kept(2)])).toEqual({ ...NOTHING, redundant: ['a:1', 'a:2'] });
  });

  it('is replaced by a newer one', () => {
    const newer = kept(2);
    expect(compare(entry(1), [newer])).toEqual({ ...NOTHING, better: newer, redundant: ['a:1'] });
  });

  it('is done with where its tombstone is there', () => {
    const done = kept(1, { state: 'sent', body: '0' });
    expect(compare(entry(1), [done])).toEqual({ ...NOTHING, better: done });
  });

  it('does not lend its tombstone a body, nor is that another tab’s', () => {
    expect(compare(stone(1), [kept(1)], each, true)).toEqual(NOTHING);
  });

  it('is replaced by any revision that was sent, where the endpoint takes each interview once', () => {
    const sent = kept(1, { state: 'sent', body: '0' });
    expect(compare(entry(2), [sent], once)).toEqual({ ...NOTHING, better: sent, redundant: ['a:2'] });
    expect(compare(entry(2), [sent], each)).toEqual({ ...NOTHING, redundant: ['a:1'] });
    expect(compare(stone(1), [kept(2)], once)).toEqual({ ...NOTHING, redundant: ['a:2'] });
  });
});

describe('the policy', () => {
  const ENDPOINTS = (['each', 'final'] as const).flatMap((revisions) =>
    [true, false].flatMap((dedupes) =>
      (['send', 'defer'] as const).map((unload) => ({ revisions, dedupes, unload }) as const),
    ),
  );

  it.each(ENDPOINTS)('follows from what the endpoint can do: $revisions, dedupes $dedupes, $unload', (abilities) => {
    const { revisions, dedupes, unload } = abilities;
    expect(policyFor(abilities)).toMatchObject({
      ...(revisions === 'final' && { takesOnce: true }),
      repeatsHarm: !(revisions === 'each' && dedupes),
      waitsInSilence: !dedupes,
      ...(unload === 'defer' && { needsView: true, restAfterPut: 1000 }),
    });
  });
});
