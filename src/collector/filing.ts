import type { StoredInterview } from '../record/schema.ts';

export const DAY = 86_400_000;

/** How long a browser tries to deliver a record, with a day to spare: what arrives later was not offered when it says. */
const RETRY_LIMIT = 31 * DAY;

/** When an interview was offered, as far as anybody can know, and whose clock says so. */
export interface Filing {
  at: string;
  clock: 'device' | 'collector';
}

/**
 * Files an interview by the time on its record; by the collector's own where the device's clock cannot be right: over a
 * day ahead, or further back than a browser would still try to deliver. The record keeps what the device said.
 */
export function fileAt({ time }: Pick<StoredInterview, 'time'>, arrived: Date | undefined): Filing {
  // To the millisecond, cut off: databases round, and rounding up moves the last moment of a quarter out of it.
  const offered = new Date(time.offered);
  const ahead = arrived ? offered.getTime() - arrived.getTime() : 0;
  return arrived && (ahead > DAY || ahead < -RETRY_LIMIT)
    ? { at: arrived.toISOString(), clock: 'collector' }
    : { at: offered.toISOString(), clock: 'device' };
}

/** The end of a day, wherever on earth it is that day. */
export const endOf = (day: string): number => Date.parse(`${day}T00:00Z`) + 1.5 * DAY;

/** Its beginning. */
export const beginningOf = (day: string): number => Date.parse(`${day}T00:00Z`) - 14 * 3_600_000;
