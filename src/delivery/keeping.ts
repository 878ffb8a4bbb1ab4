import { growOlder, isOld } from './aging.ts';
import { monotonic } from './clock.ts';
import { type Journal, openJournal } from './journal.ts';
import { type Entry, entryOf, isKept, isSent, type Kept } from './kept.ts';
import type { Comparison, Ledger } from './ledger.ts';
import type { Mark } from './marking.ts';
import { about } from './news.ts';
import { overflow } from './overflow.ts';
import type { Pace } from './pace.ts';
import type { Policy } from './policies.ts';
import type { Presence } from './presence.ts';
import { openStore, type Store } from './store.ts';
import type { Tabs } from './tabs.ts';
import type { OutboxNews } from './types.ts';

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
export class Keeping {
  private readonly options: KeepingOptions;
  private readonly journal: Journal;
  readonly store: Store;
  /** Whether the database has told what it holds. */
  scanned = false;
  /** Whether the interview that was put last goes on: its mark is to be on the disk before its answers come. */
  goesOn = false;
  private troubled = false;
  /** Whether this page has counted its day: it counts one at most, so that nothing is given up within a visit. */
  private hasAged = false;

  constructor(options: KeepingOptions) {
    this.options = options;
    this.journal = openJournal(options.name);
    this.store = openStore(options.name, () => this.rescue());
    // Until the outbox has begun.
    this.store.rest();
  }

  /** Takes an entry up. Returns the one that counts under its key. */
  admit(entry: Entry): Entry {
    const { ledger, emit } = this.options;
    const { counting, tellsSent, redundant, late } = ledger.admit(entry);
    for (const { kept } of redundant) this.journal.remove(kept.key);
    if (tellsSent) emit({ event: 'sent', ...about(entry) });
    for (const rest of late) emit({ event: 'dropped', ...about(rest), reason: 'sent before', body: rest.kept.body });
    return counting;
  }

  /** The first thing that becomes of a record, before its put returns. */
  journalize(entry: Entry): void {
    this.setMark(true);
    entry.where = this.journal.write(entry.kept.key, entry.kept) ? 'journal' : 'memory';
  }

  /** All that is stored of an interview; nothing where no database answers. */
  rowsOf(id: string): Promise<unknown[]> {
    return this.store.change(id, (rows) => rows).catch(() => []);
  }

  /** The database is being taken away: what waits is safe elsewhere before its page can be left. */
  private rescue(): void {
    for (const entry of this.options.ledger.all()) if (/waiting|parked/.test(entry.kept.state)) this.journalize(entry);
  }

  /**
   * Brings the stored copy up to date. Returns whether the record is still there, and this tab's to send. `fresh` for a
   * record that was just put.
   */
  async save(entry: Entry, { fresh = false } = {}): Promise<boolean> {
    const { ledger, policy, presence, emit } = this.options;
    const { kept } = entry;
    let lent: boolean;
    try {
      const isNew = fresh && !policy.takesOnce && (await this.store.add(kept));
      const found = isNew ? undefined : await this.write(entry);
      lent = !!found?.lent;
      // Only now that a copy, or what makes it redundant, is durable does a record leave the journal.
      entry.where = 'indexeddb';
      // There its tombstone may lie by now.
      if (ledger.counts(entry)) this.journal.remove(kept.key);
      if (found?.better) this.admit(entryOf(found.better.key, found.better, 'indexeddb'));
      for (const key of found?.redundant ?? []) this.forget(key);
    } catch (error) {
      if (!this.troubled && presence.isHere()) {
        this.troubled = true;
        emit({ event: 'error', error: Error('no database', { cause: error }) });
      }
      lent = this.saveInJournal(entry);
    }
    // A page that was left meanwhile could not note that it sends it.
    return !lent && presence.isHere() && ledger.counts(entry);
  }

  /** Notes that a record was accepted, and tells the other tabs. */
  async entomb({ kept }: Entry, echoed?: boolean): Promise<void> {
    const { tabs, policy } = this.options;
    const stone: Kept = { ...kept, state: 'sent', body: '0', echoed };
    tabs.announce(stone);
    // If the page dies before IndexedDB commits, the journal must say that this was sent. If the journal is blocked, write
    // to IndexedDB in this very tick.
    if (policy.repeatsHarm && !this.journal.write(kept.key, stone)) this.store.overwrite(stone).catch(() => {});
    await this.save(this.admit(entryOf(kept.key, stone, 'memory')));
  }

  /** Gives a record up, or a tombstone that has served its time. */
  drop(entry: Entry, reason: string): Promise<void> {
    const { kept } = entry;
    this.forget(kept.key);
    if (!isSent(kept)) this.options.emit({ event: 'dropped', ...about(entry), reason, body: kept.body });
    return this.erase(kept.key);
  }

  /** Tells the loader of the next page whether there is anything to send. */
  setMark(any: boolean): void {
    const { mark, pace } = this.options;
    if (any || this.goesOn) mark.set();
    // A database that does not answer may hold some; one that is not there does not. Retry-After stands here, too.
    else if ((this.scanned || this.store.isMissing()) && !pace.untilRetryAfter()) mark.remove();
  }

  readJournal(): void {
    for (const [key, value] of this.journal.all()) {
      const entry = entryOf(key, value, 'journal');
      // A crash between the database's commit and this has left a copy of what is safe or done.
      if (this.admit(entry).where === 'indexeddb' && this.scanned) this.journal.remove(key);
    }
  }

  /** Reads what earlier pages and other tabs have left in the database. */
  async readDatabase(): Promise<void> {
    const { ledger } = this.options;
    try {
      const [keys, values] = await this.store.all();
      const found = new Set(keys);
      // Site data may have been cleared: then the record is put back by `tidy`.
      for (const entry of ledger.all())
        if (entry.where === 'indexeddb' && !found.has(entry.kept.key)) entry.where = 'memory';
      keys.forEach((key, at) => {
        this.admit(entryOf(`${key}`, values[at], 'indexeddb'));
      });
      this.scanned = true;
      // Erase records that a newer revision replaced after their page had closed.
      for (const key of keys) if (!ledger.has(`${key}`)) void this.erase(key);
    } catch {
      // It is asked again by a later round.
      this.scanned = false;
    }
  }

  /** Brings into the database what is not there, counts the days, and gives up what is too old or too much. */
  async tidy(): Promise<void> {
    const { ledger } = this.options;
    for (const entry of ledger.all()) {
      const { kept, where } = entry;
      if (!ledger.isMine(entry)) continue;
      const isOlder = !this.hasAged && growOlder(kept);
      if (isSent(kept) && isOld(kept)) void this.drop(entry, '');
      else if (isOlder || (this.scanned && where !== 'indexeddb')) await this.save(entry);
    }
    this.hasAged = true;
    // Once a round rather than at every put, which would cost more the more records there are.
    for (const entry of overflow(ledger.all())) void this.drop(entry, 'overflow');
  }

  /**
   * When to ask the database again although it did not tell what it holds: when the page is twice as old, so that one which
   * never answers costs next to nothing. On the monotonic clock; never, where there is none.
   */
  asksAgainAt(): number {
    return this.scanned || this.store.isMissing() ? Infinity : 2 * monotonic();
  }

  wake(): void {
    this.store.wake();
    // Others may have sent meanwhile what this page holds.
    this.scanned = false;
  }

  /** Writes a record into the database, unless what lies there of its interview makes it redundant. */
  private write(entry: Entry): Promise<Comparison> {
    const { ledger, tabs } = this.options;
    const { kept } = entry;
    return this.store.change(kept.id, (rows, records) => {
      const comparison = ledger.compare(entry, rows, tabs.isLent);
      const { better, lent, redundant, body } = comparison;
      if (body !== undefined) kept.body = body;
      if (!better && !lent) records.put(kept, kept.key);
      for (const key of redundant) records.delete(key);
      return comparison;
    });
  }

  /** Does without the database. Returns whether another tab has the record in hand, as far as the journal tells. */
  private saveInJournal(entry: Entry): boolean {
    const { ledger, tabs } = this.options;
    const { kept } = entry;
    if (!isSent(kept)) {
      const copy = this.journal.read(kept.key);
      if (isKept(kept.key, copy)) {
        this.admit(entryOf(kept.key, copy, 'journal'));
        if (tabs.isLent(copy)) return true;
      }
    }
    // Also where the database once had it: whoever clears a site's data takes the one and leaves the other deaf.
    if (ledger.counts(entry)) {
      if (this.journal.write(kept.key, kept)) entry.where = 'journal';
      else if (entry.where === 'journal') entry.where = 'memory';
    }
    return false;
  }

  private forget(key: string): void {
    this.options.ledger.forget(key);
    this.journal.remove(key);
  }

  private erase(key: IDBValidKey): Promise<void> {
    return this.store.erase(key).catch(() => {});
  }
}
