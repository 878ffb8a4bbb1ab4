import type { Entry } from './kept.ts';
import type { OutboxNews, RecordNews } from './types.ts';

/** Which record an event is about. */
export const about = ({ kept: { id, revision } }: Entry): RecordNews => ({ id, revision });

/** A record waits, and why. */
export const waiting = (entry: Entry, reason: string): OutboxNews => ({
  event: 'waiting',
  ...about(entry),
  reason,
  offline: globalThis.navigator?.onLine === false,
  durability: entry.where,
});

/** Whatever was thrown, as an error. */
export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : Error(`${thrown}`));
