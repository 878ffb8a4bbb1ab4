/** The little that the store asks of a database. Both kinds speak the same SQL with `$1` parameters. */
export interface Database {
  /** Runs one statement in a transaction of its own. When it resolves, the change is committed and on disk. */
  query<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs `work` while no other collector does, where the database has such a lock; else simply runs it. */
  exclusively(work: (query: Database['query']) => Promise<void>): Promise<void>;
  /** Clears away and takes stock, where the database does not do so by itself in the background. */
  tidy?(): Promise<void>;
  close(): Promise<void>;
}

/** The store cannot be opened, or was asked for in a way that makes no sense. The message says what to change. */
export class StoreError extends Error {
  override name = 'StoreError';
}

/** Loads a package that only some users install, or says that it is missing. */
export async function needs<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new StoreError(`The package ${name} is not installed. Install it with: npm install ${name}`, { cause });
  }
}
