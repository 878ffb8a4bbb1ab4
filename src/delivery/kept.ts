import { quietly } from '../instrument/quietly.ts';
import type { Deliverable, Durability } from './types.ts';

/** One record as it lies in storage, under a key of its own. Its names are a format: older visits wrote them. */
export interface Kept extends Deliverable {
  v: 1;
  /** `id:revision`. */
  key: string;
  /**
   * The record as JSON. Frozen at the first write: one id and revision, one body, forever. Once it was accepted it
   * is emptied, and what stays is a tombstone, which tells copies found later that they are done.
   */
  body: string;
  destination: string;
  /** RFC 3339. */
  createdAt: string;
  attempts: number;
  state: 'waiting' | 'parked' | 'quarantined' | 'sent';
  reason?: string | undefined;
  /** Days on which pages found it, and the last of them, see `aging.ts`. */
  age?: number | undefined;
  day?: number | undefined;
  /** On a tombstone: the endpoint has said id and revision back. */
  echoed?: boolean | undefined;
  /** The tab that sends or holds it. */
  lease?: Lease | undefined;
}

export interface Lease {
  /** Name of the lock that the tab holds as long as it lives. */
  owner: string;
  /** Milliseconds since 1970. */
  until: number;
  /** The tab has yet to take that lock, see `tabs.ts`. */
  isNew?: boolean;
}

/** A kept record in the hands of a running outbox. */
export interface Entry {
  kept: Kept;
  where: Durability;
  /** A request is under way. */
  busy: boolean;
  /** Was held for its interview to go on, and is no longer. */
  released: boolean;
  /** On the monotonic clock: not before. */
  due: number;
  /** Its next request need not outlive the page. */
  isPlain?: boolean;
}

/** A record as it enters the outbox; without a destination, it enters quarantine. */
export const keep = (
  key: string,
  { id, revision, disposition }: Deliverable,
  body: string,
  destination = '',
  state: Kept['state'] = 'quarantined',
): Kept => ({
  v: 1,
  key,
  id,
  revision,
  disposition,
  body,
  destination,
  createdAt: new Date().toISOString(),
  attempts: 0,
  state,
});

/** Takes up what storage holds under a key, whatever that may be. */
export const entryOf = (key: string, value: unknown, where: Durability): Entry => ({
  kept: isKept(key, value)
    ? value
    : keep(key, { id: key, revision: 0, disposition: '' }, `${quietly(() => JSON.stringify(value))}`),
  where,
  busy: false,
  released: false,
  due: 0,
});

/** Whether a value is a whole record of ours under its own key. */
export const isKept = (key: unknown, value: unknown): value is Kept =>
  !!quietly(() => {
    const { v, id, revision, body, destination, createdAt, attempts } = value as Kept;
    JSON.parse(body);
    return (
      v === 1 &&
      `${id}:${revision}` === key &&
      typeof destination === 'string' &&
      typeof createdAt === 'string' &&
      typeof attempts === 'number'
    );
  });

/** Whether the interview goes no further. */
export const isOver = ({ disposition }: Deliverable): boolean => /^(complete|dismissed)$/.test(disposition);

/** Whether the endpoint has accepted it: then what is kept is a tombstone. */
export const isSent = (kept: Kept): boolean => kept.state === 'sent';
