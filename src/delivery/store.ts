import { promisifyRequest } from 'idb-keyval';
import { quietly } from '../instrument/quietly.ts';
import { monotonic } from './clock.ts';
import type { Kept } from './kept.ts';
import { PATIENCE, within } from './within.ts';

/** Everything that is stored of one interview. */
const ofInterview = (id: string) => IDBKeyRange.bound(`${id}:`, `${id};`);

/**
 * The durable layer: IndexedDB. No call takes longer than twice 1.5 s, however deaf the database is.
 *
 * @param onLoss called in the tick in which the database is being taken away
 */
export function openStore(name: string, onLoss: () => void) {
  let connection: Promise<IDBDatabase> | undefined;
  /** How often the database was taken away. */
  let losses = 0;
  let silentUntil = 0;
  const running = new Set<IDBTransaction>();

  function lose(): void {
    connection = undefined;
    losses++;
    onLoss();
  }

  /** Resolves once the transaction has committed. `work` may run twice: what fails is tried on a new connection. */
  async function run<T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => Promise<T>,
    again = false,
  ): Promise<T> {
    // One call has just waited for nothing: a round of many records must not wait 3 s for each.
    if (monotonic() < silentUntil) throw Error('no database');
    const before = losses;
    try {
      connection ??= connect(name, lose);
      const result = await within(
        connection.then((db) => {
          const transaction = db.transaction('outbox', mode);
          running.add(transaction);
          return work(transaction.objectStore('outbox')).finally(() => running.delete(transaction));
        }),
      );
      // What was committed to a database that is being taken away goes with it.
      if (losses !== before) throw Error('no database');
      return result;
    } catch (error) {
      connection = undefined;
      if (!again) return run(mode, work, true);
      silentUntil = monotonic() + 9 * PATIENCE;
      throw error;
    }
  }

  /**
   * Writes a record in this very tick, without a look at what is there, which a page that is left in the next would not
   * live to see. Resolves with whether it was written and is the only one of its interview.
   */
  const writeAtOnce = ({ id }: Kept, write: (store: IDBObjectStore) => IDBRequest): Promise<boolean> =>
    run('readwrite', async (store) => {
      const { transaction } = store;
      const others = promisifyRequest(store.count(ofInterview(id)));
      write(store).onerror = (event) => event.preventDefault();
      transaction.commit?.();
      return Promise.all([others, promisifyRequest(transaction)]).then(
        ([count]) => !count,
        () => false,
      );
    });

  return {
    all: () =>
      run('readonly', (store) => Promise.all([promisifyRequest(store.getAllKeys()), promisifyRequest(store.getAll())])),
    /** Overwrites nothing: then it was not written. */
    add: (kept: Kept) => writeAtOnce(kept, (store) => store.add(kept, kept.key)),
    overwrite: (kept: Kept) => writeAtOnce(kept, (store) => store.put(kept, kept.key)),
    /** One transaction over all that is stored of one interview. `work` sees it and writes in the same tick. */
    change: <T>(id: string, work: (rows: unknown[], store: IDBObjectStore) => T) =>
      run('readwrite', async (store) => {
        const { transaction } = store;
        const result = work(await promisifyRequest(store.getAll(ofInterview(id))), store);
        // Without this the browser waits for its next turn, and a tab that crashes takes the write with it.
        transaction.commit?.();
        await promisifyRequest(transaction);
        return result;
      }),
    erase: (key: IDBValidKey) =>
      run('readwrite', async (store) => {
        store.delete(key);
        store.transaction.commit?.();
        await promisifyRequest(store.transaction);
      }),
    /**
     * No call succeeds until {@link wake}. What is under way and waits for the page is given up: a page in the back-forward
     * cache would answer when it is back, and keep every other page from the database until then.
     */
    rest(): void {
      silentUntil = Infinity;
      for (const transaction of running) quietly(() => transaction.abort());
    },
    wake(): void {
      silentUntil = 0;
    },
    /** Whether the browser has no database at all, or forbids it. */
    isMissing: (): boolean => !quietly(() => indexedDB),
    close(): void {
      connection?.then((db) => db.close()).catch(() => {});
    },
  };
}

/** Whoever deletes the database, as some pages do when somebody logs out, is not kept waiting, and `onLoss` is called. */
async function connect(name: string, onLoss: () => void): Promise<IDBDatabase> {
  const request = indexedDB.open(`cx7:${name}`);
  request.onupgradeneeded = () => request.result.createObjectStore('outbox');
  const db = await promisifyRequest(request);
  db.onversionchange = db.onclose = () => {
    db.close();
    onLoss();
  };
  return db;
}

export type Store = ReturnType<typeof openStore>;
