import { createHash } from 'node:crypto';
import { link, readdir, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { StoreError } from './database.ts';

/**
 * Holds a folder for this process, by listening on a socket in it. Unlike a file with a process number, a socket
 * cannot be left behind by a process that was killed and taken for a living one later: nobody answers on it any more.
 * That holds between containers that share the folder too.
 *
 * The sockets are numbered, and the highest one is the lock. Whoever finds it dead does not take it away, because by
 * then it may be another, living one; it puts its own in the next place, which only one can do, and takes away those
 * below. The highest number never goes, not even when its holder lets go, so that nobody can come late with a lower one.
 *
 * Resolves with a function that lets go. Rejects with a {@link StoreError} where another process holds the folder.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  if (process.platform === 'win32') return (await listen(`\\\\.\\pipe\\${nameOf(folder)}`)) ?? refuse(folder);
  const sockets = placesOf(folder);
  for (let attempt = 0; attempt < 100; attempt++) {
    const last = await sockets.last();
    if (last > 0 && (await answers(sockets.at(last)))) return refuse(folder);
    const mine = last + 1;
    const letGo = await claim(sockets.at(mine));
    if (!letGo) continue;
    const highest = await sockets.last();
    await sockets.clearBelow(highest);
    if (highest === mine) return letGo;
    await letGo();
  }
  return refuse(folder);
}

function refuse(folder: string): never {
  throw new StoreError(
    `${folder} is in use by another collector. Stop that one, choose another folder, ` +
      'or set DATABASE_URL to a PostgreSQL server, which several collectors can share.',
  );
}

const nameOf = (folder: string) => `cx7-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;

/** Where the sockets of a folder are. Their addresses are short: a folder deep down has them in the temporary folder. */
function placesOf(folder: string) {
  const inside = join(folder, 'collector');
  const base = Buffer.byteLength(inside) < 70 ? inside : join(tmpdir(), nameOf(folder));
  const numbers = async () =>
    (await readdir(dirname(base))).flatMap((name) => {
      const [, number] = name.startsWith(`${basename(base)}.`) ? (/\.(\d+)\.sock$/.exec(name) ?? []) : [];
      return number ? [Number(number)] : [];
    });
  const at = (number: number) => `${base}.${number}.sock`;
  return {
    at,
    last: async () => Math.max(0, ...(await numbers())),
    async clearBelow(highest: number) {
      for (const number of await numbers()) if (number < highest) await rm(at(number), { force: true });
    },
  };
}

/**
 * Takes a place, or does nothing where it is taken. The socket is made elsewhere and listens before it is put there:
 * one that exists and does not answer yet would be taken for a dead one.
 */
async function claim(address: string): Promise<(() => Promise<void>) | undefined> {
  const aside = `${address}-${process.pid}`;
  await rm(aside, { force: true }); // From a process with the same number, killed at this point.
  const letGo = await listen(aside);
  if (!letGo) return undefined;
  try {
    await link(aside, address);
    return letGo;
  } catch (error) {
    await letGo();
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

/** Listens there, or does nothing where the address is taken. Resolves with what ends it. */
const listen = (address: string) =>
  new Promise<(() => Promise<void>) | undefined>((resolve, reject) => {
    const server: Server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(address, () => {
      server.unref();
      resolve(() => new Promise((closed) => server.close(() => closed())));
    });
  });

/** Whether somebody listens there. Only a refusal says that nobody does: one who is busy or another user's does not. */
const answers = (address: string) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(address);
    socket
      .once('connect', () => resolve(true))
      .once('error', (error: NodeJS.ErrnoException) => resolve(!['ECONNREFUSED', 'ENOENT'].includes(error.code ?? '')));
    socket.once('connect', () => socket.destroy());
  });
