import { createStore, promisifyRequest } from 'idb-keyval';

/** The durable layer: IndexedDB. No call takes longer than twice 1.5 s, however deaf the database is. */
export function openStore(name: string) {
  let silentUntil = 0;
  let connect: ReturnType<typeof createStore> | undefined;

  const once = <T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => Promise<T>) => {
    connect ??= createStore(`cx7:${name}`, 'outbox');
    return within(LIMIT, connect(mode, work));
  };

  /** Resolves once the transaction has committed. `work` may run twice: a deaf connection is opened anew, once. */
  const run = async <T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => Promise<T>): Promise<T> => {
    if (performance.now() < silentUntil) throw Error('IndexedDB hangs');
    try {
      return await once(mode, work);
    } catch {
      connect = undefined;
      try {
        return await once(mode, work);
      } catch (error) {
        connect = undefined;
        // A drain of many records must not wait 3 s for each.
        if (error === HUNG) silentUntil = performance.now() + 20 * LIMIT;
        throw error;
      }
    }
  };

  return {
    _all: () =>
      run('readonly', (store) => Promise.all([promisifyRequest(store.getAllKeys()), promisifyRequest(store.getAll())])),
    /** One transaction over all that is stored of one interview. `work` sees it and writes in the same tick. */
    _change: (id: string, work: (rows: unknown[], store: IDBObjectStore) => void) =>
      run('readwrite', async (store) => {
        work(await promisifyRequest(store.getAll(IDBKeyRange.bound(`${id}:`, `${id};`))), store);
        // Without this the browser waits for its next turn, and a tab that crashes takes the write with it.
        store.transaction.commit?.();
        await promisifyRequest(store.transaction as never);
      }),
    _close: () => connect?.('readonly', async (store) => store.transaction.db.close()).catch(() => {}),
  };
}

const LIMIT = 1500;
const HUNG = Error('IndexedDB hangs');

/** A promise that does not outlast its time. */
export function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(reject, ms, HUNG);
    promise.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}
