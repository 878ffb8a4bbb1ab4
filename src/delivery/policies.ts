import { isSent, type Kept, type Lease } from './kept.ts';
import type { EndpointAbilities } from './types.ts';

/** What the outbox does differently from endpoint to endpoint. Chosen once, from what the endpoint can do. */
export interface Policy {
  /** Whether an interview's one revision leaves nothing to do for the other. */
  covers(one: Kept, other: Kept): boolean;
  /**
   * For how many milliseconds yet an interview is held because it may go on. `now` is the clock on the wall; `inHandFor`
   * says for how long its tab has it in hand.
   */
  heldFor(kept: Kept, now: number, inHandFor: (lease: Lease) => number): number;
  /** Whether an interview's next request waits until the one under way has ended. */
  oneAtATime: boolean;
  /** Whether a record's first write to the database looks at what is there of its interview. */
  looksBeforeWriting: boolean;
  /** Whether a record may go before the database has told what earlier pages sent. */
  sendsUnread: boolean;
  /** Whether a request may start on a page that is hidden or being left. */
  sendsUnseen: boolean;
  /** For how many milliseconds a record rests after its put. */
  restAfterPut: number;
  /** Whether a repeat may start while a call that is past its time limit goes on. */
  repeatsInSilence: boolean;
  /** Whether an acceptance is noted in the journal, in the tick that brings it, ahead of the database. */
  journalsTombstone: boolean;
}

const HALF_HOUR = 1_800_000;
const isFinal = ({ disposition }: Kept): boolean => /^(complete|dismissed)$/.test(disposition);

type Taking = Pick<Policy, 'covers' | 'heldFor' | 'oneAtATime' | 'looksBeforeWriting'>;

/** For an endpoint that takes every revision as it comes. */
const eachRevision: Taking = {
  covers: (one, other) => one.revision > other.revision,
  heldFor: () => 0,
  oneAtATime: false,
  looksBeforeWriting: false,
};

/**
 * For an endpoint that takes each interview once. It gets it when it is final: complete, dismissed, left alone for half an
 * hour, or its page gone for good.
 */
const onceFinal: Taking = {
  // The sent one does, whichever it is.
  covers: (one, other) => (isSent(one) === isSent(other) ? one.revision > other.revision : isSent(one)),
  heldFor(kept, now, inHandFor) {
    const left = Date.parse(kept.createdAt) + HALF_HOUR - now;
    // More than half an hour ahead: the clock was set back.
    const isLate = !(left > 0 && left <= HALF_HOUR);
    return isLate || isFinal(kept) || !kept.lease ? 0 : Math.min(left, inHandFor(kept.lease));
  },
  // Also where the newer one has replaced the other meanwhile.
  oneAtATime: true,
  looksBeforeWriting: true,
};

type Leaving = Pick<Policy, 'sendsUnseen' | 'restAfterPut'>;

const sendAtUnload: Leaving = { sendsUnseen: true, restAfterPut: 0 };

/**
 * A page that is left in the tick of a put, or is about to be, would not hear that a record was taken. Where that counts
 * it twice, the next page sends it.
 */
const deferAtUnload: Leaving = { sendsUnseen: false, restAfterPut: 1000 };

/** What an endpoint needs of the outbox, by what it can do. */
export function policyFor({ revisions, dedupes, unload }: EndpointAbilities): Policy {
  // If the endpoint ignores repeats, sending a record that another page may have sent does no harm.
  const repeatsAreHarmless = revisions === 'each' && dedupes;
  return {
    ...(revisions === 'final' ? onceFinal : eachRevision),
    ...(unload === 'defer' ? deferAtUnload : sendAtUnload),
    sendsUnread: repeatsAreHarmless,
    repeatsInSilence: dedupes,
    journalsTombstone: !repeatsAreHarmless,
  };
}
