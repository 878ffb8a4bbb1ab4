import { heldFor } from './hold.ts';
import { openJournal } from './journal.ts';
import { buriedOf, type Entry, headOf, type Kept, keyOf } from './kept.ts';
import { holdLifetime, livingTabs, underLock } from './locks.ts';
import { markOf } from './mark.ts';
import { overflow } from './overflow.ts';
import { openPace } from './pace.ts';
import { requester } from './request.ts';
import { openStore } from './store.ts';
import type { Adapter, Deliverable, DeliveryResult, Outbox, OutboxEvents } from './types.ts';

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
 * Keeps records until their endpoint has accepted them. The way of a record: `put` journals it, sends it, and makes
 * it durable; what was not accepted waits in storage until a round (`drain`) of this or a later page sends it.
 */
export function createOutbox({ adapter, name = 'cx7' }: OutboxOptions): Outbox {
  const { destination, abilities } = adapter;
  const final = abilities.revisions === 'final';
  const me = `cx7:tab:${Date.now()}:${Math.random()}`;
  const mark = markOf(destination, name);
  const journal = openJournal(name);
  const store = openStore(name);
  const pace = openPace(mark);
  const request = requester(adapter);

  /** What this page knows of: everything it was given and everything it found in storage. */
  const entries = new Map<string, Entry>();
  /** Highest accepted revision of each interview, as far as this page was told. */
  const accepted = new Map<string, number>();
  const listeners: { [E in keyof OutboxEvents]?: Set<(detail: OutboxEvents[E]) => void> } = {};

  let seq = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let next: Promise<void> | undefined;
  let scanned = false;
  let leaving = false;
  let goneForGood = false;
  let living: Set<string | undefined> | undefined;
  let channel: BroadcastChannel | undefined;
  let letGo = () => {};

  function emit<E extends keyof OutboxEvents>(event: E, detail: OutboxEvents[E]) {
    for (const listener of listeners[event] ?? []) {
      try {
        listener(detail);
      } catch (error) {
        if (event !== 'error') emit('error', { error: error as Error });
      }
    }
  }

  function put(record: Deliverable) {
    try {
      const key = keyOf(record);
      const earlier = entries.get(key) ?? admit(key, journal._read(key), 'journal');
      if (earlier && earlier._kept.state !== 'quarantined') return { durability: earlier._where };
      const last = accepted.get(record.id) as number;
      const body = JSON.stringify(record);
      const { id, revision } = record;
      if (last >= revision) return { durability: 'indexeddb' as const };
      const kept: Kept = {
        v: 1,
        key,
        body,
        destination,
        createdAt: new Date().toISOString(),
        seq: seq++,
        attempts: 0,
        state: 'waiting',
        lease: lease(),
      };
      const entry: Entry = { _kept: kept, _head: record, _where: 'memory', _due: 0 };
      entries.set(key, entry);
      setMark();
      if (journal._write(key, kept)) entry._where = 'journal';
      const durability = entry._where;
      emit('queued', { id, revision, durability });
      keep(entry);
      if (last) settle(id, last);
      // After a reload only a scan can tell whether an endpoint that takes each interview once has had this one.
      else if ((scanned || !final) && !pace._floor() && ready(entry)) send(entry);
      trim();
      schedule();
      return { durability };
    } catch (error) {
      emit('error', { error: error as Error });
      return { durability: 'memory' as const };
    }
  }

  const lease = () => ({ owner: me, until: Date.now() + LEASE });
  const mine = ({ _kept }: Entry) => _kept.destination === destination && _kept.state !== 'quarantined';
  const covered = ({ _head }: Entry, revision: number) => final || _head.revision <= revision;
  const held = (entry: Entry) =>
    final ? heldFor(entry, (owner) => (owner === me ? !goneForGood : !living || living.has(owner))) : 0;

  /** Whether a request for this record may start now, as far as the record itself is concerned. */
  const ready = (entry: Entry) =>
    entries.get(entry._kept.key) === entry &&
    mine(entry) &&
    entry._kept.state === 'waiting' &&
    !entry._busy &&
    entry._due <= performance.now() &&
    !held(entry) &&
    !(abilities.unload === 'defer' && (leaving || globalThis.document?.visibilityState === 'hidden')) &&
    // Of several revisions the newest says it all; an endpoint that takes each interview once gets one at a time.
    ![...entries.values()].some(
      (other) =>
        other._head.id === entry._head.id &&
        mine(other) &&
        ((other._head.revision > entry._head.revision && other._kept.state === 'waiting') || (final && other._busy)),
    );

  /** Makes a record durable, or brings its stored copy up to date. Returns whether this tab may send it. */
  async function keep(entry: Entry): Promise<boolean> {
    const { _kept: kept, _head: head } = entry;
    const { key } = kept;
    let taken = false;
    let buried: number | undefined;
    let redundant: string[] = [];
    try {
      await store._change(head.id, (rows, records) => {
        taken = false;
        buried = undefined;
        redundant = [];
        for (const row of rows as Kept[]) {
          const found = headOf(row?.key, row);
          buried ??= buriedOf(row?.key, row);
          if (!found || row.destination !== kept.destination) continue;
          if (row.key === key) {
            kept.body = row.body;
            taken = isTaken(row);
          } else redundant.push(found.revision < head.revision ? row.key : key);
        }
        if (buried !== undefined && covered(entry, buried)) redundant = [key];
        else if (!taken && !redundant.includes(key)) records.put(kept, key);
        for (const old of redundant) records.delete(old);
      });
      // A record leaves the journal only now that its copy, or a newer revision, or its tombstone is durable.
      journal._remove(key);
      entry._where = 'indexeddb';
      if (buried !== undefined) settle(head.id, buried);
      for (const old of redundant) forget(old);
    } catch (error) {
      emit('error', { error: Error('cx7: IndexedDB', { cause: error }) });
      if (entry._where !== 'indexeddb') {
        const row = journal._read(key);
        taken = !!row && isTaken(row);
        if (!taken) entry._where = journal._write(key, kept) ? 'journal' : 'memory';
      }
    }
    return !taken && entries.get(key) === entry;
  }

  function isTaken({ lease }: Kept): boolean {
    const left = (lease?.until as number) - Date.now();
    return lease?.owner !== me && left > 0 && left <= LEASE && (!living || living.has(lease?.owner));
  }

  const forget = (key: string) => {
    entries.delete(key);
    journal._remove(key);
  };

  async function send(entry: Entry): Promise<void> {
    const { id, revision } = entry._head;
    entry._busy = true;
    const { _result, _answer } = request(entry);
    emit('sending', { id, revision });
    let over = false;
    const late = _answer.then((answer) => {
      if (!over) return;
      // Too late, but the truth. Where a repeat would count twice, none was made meanwhile.
      entry._busy = false;
      if (answer.outcome === 'accepted') return accept(entry);
      drain();
    });
    const result = await _result;
    over = true;
    await judged(entry, result);
    if (abilities.dedupes || result.outcome !== 'later' || result.reason !== 'timeout') entry._busy = false;
    void late;
  }

  async function judged(entry: Entry, result: DeliveryResult): Promise<void> {
    const { _kept: kept, _head } = entry;
    const { id, revision } = _head;
    if (result.outcome === 'accepted') return accept(entry);
    if (entries.get(kept.key) !== entry) return;
    const { reason } = result;
    kept.attempts++;
    kept.reason = reason;
    kept.lease = undefined;
    if (result.outcome === 'refused') {
      kept.state = 'parked';
      pace._reset();
      emit('rejected', { id, revision, reason, status: result.status });
    } else {
      entry._due = pace._failed(result.retryAfterMs, result.slow);
      emit('waiting', { id, revision, reason, offline: globalThis.navigator?.onLine === false });
    }
    if (Date.now() - Date.parse(kept.createdAt) > THIRTY_DAYS) await drop(entry, 'expired');
    else await keep(entry);
    setMark();
    schedule();
  }

  async function accept({ _kept, _head: { id, revision } }: Entry): Promise<void> {
    void _kept;
    pace._reset();
    settle(id, revision);
    channel?.postMessage([id, revision]);
    await bury(id, revision);
    setMark();
  }

  /** Takes out what an acceptance covers, here or in another tab. */
  function settle(id: string, revision: number) {
    accepted.set(id, Math.max(revision, accepted.get(id) ?? 0));
    for (const entry of [...entries.values()]) {
      const { _kept, _head } = entry;
      if (_head.id !== id || !covered(entry, revision) || _kept.state === 'quarantined') continue;
      forget(_kept.key);
      const what = { id, revision: _head.revision };
      if (_head.revision <= revision) emit('sent', what);
      else emit('dropped', { ...what, reason: 'sent before', body: _kept.body });
    }
  }

  /** Writes the tombstone and deletes what it covers, in one transaction; journaled until that has committed. */
  async function bury(id: string, revision: number): Promise<void> {
    const key = `${id}:`;
    const stone = { v: 1, key, revision, at: Date.now() };
    journal._write(key, stone);
    try {
      await store._change(id, (rows, records) => {
        for (const row of rows as Kept[]) {
          const found = headOf(row?.key, row);
          if (found && (final || found.revision <= revision)) records.delete(row.key);
          stone.revision = Math.max(stone.revision, buriedOf(row?.key, row) ?? 0);
        }
        records.put(stone, key);
      });
      journal._remove(key);
    } catch {
      // The journal's tombstone stays: the next scan tries again.
    }
  }

  async function drop(entry: Entry, reason: string): Promise<void> {
    const { _kept, _head } = entry;
    forget(_kept.key);
    emit('dropped', { id: _head.id, revision: _head.revision, reason, body: _kept.body });
    await store._change(_head.id, (_, records) => records.delete(_kept.key)).catch(() => {});
  }

  const trim = () => {
    for (const entry of overflow([...entries.values()])) drop(entry, 'overflow');
  };

  /** Reads what earlier pages and other tabs have left. */
  async function scan(): Promise<void> {
    const rows: [string, unknown][] = [];
    try {
      const [keys, values] = await store._all();
      keys.forEach((key, at) => rows.push([key as string, values[at]]));
      scanned = true;
    } catch {
      scanned = false;
    }
    for (const [key, value] of rows) admit(key, value, 'indexeddb');
    for (const [key, value] of journal._all()) {
      const buried = buriedOf(key, value);
      admit(key, value, 'journal');
      if (buried) await bury(key.slice(0, -1), buried);
    }
    for (const entry of [...entries.values()]) if (entry._where !== 'indexeddb' && mine(entry)) await keep(entry);
    trim();
    setMark();
  }

  /** Takes a stored value up among the entries. What cannot be read is listed, and stands in nobody's way. */
  function admit(key: string, value: unknown, _where: 'indexeddb' | 'journal'): Entry | undefined {
    if (value === undefined || entries.has(key)) return;
    const buried = buriedOf(key, value);
    if (buried) {
      settle(key.slice(0, -1), buried);
      return;
    }
    const _head = headOf(key, value);
    // Read before its acceptance, taken up after.
    if (_head && (accepted.get(_head.id) as number) >= _head.revision) return;
    const entry: Entry = _head
      ? { _kept: value as Kept, _head, _where, _due: 0 }
      : {
          _kept: {
            v: 1,
            key,
            body: JSON.stringify(value) ?? '',
            destination: '',
            createdAt: '',
            seq: 0,
            attempts: 0,
            state: 'quarantined',
            reason: 'unreadable',
          },
          _head: { id: key, revision: 0, disposition: '' },
          _where,
          _due: 0,
        };
    entries.set(key, entry);
    return entry;
  }

  /** One more round under the lock that one tab holds at a time. Calls that come before it begins share it. */
  function drain(): Promise<void> {
    next ??= underLock(`cx7:drain:${name}`, async () => {
      next = undefined;
      await scan();
      living = await livingTabs();
      if (newVisit()) unpark();
      const line = [...entries.values()].sort(
        (a, b) => a._kept.attempts - b._kept.attempts || a._kept.seq - b._kept.seq,
      );
      await Promise.all(
        Array.from({ length: REQUESTS_AT_ONCE }, async () => {
          for (let entry = line.shift(); entry; entry = line.shift()) {
            if (pace._wait() || !ready(entry)) continue;
            entry._kept.lease = lease();
            if (!(await keep(entry))) entry._due = performance.now() + LEASE / 5;
            else if (!pace._floor() && ready(entry)) await send(entry);
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
    for (const entry of entries.values()) entry._due = 0;
    return drain();
  }

  const unpark = () => {
    for (const entry of entries.values())
      if (entry._kept.state === 'parked' && mine(entry)) entry._kept.state = 'waiting';
  };

  /** What was refused is tried once more a visit: somebody may have mended the endpoint. */
  function newVisit(): boolean {
    const key = `cx7:visit:${mark}`;
    try {
      if (sessionStorage.getItem(key)) return false;
      sessionStorage.setItem(key, '1');
      return true;
    } catch {
      return false; // Then it takes a flush().
    }
  }

  function schedule() {
    clearTimeout(timer);
    if (stop.signal.aborted) return;
    const now = performance.now();
    const due = Math.min(
      ...[...entries.values()]
        .filter((entry) => mine(entry) && entry._kept.state === 'waiting' && !entry._busy)
        .map((entry) => Math.max(entry._due - now, pace._wait(), held(entry))),
    );
    if (due < Infinity) timer = setTimeout(drain, Math.min(due, 2 ** 31 - 1));
  }

  /** Tells the loader of the next page whether there is anything to send. */
  function setMark() {
    try {
      if (![...entries.values()].some(mine)) scanned && localStorage.removeItem(mark);
      else if (localStorage.getItem(mark) === null) localStorage.setItem(mark, '');
    } catch {
      // Storage is blocked: there is no next page to tell.
    }
  }

  function arrive() {
    leaving = goneForGood = false;
    letGo();
    letGo = holdLifetime(me);
    try {
      channel?.close();
      channel = new BroadcastChannel(`cx7:${name}`);
      channel.onmessage = ({ data }) => {
        settle(data[0], data[1]);
        setMark();
      };
    } catch {
      // Then the other tabs find the tombstones.
    }
    return drain();
  }

  /** Held locks and open channels would keep the page from being restored at once by the back button. */
  function depart({ persisted }: PageTransitionEvent) {
    leaving = true;
    goneForGood = !persisted;
    // An interview that was held for its page to go on has no page any more.
    for (const entry of [...entries.values()]) if (goneForGood && !pace._wait() && ready(entry)) send(entry);
    letGo();
    channel?.close();
  }

  const stop = new AbortController();
  const when = (target: EventTarget | undefined, event: string, act: (event: never) => void) =>
    // Captured: what the host does in the same event comes after.
    target?.addEventListener?.(event, act as EventListener, { signal: stop.signal, capture: true });
  when(globalThis as never, 'online', hurry);
  when(globalThis as never, 'pageshow', arrive);
  when(globalThis as never, 'pagehide', depart);
  when(globalThis.document, 'visibilitychange', () => document.visibilityState === 'visible' && drain());
  arrive();

  return {
    put,
    async flush() {
      unpark();
      await hurry();
    },
    async pending() {
      await scan();
      return [...entries.values()].map(({ _kept, _head, _where, _busy }) => ({
        id: _head.id,
        revision: _head.revision,
        state: _busy ? 'sending' : _kept.state,
        durability: _where,
        destination: _kept.destination,
        createdAt: _kept.createdAt,
        attempts: _kept.attempts,
        reason: _kept.reason,
      }));
    },
    on(event, listener) {
      listeners[event] ??= new Set() as never;
      const all = listeners[event] as Set<typeof listener>;
      all.add(listener);
      return () => all.delete(listener);
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
