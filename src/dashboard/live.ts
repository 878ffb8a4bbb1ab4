export type Liveness = 'connecting' | 'live' | 'lost';

/** What the tab that has the stream tells the others, and what they ask it. */
type Word = Liveness | 'change' | 'how is it?';

/**
 * Listens for arrivals while the page is seen. Calls `changed` whenever something may have arrived unheard as well: when
 * the page comes into sight, and on each connection. Returns how to stop.
 */
export function listen(changed: () => void, say: (liveness: Liveness) => void): () => void {
  const stop = new AbortController();
  let sight = new AbortController();
  const look = () => {
    sight.abort();
    if (document.hidden) return;
    sight = new AbortController();
    changed();
    share(sight.signal, (word) => {
      if (word === 'change') changed();
      else say(word);
    });
  };
  document.addEventListener('visibilitychange', look, { signal: stop.signal });
  look();
  return () => {
    stop.abort();
    sight.abort();
  };
}

/**
 * One stream for all tabs of a browser, since it has six connections to a server in all: whichever tab holds the lock has
 * the stream and passes on what it hears. Where there are no locks, on a page without https, each tab in sight has one.
 */
function share(signal: AbortSignal, hear: (word: Exclude<Word, 'how is it?'>) => void): void {
  const address = new URL('v1/events', document.baseURI).href;
  const others = new BroadcastChannel(address);
  let state: Liveness | undefined;
  const tell = (word: Liveness | 'change') => {
    if (word !== 'change') state = word;
    hear(word);
    others.postMessage(word);
  };
  others.addEventListener('message', ({ data: word }: MessageEvent<Word>) => {
    if (word !== 'how is it?') hear(word);
    else if (state) others.postMessage(state);
  });
  others.postMessage('how is it?');
  signal.addEventListener('abort', () => others.close());
  const locks: LockManager | undefined = navigator.locks;
  if (!locks) void stream(address, signal, tell);
  // Whoever goes out of sight while it waits for the lock no longer wants it.
  else locks.request(address, { signal }, () => stream(address, signal, tell)).catch(() => {});
}

/**
 * The stream itself, until the signal ends it. The browser reconnects by itself after a lost connection, but gives up on
 * an answer such as 503: then this tries again, less and less often.
 */
function stream(address: string, signal: AbortSignal, tell: (word: Liveness | 'change') => void): Promise<void> {
  let source: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let wait = 1000;

  const connect = () => {
    source = new EventSource(address);
    source.addEventListener('open', () => {
      wait = 1000;
      tell('live');
      tell('change');
    });
    source.addEventListener('change', () => tell('change'));
    source.addEventListener('error', () => {
      tell('lost');
      if (source?.readyState !== EventSource.CLOSED) return;
      again = setTimeout(connect, wait);
      wait = Math.min(wait * 2, 30_000);
    });
  };
  if (signal.aborted) return Promise.resolve();
  connect();

  return new Promise((end) => {
    signal.addEventListener('abort', () => {
      source?.close();
      clearTimeout(again);
      end();
    });
  });
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
