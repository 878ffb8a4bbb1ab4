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
export function openLedger({ destination, policy, revivesRefused }: LedgerOptions) {
  const byKey = new Map<string, Entry>();
  /** All that were ever taken up. What a newer one has replaced may still be under way. */
  const byInterview = new Map<string, Set<Entry>>();

  const all = (): Entry[] => [...byKey.values()];
  const counts = (entry: Entry): boolean => byKey.get(entry.kept.key) === entry;
  const isMine = (entry: Entry): boolean => entry.kept.destination === destination;
  const waits = (entry: Entry): boolean => isMine(entry) && entry.kept.state === 'waiting' && !entry.busy;
  const everOf = (entry: Entry): Entry[] => [...(byInterview.get(entry.kept.id) ?? [])];
  const akin = (entry: Entry): Entry[] => everOf(entry).filter(counts);

  function admit(entry: Entry): Admission {
    const { key, id } = entry.kept;
    const known = byKey.get(key);
    const admission: Admission = { counting: entry, tellsSent: false, redundant: [], late: [] };
    if (known && known.kept.state !== 'quarantined' && (isSent(known.kept) || !isSent(entry.kept)))
      return { ...admission, counting: known };
    byKey.set(key, entry);
    byInterview.set(id, (byInterview.get(id) ?? new Set()).add(entry));
    if (revivesRefused && entry.kept.state === 'parked') entry.kept.state = 'waiting';
    admission.tellsSent = !!known && isSent(entry.kept);
    for (const other of akin(entry)) {
      const [one, rest] = isSent(entry.kept) ? [entry, other] : [other, entry];
      if (!isSent(one.kept) || !policy.covers(one.kept, rest.kept)) continue;
      byKey.delete(rest.kept.key);
      admission.redundant.push(rest);
      if (rest.kept.revision > one.kept.revision) admission.late.push(rest);
      // One tombstone is enough.
      if (rest === entry) break;
    }
    return admission;
  }

  /** Whether nothing but time keeps a record of its interview from being the next to go. */
  function isNext(entry: Entry): boolean {
    if (!waits(entry)) return false;
    if (policy.oneAtATime && everOf(entry).some(({ busy }) => busy)) return false;
    // The newest revision says it all.
    return !akin(entry).some((other) => waits(other) && policy.covers(other.kept, entry.kept));
  }

  return {
    all,
    admit,
    counts,
    isMine,
    isNext,
    has: (key: string): boolean => byKey.has(key),
    forget(key: string): void {
      byKey.delete(key);
    },
    /** For how many milliseconds yet a record is held because its interview may go on. */
    heldFor: (entry: Entry, now: number, holds: (owner: string) => boolean): number =>
      entry.released ? 0 : policy.heldFor(entry.kept, now, holds),
    /** Whether any record is not sent yet. */
    owes: (): boolean => all().some((entry) => isMine(entry) && !isSent(entry.kept)),
    /** Whether any request is under way, also for what counts no more. */
    isBusy: (): boolean => [...byInterview.values()].some((entries) => [...entries].some(({ busy }) => busy)),
    /** Whatever waits may go at once, and what was refused waits if `refused` says so. */
    expedite({ refused = false } = {}): void {
      for (const entry of all()) {
        entry.due = 0;
        if (refused && isMine(entry) && entry.kept.state === 'parked') entry.kept.state = 'waiting';
      }
    },
    /** Compares a record with all that the database holds of its interview. */
    compare({ kept }: Entry, rows: unknown[], isLent: (kept: Kept) => boolean): Comparison {
      const comparison: Comparison = { better: undefined, lent: false, redundant: [], body: undefined };
      for (const row of rows) {
        const key = (row as Kept | undefined)?.key;
        if (!isKept(key, row)) continue;
        if (key !== kept.key) {
          const isBetter = policy.covers(row, kept);
          if (isBetter) comparison.better = row;
          comparison.redundant.push(isBetter ? kept.key : row.key);
        } else if (isSent(row)) comparison.better = row;
        else if (!isSent(kept)) {
          comparison.body = row.body;
          comparison.lent = isLent(row);
        }
      }
      return comparison;
    },
  };
}

export type Ledger = ReturnType<typeof openLedger>;
