import { type CollectorOptions, createCollector } from '../../../src/collector/index.ts';
import { openStore } from '../../../src/collector/open.ts';
import type { Store } from '../../../src/collector/store.ts';
import type { Tally } from '../../../src/report/index.ts';

export const HOST = 'http://collector.example';
export const TOKEN = '0123456789abcdef0123';

/** An hour after the offer of the samples. */
export const NOW = Date.parse('2026-08-14T16:00:00Z');

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** A collector over a database in memory, as strangers and its owner meet it. */
export interface Target {
  store: Store;
  fetch(request: Request, address?: string): Promise<Response>;
  post(interview: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** As the owner. */
  read<Body>(path: string): Promise<Body>;
  tally(survey: string, query?: string): Promise<Tally>;
  close(): Promise<void>;
}

export async function openTarget(options: Partial<CollectorOptions> = {}): Promise<Target> {
  const store = options.store ?? (await openStore({}));
  const quiet = { onNotice: () => {}, onError: () => {}, now: () => NOW };
  const collector = createCollector({ token: TOKEN, rateLimit: false, ...quiet, ...options, store });
  const target: Target = {
    store,
    fetch: (request, address) => collector.fetch(request, { address }),
    async post(interview, headers = {}) {
      const body = typeof interview === 'string' ? interview : JSON.stringify(interview);
      const response = await collector.fetch(
        new Request(`${HOST}/v1/interviews`, {
          method: 'POST',
          headers: { 'content-type': 'text/plain', ...headers },
          body,
        }),
      );
      return { status: response.status, headers: response.headers, text: await response.text() };
    },
    async read(path) {
      const response = await collector.fetch(
        new Request(HOST + path, { headers: { authorization: `Bearer ${TOKEN}` } }),
      );
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response.json() as Promise<never>;
    },
    async tally(survey, query = '') {
      return (await target.read<{ tally: Tally }>(`/v1/tally?survey=${encodeURIComponent(survey)}${query}`)).tally;
    },
    close: () => collector.close(),
  };
  return target;
}

/**
 * What work did to the process: its longest stop, and by how many MB its memory grew at most. Of a stop counts what the
 * process itself has used of the processor, since other tests run beside it, in milliseconds of a machine that does the
 * {@link yardstick} in {@link USUAL}: a slower one takes longer for everything.
 */
export interface Strain {
  stopped: number;
  grown: number;
}

export async function strainOf(work: () => Promise<unknown>): Promise<Strain> {
  const strains: Strain[] = [];
  // What stops the process by itself does so each time; what the machine adds does not.
  const slower = slowness();
  do strains.push(await strainOnce(work, slower));
  while (strains.length < 3 && strains.every(({ stopped }) => stopped > NOTABLE));
  return {
    stopped: Math.min(...strains.map(({ stopped }) => stopped)),
    grown: Math.max(...strains.map(({ grown }) => grown)),
  };
}

/** Milliseconds that the yardstick takes on the machine on which the limits were measured. */
const USUAL = 25;

/** How many times slower than that machine this one is now; 1 where it is faster. */
function slowness(): number {
  const times = Array.from({ length: 3 }, yardstick);
  return Math.max(1, Math.min(...times) / USUAL);
}

/** Work that never changes, of the kind that reading a record is; in milliseconds of the processor. */
function yardstick(): number {
  const before = process.cpuUsage();
  for (let n = 0; n < 4000; n++) JSON.parse(JSON.stringify({ n, text: 'x'.repeat(1000), list: Array(50).fill(n) }));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Milliseconds from which on a stop is looked at once more. */
const NOTABLE = 150;

async function strainOnce(work: () => Promise<unknown>, slower: number): Promise<Strain> {
  globalThis.gc?.();
  const before = process.memoryUsage();
  let [last, used, stopped, most] = [performance.now(), process.cpuUsage(), 0, 0];
  const look = () => {
    const now = performance.now();
    const { user, system } = process.cpuUsage(used);
    stopped = Math.max(stopped, Math.min(now - last, (user + system) / 1000));
    [last, used] = [now, process.cpuUsage()];
    const { rss } = process.memoryUsage();
    most = Math.max(most, rss - before.rss);
  };
  const timer = setInterval(look, 5);
  try {
    await work();
  } finally {
    look();
    clearInterval(timer);
  }
  return { stopped: stopped / slower, grown: most / 1e6 };
}
