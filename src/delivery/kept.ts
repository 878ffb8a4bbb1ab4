import type { Deliverable, Durability } from './types.ts';

/** One record as it lies in storage, under a key of its own. Its names are a format: older visits wrote them. */
export interface Kept {
  v: 1;
  /** `id:revision`. */
  key: string;
  /** The record as JSON. Frozen at the first write: one id and revision, one body, forever. */
  body: string;
  destination: string;
  /** RFC 3339. */
  createdAt: string;
  /** Place among the records of one page. */
  seq: number;
  attempts: number;
  state: 'waiting' | 'parked' | 'quarantined';
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

/** Left where an interview was, under `id:`, once a revision of it was accepted. */
export interface Tombstone {
  v: 1;
  key: string;
  revision: number;
  /** Milliseconds since 1970. */
  at: number;
}

/** A kept record in the hands of a running outbox. */
export interface Entry {
  _kept: Kept;
  _head: Deliverable;
  _where: Durability;
  /** A request is under way. */
  _busy?: boolean;
  /** On the monotonic clock: not before. */
  _due: number;
}

export const keyOf = ({ id, revision }: { id: string; revision: number }): string => `${id}:${revision}`;

/** Reads what storage holds under a key; nothing where it is not a whole record of ours, whatever else it may be. */
export function headOf(key: unknown, value: unknown): Deliverable | undefined {
  try {
    const { v, body, destination, createdAt, attempts } = value as Kept;
    const head: Deliverable = JSON.parse(body);
    if (v === 1 && keyOf(head) === key && `${[typeof destination, typeof createdAt, typeof attempts]}` === SHAPE)
      return head;
  } catch {
    // Unreadable: the caller puts it in quarantine.
  }
  return undefined;
}
const SHAPE = 'string,string,number';

/** The revision that was accepted, where a value is the tombstone of this key. */
export function buriedOf(key: unknown, value: unknown): number | undefined {
  const { revision, at } = (value ?? {}) as Tombstone;
  return `${key}`.endsWith(':') && at > 0 ? revision : undefined;
}
