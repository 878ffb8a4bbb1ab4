/**
 * How long a destination is left in peace after a failure: full jitter under a ceiling that doubles from 1 s to
 * 5 min, and never less than its Retry-After. On the monotonic clock: people and phones change the other one.
 */
export function openPace(mark: string) {
  let failures = 0;
  let notBefore = 0;
  let floor = 0;

  /**
   * The Retry-After that another page or tab was given, kept in the mark as `until wait`. One that lies further
   * ahead than it ever was long tells of a clock that was set back: it is not believed.
   */
  const told = (): number => {
    try {
      const [until, wait] = (localStorage.getItem(mark) as string).split(' ').map(Number) as [number, number];
      const left = until - Date.now();
      return left <= wait ? left : 0;
    } catch {
      return 0; // No mark, no storage: nobody was told anything.
    }
  };

  return {
    /** Milliseconds until Retry-After allows a request. Nothing overrides it. */
    _floor: () => Math.max(floor - performance.now(), told(), 0),
    /** Milliseconds until a retry is due. */
    _wait: () => Math.max(notBefore - performance.now(), floor - performance.now(), told(), 0),
    /** Returns when this record is due again. */
    _failed(retryAfterMs = 0, slow = false): number {
      const now = performance.now();
      // Requests that fail together count as one failure.
      if (now >= notBefore) failures++;
      notBefore = Math.max(notBefore, now + Math.random() * Math.min(CEILING, 1000 * 2 ** (failures - 1)));
      if (retryAfterMs) {
        floor = Math.max(floor, now + retryAfterMs);
        try {
          localStorage.setItem(mark, `${Date.now() + retryAfterMs} ${retryAfterMs}`);
        } catch {
          // Then this page alone knows.
        }
      }
      return slow ? now + CEILING : notBefore;
    },
    /** The destination is well, or may be: the next failure is the first. */
    _reset() {
      failures = notBefore = 0;
    },
  };
}

const CEILING = 300_000;
