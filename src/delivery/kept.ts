import type { Deliverable, Durability } from './types.ts';

/** One record as it lies in storage, under a key of its own. Its names are a format: older visits wrote them. */
export interface Kept {
  v: 1;
  /** `id:revision`. */
  key: string;
  /**
   * The record as JSON. Frozen at the first write: one id and revision, one body, forever. Of a record that was
   * accepted only `id` and `revision` stay: its tombstone, which tells copies found later that they are done.
   */
  body: string;
  destination: string;
  /** RFC 3339. */
  createdAt: string;
  attempts: number;
  state: 'waiting' | 'parked' | 'quarantined' | 'sent';
  reason?: string | undefined;
  /** The tab that sends or holds it. */
  lease?: Lease | undefined;
}

export interface Lease {
  /** Name of the lock that the tab holds as long as it lives. */
  owner: string;
  /** Milliseconds since 1970. */
  until: number;
}

/** A kept record in the hands of a running outbox. */
export interface Entry {
  _kept: Kept;
  _head: Deliverable;
  _where: Durability;
  /** A request is under way. */
  _busy?: boolean;
  /** Was held for its interview to go on, and is no longer. */
  _free?: boolean;
  /** On the monotonic clock: not before. */
  _due: number;
}

/** A record as it enters the outbox. What storage holds under a key and nobody can read is one in quarantine. */
export const keep = (key: string, body: string, destination = '', state: Kept['state'] = 'quarantined'): Kept => ({
  v: 1,
  key,
  body,
  destination,
  createdAt: new Date().toISOString(),
  attempts: 0,
  state,
});

/** Takes up what storage holds under a key, whatever that may be. */
export function entryOf(key: string, value: unknown, _where: Durability): Entry {
  const head = headOf(key, value);
  return head
    ? { _kept: value as Kept, _head: head, _where, _due: 0 }
    : {
        _kept: keep(key, JSON.stringify(value) ?? ''),
        _head: { id: key, revision: 0, disposition: '' },
        _where,
        _due: 0,
      };
}

/** What a stored record is about; nothing where it is not a whole record of ours under its own key. */
export function headOf(key: unknown, value: unknown): Deliverable | undefined {
  try {
    const { v, body, destination, createdAt, attempts } = value as Kept;
    const head: Deliverable = JSON.parse(body);
    const shape = [v, typeof destination, typeof createdAt, typeof attempts, `${head.id}:${head.revision}`];
    return `${shape}` === `1,string,string,number,${key}` ? head : undefined;
  } catch {
    return undefined;
  }
}
