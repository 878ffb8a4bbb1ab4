import { monotonic, wallClock } from './clock.ts';
import { openJournal } from './journal.ts';
import { type Entry, entryOf, isKept, isSent, type Kept } from './kept.ts';
import type { Comparison, Ledger } from './ledger.ts';
import type { Mark } from './marking.ts';
import { about } from './news.ts';
import { overflow } from './overflow.ts';
import type { Pace } from './pace.ts';
import type { Policy } from './policies.ts';
import type { Presence } from './presence.ts';
import { openStore } from './store.ts';
import type { Tabs } from './tabs.ts';
import type { OutboxNews } from './types.ts';

const THIRTY_DAYS = 2_592_000_000;

export interface KeepingOptions {
  name: string;
  ledger: Ledger;
  policy: Policy;
  tabs: Tabs;
  pace: Pace;
  mark: Mark;
  presence: Presence;
  emit: (news: OutboxNews) => void;
}

/**
 * Keeps the ledger's records in storage: in the journal at once, then in the database. A record leaves a layer only on
 * positive evidence, never because it is absent elsewhere.
 */
export function openKeeping({ name, ledger, policy, tabs, pace, mark, presence, emit }: KeepingOptions) {
  const journal = openJournal(name);
  const store = openStore(name);
  let scanned = false;
  let troubled = false;
  // Until the outbox has begun.
  store.rest();

  /** Takes an entry up. Returns the one that counts under its key. */
  function admit(entry: Entry): Entry {
    const { counting, tellsSent, redundant, late } = ledger.admit(entry);
    for (const { kept } of redundant) journal.remove(kept.key);
    if (tellsSent) emit({ event: 'sent', ...about(entry) });
    for (const rest of late) emit({ event: 'dropped', ...about(rest), reason: 'sent before', body: rest.kept.body });
    return counting;
  }

  function forget(key: string): void {
    ledger.forget(key);
    journal.remove(key);
  }

  const erase = (key: IDBValidKey): Promise<void> => store.erase(key).catch(() => {});

  /** Gives a record up, or a tombstone that has served its time. */
  function drop(entry: Entry, reason: string): Promise<void> {
    forget(entry.kept.key);
    if (!isSent(entry.kept)) emit({ event: 'dropped', ...about(entry), reason, body: entry.kept.body });
    return erase(entry.kept.key);
  }

  /** The first thing that becomes of a record, before its put returns. */
  function journalize(entry: Entry): void {
    setMark(true);
    if (journal.write(entry.kept.key, entry.kept)) entry.where = 'journal';
  }

  /** Writes a record into the database, unless what lies there of its interview makes it redundant. */
  function write(entry: Entry): Promise<Comparison> {
    const { kept } = entry;
    return store.change(kept.id, (rows, records) => {
      const comparison = ledger.compare(entry, rows, tabs.isLent);
      const { better, lent, redundant, body } = comparison;
      if (body !== undefined) kept.body = body;
      if (!better && !lent) records.put(kept, kept.key);
      for (const key of redundant) records.delete(key);
      return comparison;
    });
  }

  /** Does without the database. Returns whether another tab has the record in hand, as far as the journal tells. */
  function saveInJournal(entry: Entry): boolean {
    const { kept } = entry;
    if (!isSent(kept)) {
      const copy = journal.read(kept.key);
      if (isKept(kept.key, copy)) {
        admit(entryOf(kept.key, copy, 'journal'));
        if (tabs.isLent(copy)) return true;
      }
    }
    // Also where the database once had it: whoever clears a site's data takes the one and leaves the other deaf.
    if (ledger.counts(entry)) {
      if (journal.write(kept.key, kept)) entry.where = 'journal';
      else if (entry.where === 'journal') entry.where = 'memory';
    }
    return false;
  }

  /**
   * Brings the stored copy up to date. Returns whether the record is still there, and this tab's to send. `fresh` for a
   * record that was just put.
   */
  async function save(entry: Entry, { fresh = false } = {}): Promise<boolean> {
    const { kept } = entry;
    let lent: boolean;
    try {
      const isNew = fresh && !policy.looksBeforeWriting && (await store.add(kept));
      const found = isNew ? undefined : await write(entry);
      lent = !!found?.lent;
      // Only now that a copy, or what makes it redundant, is durable does a record leave the journal.
      entry.where = 'indexeddb';
      // There its tombstone may lie by now.
      if (ledger.counts(entry)) journal.remove(kept.key);
      if (found?.better) admit(entryOf(found.better.key, found.better, 'indexeddb'));
      for (const key of found?.redundant ?? []) forget(key);
    } catch (error) {
      if (!troubled && presence.isHere) {
        troubled = true;
        emit({ event: 'error', error: Error('no database', { cause: error }) });
      }
      lent = saveInJournal(entry);
    }
    // A page that was left meanwhile could not note that it sends it.
    return !lent && presence.isHere && ledger.counts(entry);
  }

  /** Notes that a record was accepted, and tells the other tabs. */
  async function entomb({ kept }: Entry): Promise<void> {
    const stone: Kept = { ...kept, state: 'sent', body: '0' };
    tabs.announce(stone);
    // A page that dies before the database has it must have left word; and one that is left, as well where only the
    // database takes any.
    if (policy.journalsTombstone && !journal.write(kept.key, stone)) store.overwrite(stone).catch(() => {});
    await save(admit(entryOf(kept.key, stone, 'memory')));
  }

  const isExpired = ({ kept }: Entry): boolean => wallClock() - Date.parse(kept.createdAt) > THIRTY_DAYS;

  /** Tells the loader of the next page whether there is anything to send. */
  function setMark(any: boolean): void {
    if (any) mark.set();
    // A database that does not answer may hold some; one that is not there does not. Retry-After stands here, too.
    else if ((scanned || store.isMissing()) && !pace.untilRetryAfter()) mark.remove();
  }

  function readJournal(): void {
    for (const [key, value] of journal.all()) {
      const entry = entryOf(key, value, 'journal');
      // A crash between the database's commit and this has left a copy of what is safe or done.
      if (admit(entry).where === 'indexeddb' && scanned) journal.remove(key);
    }
  }

  return {
    admit,
    drop,
    journalize,
    save,
    entomb,
    isExpired,
    setMark,
    readJournal,
    /** Whether the database has told what it holds. */
    get scanned(): boolean {
      return scanned;
    },
    /** Reads what earlier pages and other tabs have left in the database. */
    async readDatabase(): Promise<void> {
      try {
        const [keys, values] = await store.all();
        const found = new Set(keys);
        // Site data may have been cleared: then the record is put back by `tidy`.
        for (const entry of ledger.all())
          if (entry.where === 'indexeddb' && !found.has(entry.kept.key)) entry.where = 'memory';
        keys.forEach((key, at) => {
          admit(entryOf(`${key}`, values[at], 'indexeddb'));
        });
        scanned = true;
        // What is done with, but whose page was gone before it could see that another had gone further.
        for (const key of keys) if (!ledger.has(`${key}`)) erase(key);
      } catch {
        scanned = false;
      }
    },
    /** Brings into the database what is not there, and gives up what is too old or too much. */
    async tidy(): Promise<void> {
      for (const entry of ledger.all()) {
        if (isSent(entry.kept) && isExpired(entry)) drop(entry, '');
        else if (scanned && ledger.isMine(entry) && entry.where !== 'indexeddb') await save(entry);
      }
      // Once a round rather than at every put, which would cost more the more records there are.
      for (const entry of overflow(ledger.all())) drop(entry, 'overflow');
    },
    /**
     * When the database is to be asked again although it did not tell what it holds: when the page is twice as old, so that
     * one which never answers costs next to nothing.
     */
    asksAgainAt: (): number => (!scanned && mark.isSet() ? 2 * monotonic() : Infinity),
    /** Leaves the database alone until {@link wake}. */
    rest: store.rest,
    wake(): void {
      store.wake();
      // Others may have sent meanwhile what this page holds.
      scanned = false;
    },
    close: store.close,
  };
}

export type Keeping = ReturnType<typeof openKeeping>;
