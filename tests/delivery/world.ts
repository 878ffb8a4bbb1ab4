import { buildSync } from 'esbuild';
import { forceCloseDatabase, IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { vi } from 'vitest';
import type * as Delivery from '../../src/delivery/index.ts';
import type {
  Adapter,
  Deliverable,
  ObservableOutbox,
  OutboxEvents,
  OutboxNews,
  Receiver,
} from '../../src/delivery/index.ts';
import type { Kept } from '../../src/delivery/kept.ts';

/**
 * A browser in small: one disk (localStorage and IndexedDB) and pages that share it, each with globals of its own,
 * so that a page can crash, be closed or be frozen while the others go on. Pages run the bundled, minified code.
 */
const [bundle] = buildSync({
  entryPoints: [new URL('../../src/delivery/index.ts', import.meta.url).pathname],
  bundle: true,
  write: false,
  minify: true,
  format: 'iife',
  globalName: 'delivery',
  target: 'es2020',
}).outputFiles;
/** Compiled once: a history opens many pages. */
const deliveryOn = new Function('window', `with (window) { ${bundle?.text}; return delivery; }`) as (
  window: object,
) => typeof Delivery;

export const URL_OF_COLLECTOR = 'https://collector.example/interviews';

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  redirected?: boolean;
  /** What stands in the answer; of a record that was taken, `echo` says it back as the collector does. */
  body?: string;
  echo?: boolean;
  /** Where it came from in the end. */
  url?: string;
  /** Takes the record and then breaks the connection. */
  acceptThenDrop?: boolean;
  /** Breaks the connection before anything is read. */
  drop?: boolean;
  /** Never answers. */
  hang?: boolean;
  /** Takes the record and never answers. */
  acceptThenHang?: boolean;
  /** Answers after so many milliseconds. */
  after?: number;
}

export interface Request {
  body: string;
  record: Deliverable & Record<string, unknown>;
  init: RequestInit;
  url: string;
  page: Page;
}

export type Page = ReturnType<World['open']>;
export type World = ReturnType<typeof createWorld>;

/** What the fake database has inside. Its values are ours, but for the rubbish that a test has put there. */
interface Inside {
  _databases: Map<
    string,
    {
      rawObjectStores: Map<string, { records: { values(): Iterable<{ key: IDBValidKey; value: Kept }> } }>;
      transactions: { mode: IDBTransactionMode; _started: boolean; _state: string }[];
    }
  >;
}

/** What pages know of time and chance. */
export interface Clock {
  Date: typeof Date;
  performance: { now(): number };
  setTimeout(act: () => void, ms: number): unknown;
  clearTimeout(timer: never): void;
  random(): number;
}

/** The test's own, which Vitest fakes. */
const ITS_OWN: Clock = {
  get Date() {
    return Date;
  },
  get performance() {
    return performance;
  },
  setTimeout: (act, ms) => setTimeout(act, ms),
  clearTimeout: (timer) => clearTimeout(timer),
  random: () => Math.random(),
};

/** Whoever wants to look on. */
export interface Watch {
  /** A request begins; nothing has become of it yet. */
  begins?(request: Request): void;
  /** The collector has taken the record or not, and will answer so. */
  judged?(request: Request, answer: Answer, taken: boolean): void;
  /** The answer, or a broken connection, has come to a living page. */
  reported?(request: Request, answer: Answer, taken: boolean): void;
}

/** What has to be there. */
export function the<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw Error('It is not there.');
  return value;
}

/** Lets everything happen that needs no time. */
export async function settle(turns = 40) {
  for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** Lets time pass, in small steps, as databases answer between them. */
export async function pass(ms: number) {
  const step = Math.max(100, ms / 100);
  await settle();
  for (let left = ms; left > 0; left -= step) {
    vi.advanceTimersByTime(Math.min(step, left));
    await settle(15);
  }
  await settle();
}

/** Somebody comes when the clock on the wall is so much further, for long enough to send what waits, and goes. */
export async function visit(world: World, later: number, adapter?: Adapter) {
  vi.setSystemTime(Date.now() + later);
  world.disk.session.clear();
  const page = world.open();
  page.outbox(adapter);
  await pass(1000);
  page.close();
  return page;
}

export function createWorld({ clock = ITS_OWN, watch = {} as Watch } = {}) {
  const disk = {
    local: new Map<string, string>(),
    session: new Map<string, string>(),
    idb: new IDBFactory(),
    /** What pages wrote into localStorage, for {@link kill}: the browser brings it to the disk some seconds later. */
    written: [] as { at: number; key: string; before: string | undefined }[],
  };
  /** Every key that a page tried to write to localStorage. */
  const tried = new Set<string>();
  const pages = new Set<{ crash(): void; disconnect(): void }>();
  const locks = createLocks();
  const channels = new Set<FakeChannel>();
  const requests: Request[] = [];
  /** Highest revision of each interview, as the collector keeps it, and how often each revision was accepted. */
  const collected = new Map<string, number>();
  const acceptances: string[] = [];
  let answer: (request: Request, nth: number) => Answer | number = () => 204;

  interface FakeChannel {
    name: string;
    page: { dead: boolean; frozen: unknown };
    onmessage?: (event: { data: unknown }) => void;
  }

  const faults = {
    localStorage: undefined as undefined | 'missing' | 'throws' | 'full',
    indexedDB: undefined as undefined | 'missing' | 'throws' | 'hangs' | 'full' | 'hangs-once' | 'fails',
    locks: undefined as undefined | 'missing' | 'throws' | 'hangs',
    channel: undefined as undefined | 'missing' | 'throws',
    offline: false,
    /** Whether requests of the host hold all that may outlive the page. */
    quotaTaken: false,
  };

  function collect(request: Request): { result: Answer; taken: boolean } {
    requests.push(request);
    watch.begins?.(request);
    const said = answer(request, requests.length);
    const result = typeof said === 'number' ? { status: said } : said;
    const status = result.status ?? 200;
    const lost = result.drop || result.hang || result.redirected || result.body;
    const taken = !lost && status >= 200 && status < 300;
    if (taken) {
      const { id, revision } = request.record;
      acceptances.push(`${id}:${revision}`);
      collected.set(id, Math.max(revision, collected.get(id) ?? 0));
    }
    watch.judged?.(request, result, taken);
    return { result, taken };
  }

  function open({
    visible = true,
    session = disk.session,
    /** An error that a callback of the page let through. */
    uncaught = (error: unknown): void => {
      throw error;
    },
  } = {}) {
    const state = {
      dead: false,
      /** From pagehide to pageshow. */
      leaving: false,
      /** What waits for the page to come back from the back-forward cache. */
      frozen: undefined as (() => void)[] | undefined,
      log: [] as [keyof OutboxEvents, Record<string, unknown>][],
    };
    /** Runs a page's callback as long as there is a page. */
    const task = (act: () => void): void => {
      if (state.dead) return;
      if (state.frozen) state.frozen.push(act);
      else
        try {
          act();
        } catch (error) {
          uncaught(error);
        }
    };
    const setTimer = (act: (...args: unknown[]) => void, ms: number, ...args: unknown[]) =>
      clock.setTimeout(() => task(() => act(...args)), ms);
    /** Sends a request through all that may happen to it. */
    const exchange = (request: Request, answered: (answer: Answer) => void, broken: () => void) => {
      const { result, taken } = collect(request);
      if (result.hang || result.acceptThenHang) return;
      const respond = () =>
        task(() => {
          watch.reported?.(request, result, taken);
          if (result.drop || result.acceptThenDrop) broken();
          else answered(result);
        });
      if (result.after) clock.setTimeout(respond, result.after);
      else respond();
    };
    const window = new EventTarget() as EventTarget & Record<string, unknown>;
    const document = Object.assign(new EventTarget(), { visibilityState: visible ? 'visible' : 'hidden' });
    document.addEventListener('visibilitychange', () => window.dispatchEvent(new Event('visibilitychange')));
    const transactions = new Set<IDBTransaction>();
    const connections = new Set<IDBDatabase>();
    const alive = () => {
      if (state.dead) throw Error('this page is gone');
    };

    /** Methods are not asked for: a key is a property. */
    const note = (map: Map<string, string>, key: string) => {
      if (map === disk.local) disk.written.push({ at: clock.performance.now(), key, before: map.get(key) });
    };
    const storage = (map: Map<string, string>) =>
      new Proxy<Record<string, string>>(
        {},
        {
          get(_, key: string) {
            alive();
            return map.get(key);
          },
          set(_, key: string, value) {
            alive();
            if (map === disk.local) tried.add(key);
            if (faults.localStorage === 'full') throw new DOMException('full', 'QuotaExceededError');
            note(map, key);
            map.set(key, `${value}`);
            return true;
          },
          deleteProperty(_, key: string) {
            alive();
            if (map.has(key)) note(map, key);
            map.delete(key);
            return true;
          },
          has(_, key: string) {
            alive();
            return map.has(key);
          },
          ownKeys() {
            alive();
            return [...map.keys()];
          },
          getOwnPropertyDescriptor: (_, key: string) => ({
            value: map.get(key),
            enumerable: true,
            configurable: true,
          }),
        },
      );

    const indexedDB = {
      open(name: string) {
        alive();
        if (faults.indexedDB === 'fails') throw new DOMException('no', 'InvalidStateError');
        if (faults.indexedDB === 'hangs' || faults.indexedDB === 'hangs-once') {
          if (faults.indexedDB === 'hangs-once') faults.indexedDB = undefined;
          return {};
        }
        const { idb } = disk;
        const request = idb.open(name);
        request.addEventListener('success', () => {
          const db = request.result;
          // Cleared while it was being opened.
          if (idb !== disk.idb || state.dead) return forceCloseDatabase(db as never);
          connections.add(db);
          const begin = db.transaction.bind(db);
          db.transaction = (stores: string | Iterable<string>, mode?: IDBTransactionMode) => {
            alive();
            if (faults.indexedDB === 'full' && mode === 'readwrite')
              throw new DOMException('full', 'QuotaExceededError');
            if (faults.indexedDB === 'hangs')
              return { objectStore: () => ({ getAll: () => ({}), getAllKeys: () => ({}) }) } as never;
            const transaction = begin(stores as string, mode);
            transactions.add(transaction);
            for (const end of ['complete', 'abort'])
              transaction.addEventListener(end, () => {
                transactions.delete(transaction);
                if (end === 'abort') page.givenUp++;
              });
            return transaction;
          };
        });
        return request;
      },
    };

    const guarded = <T>(fault: keyof typeof faults, value: T) => ({
      get: (): T | undefined => {
        if (faults[fault] === 'throws') throw new DOMException('denied', 'SecurityError');
        return faults[fault] === 'missing' ? undefined : value;
      },
    });

    class Channel implements FakeChannel {
      page = state;
      onmessage?: (event: { data: unknown }) => void;
      constructor(public name: string) {
        channels.add(this);
      }
      postMessage(data: unknown) {
        for (const other of channels)
          if (other !== this && other.name === this.name && !other.page.dead && !other.page.frozen)
            other.onmessage?.({ data: structuredClone(data) });
      }
      close() {
        channels.delete(this);
      }
    }

    const navigator = Object.defineProperties(
      {},
      {
        onLine: { get: () => !faults.offline },
        locks: guarded(
          'locks',
          new Proxy(locks.of(state), {
            get: (target, key: 'request' | 'query') =>
              faults.locks === 'hangs' ? () => new Promise(() => {}) : target[key],
          }),
        ),
      },
    );

    Object.defineProperties(window, {
      globalThis: { get: () => window },
      localStorage: guarded('localStorage', storage(disk.local)),
      sessionStorage: guarded('localStorage', storage(session)),
      indexedDB: guarded('indexedDB', indexedDB),
      IDBKeyRange: { value: IDBKeyRange },
      navigator: { value: navigator },
      document: { value: document },
      BroadcastChannel: guarded('channel', Channel),
      Date: { get: () => clock.Date },
      performance: { get: () => clock.performance },
      Math: { value: Object.create(Math, { random: { value: () => clock.random() } }) },
      setTimeout: { value: setTimer },
      clearTimeout: { value: (timer: never) => clock.clearTimeout(timer) },
      fetch: {
        value: (url: string, init: RequestInit) =>
          new Promise((resolve, reject) => {
            if (state.dead) return;
            const broken = () => reject(new TypeError('Failed to fetch'));
            if (faults.offline || (faults.quotaTaken && init.keepalive)) return broken();
            init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
            const body = init.body as string;
            exchange(
              { url, body, record: JSON.parse(body), init, page },
              (answer) =>
                resolve(
                  responseOf(answer, body, () => {
                    page.bodiesRead++;
                  }),
                ),
              broken,
            );
          }),
      },
    });

    const delivery = deliveryOn(window);

    const page = {
      window,
      document,
      delivery,
      state,
      bodiesRead: 0,
      /** Those that are under way in the database, and how many were aborted. */
      transactions,
      givenUp: 0,
      log: state.log,
      /** The events of one name, as they came. */
      heard: (event: keyof OutboxEvents) => state.log.filter(([name]) => name === event).map(([, detail]) => detail),
      outbox(adapter?: Adapter, name?: string): ObservableOutbox {
        const { createOutbox, httpAdapter } = delivery;
        const outbox = createOutbox({ adapter: adapter ?? httpAdapter({ url: URL_OF_COLLECTOR }), name });
        for (const event of ['queued', 'sending', 'sent', 'waiting', 'rejected', 'dropped', 'error'] as const)
          outbox.on(event, (detail) => state.dead || state.log.push([event, detail as never]));
        return outbox;
      },
      /** An outbox that begins when it is told to. */
      unbegun(adapter?: Adapter): ObservableOutbox {
        const listeners = new Set<(news: OutboxNews) => void>();
        const to = adapter ?? delivery.httpAdapter({ url: URL_OF_COLLECTOR });
        const listener = (news: OutboxNews) => {
          const { event, ...detail } = news;
          if (!state.dead) state.log.push([event, detail]);
          for (const hear of listeners) hear(news);
        };
        const outbox = delivery.askable(
          delivery.openOutbox({ adapter: to, listener }, delivery.policyFor(to.abilities)),
        );
        return {
          ...outbox,
          on(event, listener) {
            const hear = ({ event: said, ...detail }: OutboxNews) => said === event && listener(detail as never);
            listeners.add(hear);
            return () => listeners.delete(hear);
          },
        };
      },
      /** A function of the page that hands interviews to the collector. */
      receiver:
        (url: string): Receiver =>
        (interview) =>
          new Promise((resolve, reject) => {
            if (state.dead) return;
            const broken = () => reject(Error('broken'));
            if (faults.offline) return broken();
            const body = JSON.stringify(interview);
            exchange(
              { url, body, record: interview as Request['record'], init: {}, page },
              // As `fetch` gives it to a host's function, which hands it on.
              (answer) => resolve(responseOf(answer, body) as Response),
              broken,
            );
          }),
      /** The renderer dies: no more code runs, what was not committed is undone. */
      crash() {
        state.dead = true;
        for (const transaction of transactions) {
          try {
            transaction.abort();
          } catch {
            // It has just committed.
          }
        }
        locks.release(state);
        for (const db of connections) db.close();
        pages.delete(page);
      },
      /** The page is left: it hears of it, and is gone. What it had committed to the database stays. */
      close() {
        document.visibilityState = 'hidden';
        document.dispatchEvent(new Event('visibilitychange'));
        page.fire('pagehide', { persisted: false });
        state.dead = true;
        locks.release(state);
        for (const db of connections) db.close();
        pages.delete(page);
      },
      /** The page is left and kept in the back-forward cache: what was about to happen there waits. */
      freeze() {
        page.show('hidden');
        page.fire('pagehide', { persisted: true });
        state.frozen = [];
      },
      restore() {
        const waiting = state.frozen ?? [];
        state.frozen = undefined;
        page.fire('pageshow', { persisted: true });
        page.show('visible');
        for (const act of waiting) task(act);
      },
      /** The connections to a database that is taken away. */
      disconnect() {
        for (const transaction of transactions)
          try {
            transaction.abort();
          } catch {
            // It has just committed.
          }
        for (const db of connections) forceCloseDatabase(db as never);
        connections.clear();
      },
      show(visibilityState: 'visible' | 'hidden') {
        document.visibilityState = visibilityState;
        document.dispatchEvent(new Event('visibilitychange'));
      },
      fire(event: string, detail: object = {}) {
        if (event.startsWith('page')) state.leaving = event === 'pagehide';
        window.dispatchEvent(Object.assign(new Event(event), detail));
      },
    };
    pages.add(page);
    return page;
  }

  /** The browser dies: all pages at once, and what localStorage was told in the last milliseconds. */
  function kill(lost: number) {
    for (const page of pages) page.crash();
    while (disk.written.length && the(disk.written.at(-1)).at > clock.performance.now() - lost) {
      const { key, before } = the(disk.written.pop());
      if (before === undefined) disk.local.delete(key);
      else disk.local.set(key, before);
    }
  }

  /** Site data is cleared while pages live. */
  function clear() {
    disk.local.clear();
    disk.written.length = 0;
    for (const page of pages) page.disconnect();
    disk.idb = new IDBFactory();
  }

  /** Keys and values in the database, as they are now; whether all of it is committed. */
  function peek(name = 'cx7'): { rows: Map<IDBValidKey, Kept>; committed: boolean } {
    const { _databases } = disk.idb as unknown as Inside;
    const database = _databases.get(`cx7:${name}`);
    const rows = new Map<IDBValidKey, Kept>();
    for (const { key, value } of database?.rawObjectStores.get('outbox')?.records.values() ?? []) rows.set(key, value);
    const isUnfinished = database?.transactions.some(
      ({ mode, _started, _state }) => mode !== 'readonly' && _started && _state !== 'finished',
    );
    return { rows, committed: !isUnfinished };
  }

  return {
    disk,
    faults,
    requests,
    collected,
    acceptances,
    tried,
    pages,
    open,
    kill,
    clear,
    peek,
    /** What the collector says from now on. */
    answers(next: Answer | number | typeof answer) {
      answer = typeof next === 'function' ? next : () => next;
    },
    /** What lies in the database, by key. */
    async stored(name = 'cx7'): Promise<Map<IDBValidKey, Record<string, unknown>>> {
      const db = await this.database(name);
      const store = db.transaction('outbox').objectStore('outbox');
      const [keys, values] = await Promise.all([result(store.getAllKeys()), result(store.getAll())]);
      db.close();
      return new Map(keys.map((key, at) => [key, values[at]]));
    },
    async store(key: IDBValidKey, value: unknown, name = 'cx7') {
      const db = await this.database(name);
      await result(db.transaction('outbox', 'readwrite').objectStore('outbox').put(value, key));
      db.close();
    },
    database(name: string): Promise<IDBDatabase> {
      const request = disk.idb.open(`cx7:${name}`);
      request.onupgradeneeded = () => request.result.createObjectStore('outbox');
      return result(request);
    },
    /** How many channels a page has open. */
    channelsOf: (page: { state: object }) => [...channels].filter((channel) => channel.page === page.state).length,
    /** Keys of records in the journal. */
    journaled: (name = 'cx7') => [...disk.local.keys()].flatMap((key) => key.split(`cx7:journal:${name}:`).slice(1)),
  };
}

const result = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Web Locks, exclusive ones only. */
function createLocks() {
  interface Held {
    name: string;
    page: object;
    release: () => void;
  }
  const held = new Map<string, Held>();
  const queue: { name: string; page: { dead: boolean }; begin: () => void }[] = [];
  const grant = () => {
    for (const waiting of [...queue]) {
      if (waiting.page.dead) queue.splice(queue.indexOf(waiting), 1);
      else if (!held.has(waiting.name)) {
        queue.splice(queue.indexOf(waiting), 1);
        waiting.begin();
      }
    }
  };
  return {
    of: (page: { dead: boolean }) => ({
      request: (name: string, work: () => Promise<unknown>) =>
        new Promise((resolve, reject) => {
          queue.push({
            name,
            page,
            begin() {
              const mine: Held = { name, page, release: () => {} };
              held.set(name, mine);
              const over = () => {
                if (held.get(name) === mine) held.delete(name);
                grant();
              };
              Promise.resolve()
                .then(() => (page.dead ? undefined : work()))
                .finally(over)
                .then(resolve, reject);
            },
          });
          grant();
        }),
      query: async () => ({ held: [...held.values()].map(({ name }) => ({ name })), pending: [] }),
    }),
    release(page: object) {
      for (const [name, lock] of held) if (lock.page === page) held.delete(name);
      grant();
    },
  };
}

/** What `fetch` resolves with. */
function responseOf({ status = 200, redirected = false, headers, ...answer }: Answer, body: string, read = () => {}) {
  const { id, revision } = JSON.parse(body) as Deliverable;
  return {
    status,
    redirected,
    url: answer.url ?? '',
    headers: new Headers(headers),
    async text() {
      read();
      return answer.echo && !answer.body && !redirected ? JSON.stringify({ id, revision }) : (answer.body ?? '');
    },
  };
}

let count = 0;
/** A record, with as much of an interview as delivery looks at. */
export const interview = (over: Partial<Deliverable> & Record<string, unknown> = {}): Deliverable => ({
  id: `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`,
  revision: 1,
  disposition: 'complete',
  ...over,
});
