import { createHash } from 'node:crypto';
import { rename, rm, stat } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreError } from './database.ts';

/**
 * Holds a folder for this process, by listening on a socket in it. Unlike a file with a process number, a socket
 * cannot be left behind by a process that was killed and taken for a living one later: nobody answers on it any more.
 * That holds between containers that share the folder too.
 *
 * Resolves with a function that lets go. Rejects with a {@link StoreError} where another process holds the folder.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const address = socketOf(folder);
  for (let attempt = 0; attempt < 5; attempt++) {
    const server = await listen(address);
    if (server) return () => new Promise((resolve) => server.close(() => resolve()));
    if (await answers(address)) break;
    await clear(address);
  }
  throw new StoreError(
    `${folder} is in use by another collector. Stop that one, choose another folder, ` +
      'or set DATABASE_URL to a PostgreSQL server, which several collectors can share.',
  );
}

/** Addresses of sockets are short; a folder deep down gets its socket in the system's temporary folder instead. */
function socketOf(folder: string): string {
  const name = `cx7-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  const inside = join(folder, 'collector.sock');
  return Buffer.byteLength(inside) < 100 ? inside : join(tmpdir(), `${name}.sock`);
}

/** A server that listens there, or nothing where the address is taken. */
const listen = (address: string) =>
  new Promise<Server | undefined>((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(address, () => {
      server.unref();
      resolve(server);
    });
  });

const answers = (address: string) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

/**
 * Takes a dead socket away. It is moved aside first: when two processes clear up at once, only one of them moves the
 * dead one, and the other finds nothing, or a socket that is younger than the one it saw.
 */
async function clear(address: string): Promise<void> {
  const seen = await stat(address).catch(() => undefined);
  const aside = `${address}.${process.pid}`;
  if (
    !seen ||
    !(await rename(address, aside).then(
      () => true,
      () => false,
    ))
  )
    return;
  const moved = await stat(aside);
  if (moved.ino === seen.ino) await rm(aside, { force: true });
  else await rename(aside, address);
}
