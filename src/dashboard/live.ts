export type Liveness = 'connecting' | 'live' | 'lost';

/**
 * Listens for arrivals. Calls `changed` on each connection as well, because something may have arrived while there was
 * none. The browser reconnects by itself after a lost connection, but gives up on an answer such as 503: then this
 * tries again, less and less often. Returns how to stop.
 */
export function listen(changed: () => void, say: (liveness: Liveness) => void): () => void {
  let source: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let wait = 1000;

  const connect = () => {
    source = new EventSource('/v1/events');
    source.addEventListener('open', () => {
      wait = 1000;
      say('live');
      changed();
    });
    source.addEventListener('change', changed);
    source.addEventListener('error', () => {
      say('lost');
      if (source?.readyState !== EventSource.CLOSED) return;
      again = setTimeout(connect, wait);
      wait = Math.min(wait * 2, 30_000);
    });
  };
  connect();

  return () => {
    source?.close();
    clearTimeout(again);
  };
}

/**
 * Runs `work` now, and at most once at a time; calls in between share one more run, `pause` milliseconds later, or as
 * long as the run itself took: a large survey does not keep the collector counting all the time.
 */
export function calmly(work: () => Promise<void>, pause: number): () => void {
  let running = false;
  let wanted = false;
  return async function run(): Promise<void> {
    wanted = true;
    if (running) return;
    running = true;
    while (wanted) {
      wanted = false;
      const start = performance.now();
      await work();
      const took = performance.now() - start;
      await new Promise((resolve) => setTimeout(resolve, Math.max(pause, took)));
    }
    running = false;
  };
}
