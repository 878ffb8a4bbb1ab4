import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Database, needs } from './database.ts';
import { durableFolder, sync, syncFolder } from './disk.ts';
import { lockFolder } from './lock.ts';
import { surfacePanic } from './panic.ts';

type PGlite = import('@electric-sql/pglite').PGlite;

/**
 * PostgreSQL within this process: in a folder, or in memory where none is named.
 * One process at a time opens a folder; a second one is refused with a {@link StoreError}.
 */
export async function openPglite(folder?: string): Promise<Database> {
  const { PGlite } = await needs('@electric-sql/pglite', () => import('@electric-sql/pglite'));
  if (!folder) {
    const database = await PGlite.create();
    // There is nothing that it could be started from again.
    surfacePanic(database.Module, (cause) => new Error('The database in memory stopped.', { cause }));
    return overPglite(
      async () => database,
      () => database.close(),
    );
  }

  const path = resolve(folder);
  await mkdir(path, { recursive: true });
  const unlock = await lockFolder(path);
  const start = async (place: string, died: () => void): Promise<Started> => {
    let lastWords = 'PostgreSQL ended.';
    const files = await durableFolder(place, (postgres) =>
      surfacePanic(postgres, (cause) => {
        died();
        return new Error(`The built-in database stopped, and is started again: ${lastWords}`, { cause });
      }),
    );
    const letGo = () => files.closeFs().catch(() => undefined); // It may have died before it opened any.
    try {
      const database = await PGlite.create({
        fs: files,
        startParams: durable(PGlite.defaultStartParams),
        onStderr(line) {
          const [, words] = /PANIC: +(.*)/.exec(line) ?? [];
          if (words) lastWords = words;
          return true;
        },
      });
      return { database, letGo };
    } catch (error) {
      await letGo();
      throw error;
    }
  };
  try {
    const place = join(path, 'database');
    if (!existsSync(place)) {
      // Made aside: a collector that is killed while it makes its database finds no half of one at the next start.
      const unfinished = join(path, 'unfinished');
      await rm(unfinished, { recursive: true, force: true });
      await (await start(unfinished, () => {})).database.close();
      syncFolder(unfinished);
      await rename(unfinished, place);
      sync(path);
    }
    const { current, stop } = await keepStarted((died) => start(place, died));
    return overPglite(current, () => stop().finally(unlock));
  } catch (error) {
    await unlock();
    throw error;
  }
}

const overPglite = (current: () => Promise<PGlite>, close: Database['close']): Database => {
  const query: Database['query'] = async (sql, values = []) =>
    (await (await current()).query(sql, [...values])).rows as never;
  return {
    query,
    exclusively: (work) => work(query),
    // There is no autovacuum within WebAssembly, and without statistics a page of a large survey is sorted from scratch.
    // A small sample of the short columns will do: reading records for it would stop the process for half a second.
    async tidy() {
      await (await current()).exec('vacuum interviews');
      await (await current()).exec('set default_statistics_target = 10');
      await (await current()).exec(`analyze interviews (${SHORT_COLUMNS})`);
    },
    close,
  };
};

const SHORT_COLUMNS = 'survey, offered, id, standing, judged, recruitment, probability, received_at, commented';

interface Started {
  database: PGlite;
  /** Closes the files of one that cannot do so itself any more. */
  letGo(): Promise<void>;
}

/** A database that died is started again at most this often, in milliseconds: what killed it may not be over yet. */
const PAUSE = 5000;

/**
 * The database that runs now: one that died is started again at the next question, which finds in the folder what a
 * power cut would have left. Whoever asks before that is told that it has died.
 */
async function keepStarted(start: (died: () => void) => Promise<Started>) {
  const begin = () => {
    const died = () => {
      run.dead = true;
    };
    const run = { at: Date.now(), dead: false, started: start(died) };
    run.started.catch(died);
    return run;
  };
  let run = begin();
  await run.started;
  return {
    async current(): Promise<PGlite> {
      if (run.dead && Math.abs(Date.now() - run.at) > PAUSE) {
        run.started.then((old) => old.letGo()).catch(() => undefined); // One that never started has let go already.
        run = begin();
      }
      return (await run.started).database;
    },
    async stop() {
      const last = await run.started.catch(() => undefined);
      await (run.dead ? last?.letGo() : last?.database.close());
    },
  };
}

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
