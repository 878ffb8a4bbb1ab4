import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresBinaries } from '../postgres.mjs';

const binaries = postgresBinaries() ?? '';

/** Why the tests against a real PostgreSQL cannot run here; nothing where they can. On CI they have to. */
export const withoutPostgres: string | undefined = binaries ? undefined : 'PostgreSQL is not installed';
if (withoutPostgres && process.env.CI) throw new Error(withoutPostgres);

export interface Postgres {
  url: string;
  /** Ends it as a power cut would, then starts it again on the same data. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** A PostgreSQL of one's own, in a temporary folder and on a free port of this machine. */
export async function startPostgres(): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'cx7-postgres-'));
  // The server refuses to run as root: then it runs as the user that its package made.
  const isRoot = process.getuid?.() === 0;
  const as = isRoot ? { uid: idOf('-u'), gid: idOf('-g') } : undefined;
  if (as) chownSync(folder, as.uid, as.gid);
  const options = { ...as, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } };

  const data = join(folder, 'data');
  const made = spawnSync(join(binaries, 'initdb'), ['-D', data, '-U', 'cx7', '-A', 'trust', '-E', 'UTF8'], options);
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);

  const port = await freePort();
  let server: ChildProcess;
  const start = async () => {
    server = spawn(join(binaries, 'postgres'), ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder], {
      ...options,
      stdio: 'ignore',
    });
    const isReady = () => spawnSync(join(binaries, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)]).status === 0;
    const deadline = Date.now() + 20_000;
    while (!isReady()) {
      if (Date.now() > deadline || server.exitCode !== null) throw new Error('PostgreSQL does not start');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const end = (signal: NodeJS.Signals) =>
    new Promise<void>((resolve) => {
      server.once('exit', () => resolve());
      server.kill(signal);
    });

  await start();
  return {
    url: `postgres://cx7@127.0.0.1:${port}/postgres`,
    async crash() {
      await end('SIGQUIT');
      await start();
    },
    async stop() {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const idOf = (flag: '-u' | '-g') => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);

export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
