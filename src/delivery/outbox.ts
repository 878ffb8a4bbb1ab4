import { heldFor } from './hold.ts';
import { openJournal } from './journal.ts';
import { type Entry, entryOf, isKept, type Kept, keep } from './kept.ts';
import { holdLifetime, livingTabs, underLock } from './locks.ts';
import { markOf } from './mark.ts';
import { overflow } from './overflow.ts';
import { openPace } from './pace.ts';
import { quietly } from './quietly.ts';
import { requester } from './request.ts';
import { openStore } from './store.ts';
import type { Adapter, Deliverable, DeliveryResult, Durability, Outbox, OutboxEvents, RecordState } from './types.ts';

export interface OutboxOptions {
  adapter: Adapter;
  /** Keeps outboxes of one origin apart. Two that send the same interviews to different places need two names. */
  name?: string | undefined;
}

const THIRTY_DAYS = 2_592_000_000;
/** A request's longest time limit and some: no tab sends a record for longer than that. */
const LEASE = 75_000;
const REQUESTS_AT_ONCE = 4;

/**
 * Keeps records until their endpoint has accepted them. The way of a record: `put` journals it, starts to make it
 * durable and sends it; what was not accepted waits in storage until a round (`drain`) of this or a later page.
 */
export function createOutbox({ adapter, name = 'cx7' }: OutboxOptions): Outbox {
  const { destination, abilities } = adapter;
  const final = !EACH_ONLY && abilities.revisions === 'final';
  const me = `cx7:tab:${Date.now()}:${Math.random()}`;
  const mark = markOf(destination, name);
  const journal = openJournal(name);
  const store = openStore(name);
  const pace = openPace(mark);
  const request = requester(adapter);
  const document = globalThis.document as Document | undefined;
  const stop = new AbortController();

  /** What this page was given and what it found in storage, tombstones too, by key. */
  const entries = new Map<string, Entry>();
  const listeners: { [event: string]: Set<(detail: never) => void> } = {};
  let scanned = false;
  let leaving = true;
  let goneForGood = false;
  let letGo: () => void;
  let troubled = false;
  let living: Set<string | undefined> | undefined;
  let channel: BroadcastChannel | undefined;
  let timer: ReturnType<typeof setTimeout>;
  let next: Promise<void> | undefined;

  // What was refused is tried once more a visit: somebody may have mended the endpoint.
  const newVisit = quietly(() => {
    const known = sessionStorage.getItem(mark);
    sessionStorage.setItem(mark, '1');
    return !known;
  });

  const all = () => [...entries.values()];
  const is = (entry: Entry, state: Kept['state']) => entry._kept.state === state;
  const mine = (entry: Entry) => entry._kept.destination === destination;
  const waits = (entry: Entry) => mine(entry) && is(entry, 'waiting') && !entry._busy;
  const expired = ({ _kept }: Entry) => Date.now() - Date.parse(_kept.createdAt) > THIRTY_DAYS;
  /** Whether an interview's one revision leaves nothing to do for the other. */
  const covers = (one: Kept, other: Kept) =>
    one.id === other.id && (one.revision > other.revision || (final && one.state === 'sent' && one !== other));

  function emit<E extends keyof OutboxEvents>(event: E, detail: OutboxEvents[E]) {
    for (const listener of listeners[event] ?? []) {
      try {
        listener(detail as never);
      } catch (error) {
        if (event !== 'error') emit('error', { error: error as Error });
      }
    }
  }

  const tell = (event: keyof OutboxEvents, { _kept: { id, revision } }: Entry, more?: object) =>
    emit(event, { id, revision, ...more } as never);

  function put(record: Deliverable): { durability: Durability } {
    try {
      const key = `${record.id}:${record.revision}`;
      const entry = entryOf(key, keep(key, record, JSON.stringify(record), destination, 'waiting'), 'memory');
      lend(entry);
      const known = admit(entry);
      if (entries.get(key) === entry) {
        setMark();
        if (journal._write(key, entry._kept)) entry._where = 'journal';
        tell('queued', entry, { durability: entry._where });
        save(entry);
        // After a reload only a scan can tell whether an endpoint that takes each interview once has had this one.
        if ((scanned || !final) && ready(entry, true)) send(entry);
        trim();
        schedule();
      }
      return { durability: known._where };
    } catch (error) {
      emit('error', { error: error as Error });
      return { durability: 'memory' };
    }
  }

  /** Takes an entry up. Returns the one that counts under its key: a tombstone, or whichever came first. */
  function admit(entry: Entry): Entry {
    const { key } = entry._kept;
    const known = entries.get(key);
    if (known && !is(known, 'quarantined') && (is(known, 'sent') || !is(entry, 'sent'))) return known;
    entries.set(key, entry);
    if (newVisit && is(entry, 'parked')) entry._kept.state = 'waiting';
    if (known && is(entry, 'sent')) tell('sent', entry);
    for (const other of all()) {
      const [one, rest] = is(entry, 'sent') ? [entry, other] : [other, entry];
      if (!is(one, 'sent') || is(rest, 'sent') || !covers(one._kept, rest._kept)) continue;
      forget(rest._kept);
      if (rest._kept.revision > one._kept.revision)
        tell('dropped', rest, { reason: 'sent before', body: rest._kept.body });
    }
    return entry;
  }

  function forget({ key }: Kept) {
    entries.delete(key);
    journal._remove(key);
  }

  function drop(entry: Entry, reason: string) {
    forget(entry._kept);
    if (!is(entry, 'sent')) tell('dropped', entry, { reason, body: entry._kept.body });
    return store._change(entry._kept.id, (_, records) => records.delete(entry._kept.key)).catch(() => {});
  }

  const trim = () => {
    for (const entry of overflow(all())) drop(entry, 'overflow');
  };

  /** Brings the stored copy up to date. Returns whether the record is still there, and this tab's to send. */
  async function save(entry: Entry): Promise<boolean> {
    const { _kept: kept } = entry;
    const { key, id } = kept;
    let taken = false;
    try {
      let better: Kept | undefined;
      let worse: Kept[] = [];
      await store._change(id, (rows, records) => {
        better = undefined;
        worse = [];
        taken = false;
        for (const row of rows as Kept[]) {
          if (!isKept(row?.key, row)) continue;
          if (row.key === key ? row.state === 'sent' : covers(row, kept)) better = row;
          else if (row.key !== key) worse.push(row);
          else if (!is(entry, 'sent')) {
            kept.body = row.body;
            taken = lent(row);
          }
        }
        if (better) {
          if (better.key !== key) records.delete(key);
        } else {
          if (!taken) records.put(kept, key);
          for (const row of worse) records.delete(row.key);
        }
      });
      // Only now that a copy, or what makes it redundant, is durable does a record leave the journal.
      entry._where = 'indexeddb';
      journal._remove(key);
      if (better) {
        admit(entryOf(better.key, better, 'indexeddb'));
        if (better.key !== key) forget(kept);
      } else for (const row of worse) if (row.state !== 'sent') forget(row);
    } catch (error) {
      if (!troubled) emit('error', { error: Error('cx7: no database', { cause: error }) });
      troubled = true;
      if (entry._where !== 'indexeddb' && entries.get(key) === entry)
        entry._where = journal._write(key, kept) ? 'journal' : 'memory';
    }
    return !taken && entries.get(key) === entry;
  }

  const lives = (tab?: string) => !living || living.has(tab);

  function lend({ _kept }: Entry) {
    _kept.lease = { owner: me, until: Date.now() + LEASE };
  }

  /** Whether another tab is sending this, or holds it, as far as anybody knows. */
  function lent({ lease }: Kept): boolean {
    const left = (lease?.until as number) - Date.now();
    return left > 0 && left <= LEASE && lease?.owner !== me && lives(lease?.owner);
  }

  const held = (entry: Entry) =>
    final && !entry._free ? heldFor(entry, (owner) => (owner === me ? !goneForGood : lives(owner))) : 0;

  /** Whether a request for this record may start now. */
  const ready = (entry: Entry, first?: boolean) =>
    entries.get(entry._kept.key) === entry &&
    waits(entry) &&
    entry._due <= performance.now() &&
    !pace._wait(first) &&
    !held(entry) &&
    (EACH_ONLY || abilities.unload !== 'defer' || !(leaving || document?.visibilityState === 'hidden')) &&
    // The newest revision says it all. An endpoint that takes each interview once gets one at a time.
    !all().some((other) =>
      final && other._busy ? other._kept.id === entry._kept.id : waits(other) && covers(other._kept, entry._kept),
    );

  async function send(entry: Entry): Promise<void> {
    entry._busy = true;
    tell('sending', entry);
    const { _answer, _silence } = request(entry);
    const result = await Promise.race([_answer, _silence]);
    // Where a repeat would count twice, none is made before the first call has ended.
    entry._busy = !EACH_ONLY && !result && !abilities.dedupes;
    if (!EACH_ONLY && !result)
      _answer.then((answer) => {
        entry._busy = false;
        return answer.outcome === 'accepted' ? judged(entry, answer) : drain();
      });
    await judged(entry, result ?? { outcome: 'later', reason: 'timeout' });
  }

  async function judged(entry: Entry, result: DeliveryResult): Promise<void> {
    const { _kept: kept } = entry;
    if (result.outcome === 'accepted') {
      const stone: Kept = { ...kept, state: 'sent', body: '0' };
      pace._reset();
      quietly(() => channel?.postMessage(stone));
      await save(admit(entryOf(kept.key, stone, 'memory')));
    } else if (entries.get(kept.key) === entry) {
      const { reason } = result;
      kept.attempts++;
      kept.reason = reason;
      kept.lease = undefined;
      if (result.outcome === 'refused') {
        kept.state = 'parked';
        pace._reset();
        tell('rejected', entry, { reason, status: result.status });
      } else {
        entry._due = pace._failed(result.retryAfterMs, result.slow);
        tell('waiting', entry, { reason, offline: globalThis.navigator?.onLine === false });
      }
      await (expired(entry) ? drop(entry, 'expired') : save(entry));
    }
    setMark();
    schedule();
  }

  const readJournal = () => {
    for (const [key, value] of journal._all()) {
      const entry = entryOf(key, value, 'journal');
      // A crash between the database's commit and this has left a copy of what is safe or done.
      if (admit(entry)._where === 'indexeddb') journal._remove(key);
    }
  };

  /** Reads what earlier pages and other tabs have left. */
  async function scan(): Promise<void> {
    try {
      const [keys, values] = await store._all();
      for (const at in keys) admit(entryOf(`${keys[at]}`, values[at], 'indexeddb'));
      scanned = true;
    } catch {
      scanned = false;
    }
    readJournal();
    for (const entry of all()) {
      if (is(entry, 'sent') && expired(entry)) drop(entry, '');
      else if (scanned && mine(entry) && entry._where !== 'indexeddb') await save(entry);
    }
    trim();
    setMark();
  }

  /** One more round under the lock that one tab holds at a time. Calls that come before it begins share it. */
  function drain(): Promise<void> {
    next ??= underLock(`cx7:drain:${name}`, async () => {
      living = await livingTabs();
      next = undefined;
      await scan();
      const line = all().sort((a, b) => a._kept.attempts - b._kept.attempts);
      await Promise.all(
        Array.from({ length: REQUESTS_AT_ONCE }, async () => {
          for (let entry = line.shift(); entry; entry = line.shift()) {
            if (!ready(entry)) continue;
            lend(entry);
            entry._free = true;
            if (!(await save(entry))) entry._due = performance.now() + LEASE / 5;
            else if (ready(entry)) await send(entry);
          }
        }),
      );
      schedule();
    });
    return next;
  }

  /** Tries everything without regard to backoff. */
  function hurry() {
    pace._reset();
    for (const entry of all()) entry._due = 0;
    return drain();
  }

  const unpark = () => {
    for (const { _kept } of all().filter(mine)) if (_kept.state === 'parked') _kept.state = 'waiting';
  };

  function schedule() {
    clearTimeout(timer);
    const now = performance.now();
    const wait = pace._wait();
    const due = Math.min(
      ...all()
        .filter(waits)
        .map((entry) => Math.max(entry._due - now, wait, held(entry))),
    );
    if (due < Infinity && !stop.signal.aborted) timer = setTimeout(drain, Math.min(due, 2 ** 31 - 1));
  }

  /** Tells the loader of the next page whether there is anything to send. */
  const setMark = () =>
    quietly(() => {
      const any = all().some((entry) => mine(entry) && !is(entry, 'sent'));
      if (any && localStorage.getItem(mark) === null) localStorage.setItem(mark, '');
      // A database that does not answer may hold some; one that is not there does not.
      if (!any && (scanned || !quietly(() => indexedDB))) localStorage.removeItem(mark);
    });

  function arrive() {
    if (leaving) {
      letGo = holdLifetime(me);
      quietly(() => {
        channel = new BroadcastChannel(`cx7:${name}`);
        channel.onmessage = ({ data }) => {
          if (isKept(data?.key, data)) admit(entryOf(data.key, data, 'memory'));
        };
      });
    }
    leaving = goneForGood = false;
    return drain();
  }

  /** Held locks and open channels would keep the page from being restored at once by the back button. */
  function depart({ persisted }: PageTransitionEvent) {
    leaving = true;
    goneForGood = !persisted;
    // An interview that was held for its page to go on has no page any more.
    for (const entry of all()) if (goneForGood && entry._kept.lease?.owner === me && ready(entry)) send(entry);
    letGo();
    channel?.close();
  }

  const when = (target: object | undefined, event: string, act: (event: never) => void) =>
    // Captured: what the host does in the same event comes after.
    (target as Window | undefined)?.addEventListener?.(event, act as () => void, {
      signal: stop.signal,
      capture: true,
    });
  when(globalThis, 'online', hurry);
  when(globalThis, 'pageshow', arrive);
  when(globalThis, 'pagehide', depart);
  when(document, 'visibilitychange', () => document?.visibilityState === 'visible' && drain());
  readJournal();
  arrive();

  return {
    put,
    flush() {
      unpark();
      return hurry();
    },
    async pending() {
      await scan();
      return all()
        .filter((entry) => !is(entry, 'sent'))
        .map(({ _kept, _where, _busy }) => ({
          ..._kept,
          state: _busy ? 'sending' : (_kept.state as RecordState),
          durability: _where,
        }));
    },
    on(event, listener) {
      listeners[event] ??= new Set();
      listeners[event].add(listener);
      return () => listeners[event]?.delete(listener);
    },
    destroy() {
      stop.abort();
      clearTimeout(timer);
      letGo();
      channel?.close();
      store._close();
    },
  };
}
