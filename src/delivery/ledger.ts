import { type Entry, isKept, isSent, type Kept } from './kept.ts';
import type { Policy } from './policies.ts';

export interface LedgerOptions {
  destination: string;
  policy: Policy;
  /** Whether a record that was refused is taken up as waiting, as on the first page of a visit. */
  revivesRefused: boolean;
}

/** What became of the ledger when an entry was taken up. */
export interface Admission {
  /** The one that counts under its key: a tombstone, or whichever came first. */
  counting: Entry;
  /** Whether it tells of a record in hand that it was sent. */
  tellsSent: boolean;
  /** What counts no more because its interview went further, or is done. */
  redundant: Entry[];
  /** Those of them that nobody will ever get: another revision was sent before. */
  late: Entry[];
}

/** What the stored copies of an interview mean for one of its records. */
export interface Comparison {
  /** The stored copy that leaves nothing to do for the record. */
  better: Kept | undefined;
  /** Whether another tab is sending the record, or holds it. */
  lent: boolean;
  /** Keys of what the interview no longer needs. */
  redundant: string[];
  /** The body under the record's key that came first. */
  body: string | undefined;
}

/**
 * Which record counts: all that this page was given and found in storage, tombstones too. It knows neither storage nor
 * time nor tabs: what they say is passed in.
 */
export class Ledger {
  private readonly byKey = new Map<string, Entry>();
  /** All that were ever taken up. What a newer one has replaced may still be under way. */
  private readonly byInterview = new Map<string, Set<Entry>>();
  private readonly options: LedgerOptions;

  constructor(options: LedgerOptions) {
    this.options = options;
  }

  all(): Entry[] {
    return [...this.byKey.values()];
  }

  has(key: string): boolean {
    return this.byKey.has(key);
  }

  /** Whether it is still the one that counts under its key. */
  counts(entry: Entry): boolean {
    return this.byKey.get(entry.kept.key) === entry;
  }

  isMine(entry: Entry): boolean {
    return entry.kept.destination === this.options.destination;
  }

  /** Takes an entry up, and sees what that makes redundant. */
  admit(entry: Entry): Admission {
    const { policy, revivesRefused } = this.options;
    const { kept } = entry;
    const known = this.byKey.get(kept.key);
    const admission: Admission = { counting: entry, tellsSent: false, redundant: [], late: [] };
    if (known && known.kept.state !== 'quarantined' && (isSent(known.kept) || !isSent(kept)))
      return { ...admission, counting: known };
    this.byKey.set(kept.key, entry);
    this.byInterview.set(kept.id, (this.byInterview.get(kept.id) ?? new Set()).add(entry));
    if (revivesRefused && kept.state === 'parked') kept.state = 'waiting';
    admission.tellsSent = !!known && isSent(kept);
    for (const other of this.akin(entry)) {
      const [one, rest] = isSent(kept) ? [entry, other] : [other, entry];
      if (!isSent(one.kept) || !policy.covers(one.kept, rest.kept)) continue;
      this.byKey.delete(rest.kept.key);
      admission.redundant.push(rest);
      if (rest.kept.revision > one.kept.revision) admission.late.push(rest);
      // One tombstone is enough.
      if (rest === entry) break;
    }
    return admission;
  }

  forget(key: string): void {
    this.byKey.delete(key);
  }

  /** Whether nothing but time, and what its interview goes on to be, keeps a record from being the next to go. */
  isNext(entry: Entry): boolean {
    const { policy } = this.options;
    if (!this.waits(entry)) return false;
    // Also where the newer one has replaced the other meanwhile.
    if (policy.takesOnce && this.everOf(entry).some(({ busy }) => busy)) return false;
    // The newest revision says it all.
    return !this.akin(entry).some((other) => this.waits(other) && policy.covers(other.kept, entry.kept));
  }

  /** Whether any record is not sent yet. */
  owes(): boolean {
    return this.all().some((entry) => this.isMine(entry) && !isSent(entry.kept));
  }

  /** Whether the endpoint is known to say back what it takes. */
  expectsEcho(): boolean {
    return this.all().some((entry) => this.isMine(entry) && entry.kept.echoed);
  }

  /** Whether any request is under way, also for what counts no more. */
  isBusy(): boolean {
    return [...this.byInterview.values()].some((entries) => [...entries].some(({ busy }) => busy));
  }

  /** Lets all that waits go at once. */
  expedite(): void {
    for (const entry of this.all()) entry.due = 0;
  }

  /** What was refused waits again. */
  revive(): void {
    for (const entry of this.all())
      if (this.isMine(entry) && entry.kept.state === 'parked') entry.kept.state = 'waiting';
  }

  /** Compares a record with all that the database holds of its interview. */
  compare({ kept }: Entry, rows: unknown[], isLent: (kept: Kept) => boolean): Comparison {
    const { policy } = this.options;
    const comparison: Comparison = { better: undefined, lent: false, redundant: [], body: undefined };
    for (const row of rows) {
      const key = (row as Kept | undefined)?.key;
      if (!isKept(key, row)) continue;
      if (key !== kept.key) {
        const isBetter = policy.covers(row, kept);
        if (isBetter) comparison.better = row;
        comparison.redundant.push(isBetter ? kept.key : row.key);
      } else if (isSent(kept)) continue;
      else if (isSent(row)) comparison.better = row;
      else {
        comparison.body = row.body;
        comparison.lent = isLent(row);
      }
    }
    return comparison;
  }

  private waits(entry: Entry): boolean {
    return this.isMine(entry) && entry.kept.state === 'waiting' && !entry.busy;
  }

  private everOf(entry: Entry): Entry[] {
    return [...(this.byInterview.get(entry.kept.id) ?? [])];
  }

  /** What counts of the same interview. */
  private akin(entry: Entry): Entry[] {
    return this.everOf(entry).filter((other) => this.counts(other));
  }
}
