import { existsSync, fsyncSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Database, needs } from './database.ts';
import { lockFolder } from './lock.ts';

/**
 * PostgreSQL within this process: in a folder, or in memory where none is named.
 * One process at a time opens a folder; a second one is refused with a {@link StoreError}.
 */
export async function openPglite(folder?: string): Promise<Database> {
  const { PGlite } = await needs('@electric-sql/pglite', () => import('@electric-sql/pglite'));
  if (!folder) return overPglite(await PGlite.create());

  const path = resolve(folder);
  await mkdir(path, { recursive: true });
  const unlock = await lockFolder(path);
  const open = async (place: string) =>
    PGlite.create({ fs: await durableFolder(place), startParams: durable(PGlite.defaultStartParams) });
  try {
    const place = join(path, 'database');
    if (!existsSync(place)) {
      // Made aside: a collector that is killed while it makes its database finds no half of one at the next start.
      const unfinished = join(path, 'unfinished');
      await rm(unfinished, { recursive: true, force: true });
      await (await open(unfinished)).close();
      await rename(unfinished, place);
    }
    return overPglite(await open(place), unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

const overPglite = (
  database: import('@electric-sql/pglite').PGlite,
  unlock: () => Promise<void> = async () => {},
): Database => ({
  query: async <Row>(sql: string, values: readonly unknown[] = []) =>
    (await database.query<Row>(sql, [...values])).rows,
  exclusively: (work) => work(async (sql, values = []) => (await database.query(sql, [...values])).rows as never),
  // There is no autovacuum within WebAssembly, and without statistics a page of a large survey is sorted from scratch.
  tidy: async () => void (await database.exec('vacuum (analyze) interviews')),
  async close() {
    await database.close();
    await unlock();
  },
});

/**
 * PGlite starts PostgreSQL with `-F`, which leaves the log to the operating system's cache: a commit would outlive the
 * process, but not a loss of power. These are its own parameters without that one. The log is synced by `fsync`,
 * because `fdatasync`, the usual choice, does nothing in WebAssembly.
 */
const durable = (parameters: readonly string[]) => [
  ...parameters.filter((parameter) => parameter !== '-F'),
  '-c',
  'wal_sync_method=fsync',
];

/** A folder whose files reach the disk when PostgreSQL asks for it: the file system that PGlite brings ignores that. */
async function durableFolder(path: string) {
  const { NodeFS } = await import('@electric-sql/pglite/nodefs');
  return new (class extends NodeFS {
    override async init(...args: Parameters<InstanceType<typeof NodeFS>['init']>) {
      const { emscriptenOpts } = await super.init(...args);
      const syncs = (module: unknown) => {
        const { NODEFS } = module as { NODEFS: { stream_ops: { fsync?: (stream: { nfd: number }) => number } } };
        NODEFS.stream_ops.fsync = (stream) => {
          fsyncSync(stream.nfd);
          return 0;
        };
      };
      return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), syncs] } };
    }
  })(path);
}
