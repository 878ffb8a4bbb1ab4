import { wallClock } from './clock.ts';
import type { Kept } from './kept.ts';

/**
 * Counts a day if the clock on the wall shows another than when it was last counted. People set that clock: a jump,
 * however far, is one day. Returns whether it did.
 */
export function growOlder(kept: Kept): boolean {
  const day = Math.floor(wallClock() / 86_400_000);
  const isNew = kept.day !== day;
  if (isNew) kept.age = (kept.age ?? 0) + 1;
  kept.day = day;
  return isNew;
}

/** Whether these were days enough: that of the put, and thirty more. */
export const isOld = ({ age = 0 }: Kept): boolean => age > 30;
