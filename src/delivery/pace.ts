import { monotonic, wallClock } from './clock.ts';
import type { Mark } from './marking.ts';

const CEILING = 300_000;

/**
 * How long a destination is left in peace after a failure: full jitter under a ceiling that doubles from 1 s to
 * 5 min, and never less than its Retry-After. On the monotonic clock: people and phones change the other one.
 */
export function openPace(mark: Mark) {
  let failures = 0;
  let notBefore = 0;
  let floor = 0;

  /** Milliseconds until Retry-After is over, which nothing overrides. */
  function untilRetryAfter(): number {
    // What another page or tab was told, and when. A clock that was set back makes it nonsense: not believed.
    const { since, ms } = mark.retryAfter();
    const passed = wallClock() - since;
    const told = (passed >= 0 && ms - passed) || 0;
    return Math.max(floor - monotonic(), told, 0);
  }

  return {
    untilRetryAfter,
    /** Milliseconds until a repeat may start. */
    untilRepeat: (): number => Math.max(notBefore - monotonic(), untilRetryAfter()),
    /** Returns when this record is due again. `slow` for what only a person can mend. */
    failed({
      retryAfterMs = 0,
      slow = false,
    }: {
      retryAfterMs?: number | undefined;
      slow?: boolean | undefined;
    }): number {
      const now = monotonic();
      // Requests that fail together count as one failure.
      if (now >= notBefore) failures++;
      notBefore = Math.max(notBefore, now + Math.random() * Math.min(CEILING, 500 * 2 ** failures));
      if (retryAfterMs) {
        floor = Math.max(floor, now + retryAfterMs);
        // The longest that was told, by whomever.
        mark.noteRetryAfter(wallClock(), untilRetryAfter());
      }
      return slow ? now + CEILING : notBefore;
    },
    /** The destination is well, or may be: the next failure is the first. */
    reset(): void {
      failures = notBefore = 0;
    },
  };
}

export type Pace = ReturnType<typeof openPace>;
