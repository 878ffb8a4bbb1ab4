import type { Entry } from './kept.ts';

const HALF_HOUR = 1_800_000;

/**
 * An endpoint that takes each interview once gets it when it is final: complete, dismissed, left alone for half an
 * hour, or its page gone for good. Until then it is held; this is for how many milliseconds yet.
 * `holds` tells whether a tab still has its interviews in hand.
 */
export function heldFor({ _kept }: Entry, holds: (owner: string) => boolean): number {
  const left = Date.parse(_kept.createdAt) + HALF_HOUR - Date.now();
  const open = !/^(complete|dismissed)$/.test(_kept.disposition) && _kept.lease && holds(_kept.lease.owner);
  // More than half an hour ahead: the clock was set back.
  return open && left > 0 && left <= HALF_HOUR ? left : 0;
}
