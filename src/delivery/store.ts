import { createStore, promisifyRequest } from 'idb-keyval';
import { quietly } from '../instrument/quietly.ts';
import type { Kept } from './kept.ts';

const LIMIT = 1500;

/** The durable layer: IndexedDB. No call takes longer than twice 1.5 s, however deaf the database is. */
export function openStore(name: string) {
  let connect: ReturnType<typeof createStore> | undefined;
  let silentUntil = 0;
  const running = new Set<IDBTransaction>();
  let db: IDBDatabase | undefined;

  /** Resolves once the transaction has committed. `work` may run twice: what fails is tried on a new connection. */
  async function run<T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => Promise<T>,
    again?: boolean,
  ): Promise<T> {
    // One call has just waited for nothing: a round of many records must not wait 3 s for each.
    if (performance.now() < silentUntil) throw Error('no database');
    try {
      connect ??= createStore(`cx7:${name}`, 'outbox');
      return await within(
        connect(mode, (store) => {
          const { transaction } = store;
          db = transaction.db;
          running.add(transaction);
          return work(store).finally(() => running.delete(transaction));
        }),
      );
    } catch (error) {
      connect = undefined;
      if (!again) return run(mode, work, true);
      silentUntil = performance.now() + 9 * LIMIT;
      throw error;
    }
  }

  const of = (id: string) => IDBKeyRange.bound(`${id}:`, `${id};`);

  return {
    _all: () =>
      run('readonly', (store) => Promise.all([promisifyRequest(store.getAllKeys()), promisifyRequest(store.getAll())])),
    /**
     * Writes a record in this very tick, without a look at what is there, which a page that is left in the next would not
     * live to see. Resolves with whether it is the only one of its interview. Overwrites nothing, and then it is not, but
     * where `over` says so.
     */
    _add: (kept: Kept, over?: boolean): Promise<boolean> =>
      run('readwrite', async (store) => {
        const { transaction } = store;
        const others = promisifyRequest(store.count(of(kept.id)));
        (!EACH_ONLY && over ? store.put(kept, kept.key) : store.add(kept, kept.key)).onerror = (event) =>
          event.preventDefault();
        transaction.commit?.();
        return Promise.all([others, promisifyRequest(transaction as never)]).then(
          ([count]) => !count,
          () => false,
        );
      }),
    /** One transaction over all that is stored of one interview. `work` sees it and writes in the same tick. */
    _change: <T>(id: string, work: (rows: unknown[], store: IDBObjectStore) => T) =>
      run('readwrite', async (store) => {
        const { transaction } = store;
        const result = work(await promisifyRequest(store.getAll(of(id))), store);
        // Without this the browser waits for its next turn, and a tab that crashes takes the write with it.
        transaction.commit?.();
        await promisifyRequest(transaction as never);
        return result;
      }),
    /**
     * No call succeeds before then. What is under way and waits for the page is given up: a page in the back-forward cache
     * would answer when it is back, and keep every other page from the database until then.
     */
    _rest(until: number) {
      silentUntil = until;
      for (const transaction of running) quietly(() => transaction.abort());
    },
    _close: () => db?.close(),
  };
}

/** A promise that does not outlast its time. */
export const within = <T>(promise: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(reject, LIMIT);
    promise.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
