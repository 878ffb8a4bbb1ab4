const LIMIT = 1500;

/** The durable layer: IndexedDB. No call takes longer than twice 1.5 s, however deaf the database is. */
export function openStore(name: string) {
  let connection: Promise<IDBDatabase> | undefined;
  let silentUntil = 0;

  const connect = (): Promise<IDBDatabase> => {
    const request = indexedDB.open(`cx7:${name}`);
    request.onupgradeneeded = () => request.result.createObjectStore('outbox');
    return settled(request);
  };

  /** Resolves once the transaction has committed. `work` may run twice: what fails is tried on a new connection. */
  async function run<T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => Promise<T>,
    again?: boolean,
  ): Promise<T> {
    // One call has just waited for nothing: a round of many records must not wait 3 s for each.
    if (performance.now() < silentUntil) throw Error('no database');
    try {
      connection ??= connect();
      return await within(connection.then((db) => work(db.transaction('outbox', mode).objectStore('outbox'))));
    } catch (error) {
      connection = undefined;
      if (!again) return run(mode, work, true);
      silentUntil = performance.now() + 9 * LIMIT;
      throw error;
    }
  }

  return {
    _all: () => run('readonly', (store) => Promise.all([settled(store.getAllKeys()), settled(store.getAll())])),
    /** One transaction over all that is stored of one interview. `work` sees it and writes in the same tick. */
    _change: <T>(id: string, work: (rows: unknown[], store: IDBObjectStore) => T) =>
      run('readwrite', async (store) => {
        const { transaction } = store;
        const result = work(await settled(store.getAll(IDBKeyRange.bound(`${id}:`, `${id};`))), store);
        // Without this the browser waits for its next turn, and a tab that crashes takes the write with it.
        transaction.commit?.();
        await settled(transaction as never);
        return result;
      }),
    _close: () => connection?.then((db) => db.close()).catch(() => {}),
  };
}

/** The promise of a database's request, or of a transaction's end. */
const settled = <T>(request: IDBRequest<T> & Partial<Pick<IDBTransaction, 'oncomplete' | 'onabort'>>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.oncomplete = request.onsuccess = () => resolve(request.result);
    request.onabort = request.onerror = () => reject(request.error);
  });

/** A promise that does not outlast its time. */
export const within = <T>(promise: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(Error('timeout')), LIMIT);
    promise.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
