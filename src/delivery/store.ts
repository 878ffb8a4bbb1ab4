import { createStore, promisifyRequest } from 'idb-keyval';
import type { Kept } from './kept.ts';
import { quietly } from './quietly.ts';

const LIMIT = 1500;

/** The durable layer: IndexedDB. No call takes longer than twice 1.5 s, however deaf the database is. */
export function openStore(name: string) {
  let connect: ReturnType<typeof createStore> | undefined;
  let silentUntil = 0;
  const running = new Set<IDBTransaction>();

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
          running.add(store.transaction);
          return work(store).finally(() => running.delete(store.transaction));
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
     * Writes a record in this very tick, without a look at what is there: that holds when the page is closed in the next.
     * Overwrites nothing. Resolves with how many there were of its interview.
     */
    _add: (kept: Kept) =>
      run('readwrite', async (store) => {
        const { transaction } = store;
        const count = promisifyRequest(store.count(of(kept.id)));
        // Its key is taken: what is there stays, and the transaction is none the worse.
        store.add(kept, kept.key).onerror = (event) => event.preventDefault();
        transaction.commit?.();
        return (await Promise.all([count, promisifyRequest(transaction as never)]))[0];
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
    _close: () =>
      quietly(() => connect?.('readonly', async ({ transaction }) => transaction.db.close()).catch(() => {})),
  };
}

/** A promise that does not outlast its time. */
export const within = <T>(promise: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(Error('timeout')), LIMIT);
    promise.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
