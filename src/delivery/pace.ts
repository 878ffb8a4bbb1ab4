import { quietly } from '../instrument/quietly.ts';

const CEILING = 300_000;

/**
 * How long a destination is left in peace after a failure: full jitter under a ceiling that doubles from 1 s to
 * 5 min, and never less than its Retry-After. On the monotonic clock: people and phones change the other one.
 */
export function openPace(mark: string) {
  let failures = 0;
  let notBefore = 0;
  let floor = 0;

  return {
    /** Milliseconds until a request may start: a first one when Retry-After is over, which nothing overrides. */
    _wait(first?: boolean): number {
      const now = performance.now();
      // What another page or tab was told, and when. A clock that was set back makes it nonsense: not believed.
      const [since, ms] = quietly(() => localStorage[mark].split(' ')) ?? [];
      const passed = Date.now() - since;
      const told = (passed >= 0 && ms - passed) || 0;
      return Math.max(first ? 0 : notBefore - now, floor - now, told, 0);
    },
    /** Returns when this record is due again. */
    _failed(retryAfterMs = 0, slow = false): number {
      const now = performance.now();
      // Requests that fail together count as one failure.
      if (now >= notBefore) failures++;
      notBefore = Math.max(notBefore, now + Math.random() * Math.min(CEILING, 500 * 2 ** failures));
      if (retryAfterMs) {
        floor = Math.max(floor, now + retryAfterMs);
        quietly(() => {
          // The longest that was told, by whomever.
          localStorage[mark] = `${Date.now()} ${this._wait(true)}`;
        });
      }
      return slow ? now + CEILING : notBefore;
    },
    /** The destination is well, or may be: the next failure is the first. */
    _reset() {
      failures = notBefore = 0;
    },
  };
}
