import { wallClock } from './clock.ts';
import { isOver, isSent, type Kept, type Lease } from './kept.ts';
import { everyRevision, type Policy } from './policies.ts';
import { LEASE, type Tabs } from './tabs.ts';
import type { EndpointAbilities } from './types.ts';

const HALF_HOUR = 1_800_000;

/**
 * For an endpoint that takes each interview once. It gets it when it is final: complete, dismissed, left alone for half an
 * hour, or its page gone for good.
 */
const onceFinal: Policy = {
  // The sent one does, whichever it is.
  covers: (one, other) => (isSent(one) === isSent(other) ? one.revision > other.revision : isSent(one)),
  heldFor(kept, tabs, isGoneForGood) {
    const left = Date.parse(kept.createdAt) + HALF_HOUR - wallClock();
    // More than half an hour ahead: the clock was set back.
    const isLate = !(left > 0 && left <= HALF_HOUR);
    return isLate || isOver(kept) || !kept.lease ? 0 : Math.min(left, inHandFor(kept, kept.lease, tabs, isGoneForGood));
  },
  takesOnce: true,
};

/** For how many milliseconds a tab has an interview in hand, as far as anybody knows. */
function inHandFor(kept: Kept, lease: Lease, tabs: Tabs, isGoneForGood: boolean): number {
  if (tabs.isOurs(kept)) return isGoneForGood ? 0 : Infinity;
  if (tabs.lives(lease)) return Infinity;
  // A newcomer may live and have no lock yet. It is believed for the time of its lease.
  const left = lease.until - wallClock();
  return lease.isNew && left > 0 && left <= LEASE ? left : 0;
}

/**
 * A page that is left in the tick of a put, or is about to be, would not hear that a record was taken. Where that counts
 * it twice, the next page sends it.
 */
const deferAtUnload: Partial<Policy> = { needsView: true, restAfterPut: 1000 };

/**
 * What an endpoint needs of the outbox, by what it can do. It comes with the adapters that need it: the survey's own file
 * knows but {@link everyRevision}.
 */
export function policyFor({ revisions, dedupes, unload }: EndpointAbilities): Policy {
  const takesOnce = revisions === 'final';
  return {
    ...(takesOnce ? onceFinal : everyRevision),
    ...(unload === 'defer' && deferAtUnload),
    repeatsHarm: takesOnce || !dedupes,
    waitsInSilence: !dedupes,
  };
}
