import { toJson } from '../instrument/json.ts';
import { quietly } from '../instrument/quietly.ts';
import { heldFor } from './hold.ts';
import { inJournal, openJournal } from './journal.ts';
import { type Entry, entryOf, isKept, type Kept, keep } from './kept.ts';
import { holdLifetime, livingTabs, underLock } from './locks.ts';
import { markOf } from './mark.ts';
import { overflow } from './overflow.ts';
import { openPace } from './pace.ts';
import { requester } from './request.ts';
import { openStore } from './store.ts';
import type {
  Adapter,
  Deliverable,
  DeliveryResult,
  Durability,
  Outbox,
  OutboxEvents,
  OutboxNews,
  RecordState,
} from './types.ts';

export interface OutboxOptions {
  adapter: Adapter;
  /** Keeps outboxes of one origin apart. Two that send the same interviews to different places need two names. */
  name?: string | undefined;
  /** Hears every event. What it throws is nobody's; see `createOutbox`. */
  listener: (news: OutboxNews) => void;
}

const THIRTY_DAYS = 2_592_000_000;
/** A request's longest time limit and some: no tab sends a record for longer than that. */
const LEASE = 75_000;
/** Four workers. */
const REQUESTS_AT_ONCE = [1, 2, 3, 4];

/**
 * Keeps records until their endpoint has accepted them. The way of a record: `put` journals it, starts to make it
 * durable and sends it; what was not accepted waits in storage until a round (`drain`) of this or a later page.
 */
export function openOutbox({ adapter, name = 'cx7', listener }: OutboxOptions): Omit<Outbox, 'on'> {
  const { destination, abilities } = adapter;
  const final = !EACH_ONLY && abilities.revisions === 'final';
  const me = `cx7:tab:${Math.random()}`;
  const mark = markOf(destination, name);
  const journal = openJournal(name);
  const store = openStore(name);
  const pace = openPace(mark);
  const request = requester(adapter);
  const stop = new AbortController();

  /** What this page was given and what it found in storage, tombstones too, by key. */
  const entries = new Map<string, Entry>();
  /** All that were ever taken up, by interview. */
  const kin = new Map<string, Set<Entry>>();
  let scanned = false;
  let leaving = true;
  let goneForGood = false;
  let letGo: () => void;
  let troubled = false;
  let living: LockInfo[] | undefined;
  let channel: BroadcastChannel | undefined;
  let timer: ReturnType<typeof setTimeout>;
  /** When the timer goes off, on the monotonic clock. */
  let alarm = Infinity;
  let next: Promise<void> | undefined;

  // What was refused is tried once more a visit: somebody may have mended the endpoint.
  const newVisit = quietly(() => {
    const known = sessionStorage[mark];
    sessionStorage[mark] = 1;
    return !known;
  });

  const all = () => [...entries.values()];
  /** Whether it is still the one that counts under its key. */
  const there = (entry: Entry) => entries.get(entry._kept.key) === entry;
  /** What there is of the same interview. */
  const akin = ({ _kept }: Entry) => [...(kin.get(_kept.id) ?? [])].filter(there);
  const is = (entry: Entry, state: Kept['state']) => entry._kept.state === state;
  const mine = (entry: Entry) => entry._kept.destination === destination;
  const waits = (entry: Entry) => mine(entry) && is(entry, 'waiting') && !entry._busy;
  const expired = ({ _kept }: Entry) => Date.now() - Date.parse(_kept.createdAt) > THIRTY_DAYS;
  /** Whether an interview's one revision leaves nothing to do for the other: where each is taken once, the sent one does. */
  const covers = (one: Kept, other: Kept) =>
    final && (one.state === 'sent') !== (other.state === 'sent') ? one.state === 'sent' : one.revision > other.revision;

  const emit = <E extends keyof OutboxEvents>(event: E, detail: OutboxEvents[E]) =>
    quietly(() => listener({ event, ...detail } as never));

  const tell = (event: keyof OutboxEvents, { _kept: { id, revision } }: Entry, more?: object) =>
    emit(event, { id, revision, ...more } as never);

  function put(record: Deliverable): { durability: Durability } {
    try {
      const key = `${record.id}:${record.revision}`;
      const entry = entryOf(key, keep(key, record, toJson(record), destination, 'waiting'), 'memory');
      lend(entry);
      const known = admit(entry);
      if (there(entry)) {
        setMark(true);
        if (journal._write(key, entry._kept)) entry._where = 'journal';
        tell('queued', entry, { durability: entry._where });
        save(entry, true);
        // A page that is left in this very tick, or is about to be, would not hear that a record was taken: where that
        // counts it twice, the next page sends it.
        if (!EACH_ONLY && abilities.unload === 'defer') entry._due = performance.now() + 1000;
        // After a reload only a scan can tell whether an endpoint that cannot tell a repeat has had this one.
        if ((EACH_ONLY || scanned || (!final && abilities.dedupes)) && ready(entry, true)) send(entry);
        else wake([entry]);
      }
      return { durability: known._where };
    } catch (error) {
      emit('error', { error: error as Error });
      return { durability: 'memory' };
    }
  }

  /** Takes an entry up. Returns the one that counts under its key: a tombstone, or whichever came first. */
  function admit(entry: Entry): Entry {
    const { key, id } = entry._kept;
    const known = entries.get(key);
    if (known && !is(known, 'quarantined') && (is(known, 'sent') || !is(entry, 'sent'))) return known;
    entries.set(key, entry);
    kin.set(id, (kin.get(id) ?? new Set()).add(entry));
    if (newVisit && is(entry, 'parked')) entry._kept.state = 'waiting';
    if (known && is(entry, 'sent')) tell('sent', entry);
    for (const other of akin(entry)) {
      const [one, rest] = is(entry, 'sent') ? [entry, other] : [other, entry];
      if (!is(one, 'sent') || !covers(one._kept, rest._kept)) continue;
      forget(rest._kept.key);
      if (final && rest._kept.revision > one._kept.revision)
        tell('dropped', rest, { reason: 'sent before', body: rest._kept.body });
    }
    return entry;
  }

  function forget(key: string) {
    entries.delete(key);
    journal._remove(key);
  }

  function drop(entry: Entry, reason: string) {
    forget(entry._kept.key);
    if (!is(entry, 'sent')) tell('dropped', entry, { reason, body: entry._kept.body });
    return erase(entry._kept.key);
  }

  const erase = (key: IDBValidKey) => store._change('', (_, records) => records.delete(key)).catch(() => {});

  /** Brings the stored copy up to date. Returns whether the record is still there, and this tab's to send. */
  async function save(entry: Entry, fresh?: boolean): Promise<boolean> {
    const { _kept: kept } = entry;
    const { key, id } = kept;
    let taken: boolean | undefined;
    try {
      const look = (rows: unknown[], records: IDBObjectStore) => {
        let lost: boolean | undefined;
        let better: Kept | undefined;
        const gone: string[] = [];
        for (const row of rows as Kept[]) {
          if (!isKept(row?.key, row)) continue;
          const same = row.key === key;
          if (same ? row.state === 'sent' : covers(row, kept)) {
            better = row;
            if (!same) gone.push(key);
          } else if (!same) gone.push(row.key);
          else if (!is(entry, 'sent')) {
            kept.body = row.body;
            lost = lent(row);
          }
        }
        if (!better && !lost) records.put(kept, key);
        for (const key of gone) records.delete(key);
        return [lost, better, gone] as const;
      };
      const [lost, better, gone] =
        fresh && !final && (await store._add(kept)) ? ([false, undefined, []] as const) : await store._change(id, look);
      taken = lost;
      // Only now that a copy, or what makes it redundant, is durable does a record leave the journal.
      entry._where = 'indexeddb';
      // There its tombstone may lie by now.
      if (there(entry)) journal._remove(key);
      if (better) admit(entryOf(better.key, better, 'indexeddb'));
      for (const key of gone) forget(key);
    } catch (error) {
      if (!troubled && !leaving) {
        troubled = true;
        emit('error', { error: Error('no database', { cause: error }) });
      }
      // Where the database says nothing, the journal tells whether another tab is sending it, or has sent it.
      if (!EACH_ONLY) {
        const copy = inJournal(name, key);
        if (isKept(key, copy)) {
          admit(entryOf(key, copy, 'journal'));
          taken = lent(copy);
        }
      }
      // Also where the database once had it: whoever clears a site's data takes the one and leaves the other deaf.
      if (there(entry) && (EACH_ONLY || !taken)) {
        if (journal._write(key, kept)) entry._where = 'journal';
        else if (entry._where === 'journal') entry._where = 'memory';
      }
    }
    // A page that was left meanwhile could not note that it sends it.
    return !taken && !leaving && there(entry);
  }

  const lives = (tab: string) => !living || living.some(({ name }) => name === tab);

  function lend({ _kept }: Entry) {
    _kept.lease = { owner: me, until: Date.now() + LEASE };
  }

  /** Whether another tab is sending this, or holds it, as far as anybody knows. */
  function lent({ lease }: Kept): boolean {
    const left = lease ? lease.until - Date.now() : 0;
    return left > 0 && left <= LEASE && lease!.owner !== me && lives(lease!.owner);
  }

  const held = (entry: Entry) =>
    !EACH_ONLY && final && !entry._free ? heldFor(entry, (owner) => (owner === me ? !goneForGood : lives(owner))) : 0;

  /** Whether nothing but time keeps it: what keeps it otherwise starts a round when it is over. */
  const free = (entry: Entry) =>
    waits(entry) &&
    !stop.signal.aborted &&
    (EACH_ONLY || abilities.unload !== 'defer' || !(leaving || globalThis.document?.visibilityState === 'hidden')) &&
    // An endpoint that takes each interview once gets one at a time, also where the newer one has replaced it meanwhile.
    !(final && [...kin.get(entry._kept.id)!].some((other) => other._busy)) &&
    // The newest revision says it all.
    !akin(entry).some((other) => waits(other) && covers(other._kept, entry._kept));

  /** Whether a request for this record may start now. */
  const ready = (entry: Entry, first?: boolean) =>
    there(entry) && entry._due <= performance.now() && !pace._wait(first) && !held(entry) && free(entry);

  async function send(entry: Entry): Promise<void> {
    entry._busy = true;
    tell('sending', entry);
    let over!: (nothing?: undefined) => void;
    const silence =
      !EACH_ONLY &&
      new Promise<undefined>((resolve) => {
        over = resolve;
      });
    const answer = request(entry, over);
    const result = await (silence ? Promise.race([answer, silence]) : answer);
    // Where a repeat would count twice, none is made before the first call has ended.
    entry._busy = !EACH_ONLY && !result && !abilities.dedupes;
    if (!EACH_ONLY && !result)
      answer.then((late) => {
        entry._busy = false;
        return late.outcome === 'later' && !late.retryAfterMs ? drain() : judged(entry, late);
      });
    await judged(entry, EACH_ONLY ? result! : (result ?? { outcome: 'later', reason: 'timeout' }));
  }

  async function judged(entry: Entry, result: DeliveryResult): Promise<void> {
    const { _kept: kept } = entry;
    if (result.outcome === 'accepted') {
      const stone: Kept = { ...kept, state: 'sent', body: '0' };
      pace._reset();
      quietly(() => channel?.postMessage(stone));
      // Where a repeat would count twice, a page that dies before the database has it must have left word; and one that is
      // left, as well where only the database takes any.
      if (!EACH_ONLY && !journal._write(kept.key, stone)) store._add(stone, true).catch(() => {});
      await save(admit(entryOf(kept.key, stone, 'memory')));
    } else {
      const { reason } = result;
      // Said of the destination, whatever has become of the record meanwhile.
      if (result.outcome === 'later') entry._due = pace._failed(result.retryAfterMs, result.slow);
      if (there(entry)) {
        kept.attempts++;
        kept.reason = reason;
        if (EACH_ONLY || !entry._busy) kept.lease = undefined;
        if (result.outcome === 'refused') {
          kept.state = 'parked';
          pace._reset();
          tell('rejected', entry, { reason, status: result.status });
        } else
          tell('waiting', entry, {
            reason,
            offline: globalThis.navigator?.onLine === false,
            durability: entry._where,
          });
        // While its call goes on it is not given up: it would come back from where it could not be taken away.
        await (expired(entry) && (EACH_ONLY || !entry._busy) ? drop(entry, 'expired') : save(entry));
      }
    }
    if (!EACH_ONLY && stop.signal.aborted && !entry._busy) letGo();
    // With nothing left here, a round looks for what other tabs have left: it alone may take the mark away.
    if (schedule()) setMark(true);
    else drain();
  }

  const readJournal = () => {
    for (const [key, value] of journal._all()) {
      const entry = entryOf(key, value, 'journal');
      // A crash between the database's commit and this has left a copy of what is safe or done.
      if (admit(entry)._where === 'indexeddb' && scanned) journal._remove(key);
    }
  };

  /** Reads what earlier pages and other tabs have left. */
  async function scan(): Promise<void> {
    try {
      const [keys, values] = await store._all();
      const found = new Set(keys);
      // Site data may have been cleared: then the record is put back below.
      for (const entry of all())
        if (entry._where === 'indexeddb' && !found.has(entry._kept.key)) entry._where = 'memory';
      keys.forEach((key, at) => {
        admit(entryOf(`${key}`, values[at], 'indexeddb'));
      });
      scanned = true;
      // What is done with, but whose page was gone before it could see that another had gone further.
      for (const key of keys) if (!entries.has(`${key}`)) erase(key);
    } catch {
      scanned = false;
    }
    readJournal();
    // In this very tick: what another tab puts while this one writes must keep its mark.
    setMark(schedule());
    for (const entry of all()) {
      if (is(entry, 'sent') && expired(entry)) drop(entry, '');
      else if (scanned && mine(entry) && entry._where !== 'indexeddb') await save(entry);
    }
    // Once a round rather than at every put, which would cost more the more records there are.
    for (const entry of overflow(all())) drop(entry, 'overflow');
  }

  /** One more round under the lock that one tab holds at a time. Calls that come before it sends share it. */
  function drain(): Promise<void> {
    next ??= underLock(`cx7:drain:${name}`, async () => {
      // Until the line is at its end there is nothing to wake for.
      clearTimeout(timer);
      alarm = 0;
      await scan();
      // After the scan: whoever had put what it found was there by then.
      living = await livingTabs();
      next = undefined;
      // One line for all of them.
      const line = all()
        .sort((a, b) => a._kept.attempts - b._kept.attempts)
        .values();
      await Promise.all(
        REQUESTS_AT_ONCE.map(async () => {
          for (const entry of line) {
            if (!ready(entry)) continue;
            lend(entry);
            if (!EACH_ONLY) entry._free = true;
            // Another tab's to send, until storage says otherwise.
            entry._due = performance.now() + LEASE / 5;
            if (!(await save(entry))) continue;
            entry._due = 0;
            if (ready(entry)) await send(entry);
          }
          // Anew, whatever was seen before the others were done.
          clearTimeout(timer);
          alarm = Infinity;
          schedule();
          // What a database holds that did not answer is not known. It is asked again when the page is twice as old, so
          // that one which never answers costs next to nothing.
          if (!scanned && quietly(() => mark in localStorage)) wakeAt(2 * performance.now());
        }),
      );
    });
    return next;
  }

  /** Tries everything without regard to backoff. */
  function hurry() {
    pace._reset();
    for (const entry of all()) entry._due = 0;
    return drain();
  }

  /** Sees to it that a round begins when the first of these may go. Returns whether any is not sent yet. */
  function wake(some: Iterable<Entry>): boolean {
    let any = false;
    const now = performance.now();
    const wait = pace._wait();
    for (const entry of some) {
      any ||= mine(entry) && !is(entry, 'sent');
      if (free(entry)) wakeAt(Math.max(entry._due, now + Math.max(wait, held(entry))));
    }
    return any;
  }

  function wakeAt(at: number) {
    if (at >= alarm) return;
    clearTimeout(timer);
    alarm = at;
    // A day at most: timers do not count much further.
    timer = setTimeout(drain, Math.min(at - performance.now(), 86_400_000));
  }

  const schedule = () => wake(entries.values());

  /** Tells the loader of the next page whether there is anything to send. */
  const setMark = (any: boolean) =>
    quietly(() => {
      if (any) localStorage[mark] ??= '';
      // A database that does not answer may hold some; one that is not there does not. Retry-After stands here, too.
      else if ((scanned || !quietly(() => indexedDB)) && !pace._wait(true)) delete localStorage[mark];
    });

  function arrive() {
    if (leaving) {
      store._rest(0);
      // Others may have sent meanwhile what this page holds.
      if (!EACH_ONLY) scanned = false;
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
  function depart(event: PageTransitionEvent) {
    leaving = true;
    // An interview that was held for its page to go on has no page any more.
    if (!EACH_ONLY) {
      goneForGood = !event.persisted;
      // What a round has just begun to take up may be another tab's yet.
      for (const entry of all())
        if (goneForGood && scanned && !entry._free && entry._kept.lease?.owner === me && ready(entry)) send(entry);
    }
    // After the last word to the journal.
    store._rest(Infinity);
    letGo();
    channel?.close();
  }

  const when = {
    online: hurry,
    pageshow: arrive,
    pagehide: depart,
    visibilitychange: () => document.visibilityState === 'visible' && drain(),
  };
  // Captured: what the host does in the same event comes after, and what happens to the document passes here, too.
  for (const [event, act] of Object.entries(when))
    globalThis.addEventListener?.(event, act as () => void, { signal: stop.signal, capture: true });
  readJournal();
  arrive();

  return {
    begin() {},
    put,
    flush() {
      for (const { _kept } of all().filter(mine)) if (_kept.state === 'parked') _kept.state = 'waiting';
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
    destroy() {
      stop.abort();
      clearTimeout(timer);
      // What is under way stays in hand: another outbox on this page must not begin it again.
      if (EACH_ONLY || !all().some(({ _busy }) => _busy)) letGo();
      channel?.close();
      store._close();
    },
  };
}
