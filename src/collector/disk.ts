import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** PostgreSQL as Emscripten made it, the parts of it that are touched here. */
export interface PostgresModule {
  NODEFS: {
    stream_ops: { fsync?: (stream: { nfd: number }) => number };
    /** Turns an error of Node into an error number, which is what PostgreSQL understands. */
    tryFSOperation<Result>(run: () => Result): Result;
  };
}

/**
 * A folder whose files reach the disk when PostgreSQL asks for it: the file system that PGlite brings ignores that.
 * `prepare` is handed PostgreSQL before it runs.
 */
export async function durableFolder(
  path: string,
  prepare: (postgres: unknown) => void,
): Promise<import('@electric-sql/pglite/nodefs').NodeFS> {
  const { NodeFS } = await import('@electric-sql/pglite/nodefs');
  return new (class extends NodeFS {
    override async init(...args: Parameters<InstanceType<typeof NodeFS>['init']>) {
      const { emscriptenOpts } = await super.init(...args);
      const syncs = (module: unknown) => {
        const { NODEFS } = module as PostgresModule;
        NODEFS.stream_ops.fsync = ({ nfd }) => {
          NODEFS.tryFSOperation(() => fsyncSync(nfd));
          return 0;
        };
        prepare(module);
      };
      return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), syncs] } };
    }
  })(path);
}

/** Brings a folder with all that is in it to the disk; `initdb` would do so, but PGlite unpacks what it made elsewhere. */
export function syncFolder(path: string): void {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) syncFolder(inside);
    else if (entry.isFile()) sync(inside);
  }
  sync(path);
}

/** Brings a file, or the names in a folder, to the disk. */
export function sync(path: string): void {
  if (process.platform === 'win32') return; // Folders cannot be opened there, and files only for writing.
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
