import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { ServeOptions } from '../../src/collector/serve.ts';
import { there } from '../there.ts';
import { bundleServer, type Surroundings, spawnServer, startServer } from './child.ts';
import { type Postgres, startPostgres, withoutPostgres } from './postgres.ts';

/** What the tests of one file run collectors over: a folder, and a PostgreSQL where one is installed. Both go with them. */
export function preparePlaces(name: string) {
  let program: string | undefined;
  let postgres: Postgres | undefined;
  const folder = mkdtempSync(join(tmpdir(), `cx7-${name}-`));
  beforeAll(async () => {
    program = await bundleServer();
    if (!withoutPostgres) postgres = await startPostgres();
  });
  afterAll(async () => {
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const folderPlace = {
    kind: 'the built-in database',
    /** Why it cannot be had here. */
    missing: undefined,
    /** Where it is; known once the tests run. */
    options: () => ({ dataFolder: join(folder, 'data') }),
  };
  const postgresPlace = {
    kind: 'PostgreSQL',
    missing: withoutPostgres,
    options: () => ({ databaseUrl: there(postgres).url }),
  };
  return {
    /** A folder of one's own. */
    folder,
    folderPlace,
    postgresPlace,
    places: [folderPlace, postgresPlace],
    /** The server of `postgresPlace`. */
    postgres: () => there(postgres),
    /** Runs a collector until it listens. */
    start: (options: ServeOptions, surroundings?: Surroundings) => startServer(there(program), options, surroundings),
    /** Runs one, and does not wait for it. */
    spawn: (options: ServeOptions) => spawnServer(there(program), options),
  };
}
