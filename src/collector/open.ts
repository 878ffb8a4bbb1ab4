import { createStore, type Store } from './store.ts';

export interface StoreOptions {
  /** Address of a PostgreSQL server, `postgres://…`. Goes before `dataFolder`. */
  databaseUrl?: string | undefined;
  /** Folder of the built-in database. Without it (and without `databaseUrl`) everything is kept in memory only. */
  dataFolder?: string | undefined;
}

/** Opens the store that the options name. Needs the package `pg` or `@electric-sql/pglite`, whichever it comes to. */
export async function openStore({ databaseUrl, dataFolder }: StoreOptions): Promise<Store> {
  const database = databaseUrl
    ? await (await import('./postgres.ts')).openPostgres(databaseUrl)
    : await (await import('./pglite.ts')).openPglite(dataFolder);
  try {
    return await createStore(database);
  } catch (error) {
    await database.close();
    throw error;
  }
}
