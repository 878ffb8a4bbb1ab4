import { createStore, promisifyRequest } from 'idb-keyval';
import { quietly } from './quietly.ts';

const LIMIT = 1500;

/** The durable layer: IndexedDB. No call takes longer than twice 1.5 s, however deaf the database is. */
export function openStore(name: string) {
  let connect: ReturnType<typeof createStore> | undefined;
  let silentUntil = 0;

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
      return await within(connect(mode, work));
    } catch (error) {
      connect = undefined;
      if (!again) return run(mode, work, true);
      silentUntil = performance.now() + 9 * LIMIT;
      throw error;
    }
  }

  return {
    _all: () =>
      run('readonly', (store) => Promise.all([promisifyRequest(store.getAllKeys()), promisifyRequest(store.getAll())])),
    /** One transaction over all that is stored of one interview. `work` sees it and writes in the same tick. */
    _change: <T>(id: string, work: (rows: unknown[], store: IDBObjectStore) => T) =>
      run('readwrite', async (store) => {
        const { transaction } = store;
        const result = work(await promisifyRequest(store.getAll(IDBKeyRange.bound(`${id}:`, `${id};`))), store);
        // Without this the browser waits for its next turn, and a tab that crashes takes the write with it.
        transaction.commit?.();
        await promisifyRequest(transaction as never);
        return result;
      }),
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
