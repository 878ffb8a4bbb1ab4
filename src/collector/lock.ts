import { createHash, randomBytes } from 'node:crypto';
import { link, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
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
    if (last > 0 && (await withShortAddress(sockets.at(last), answers))) return refuse(folder);
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

/** Where the sockets of a folder are. */
function placesOf(folder: string) {
  const sockets = async () =>
    (await readdir(folder)).flatMap((name) => {
      const [, number, aside] = /^collector\.(\d+)\.sock(-\w+)?$/.exec(name) ?? [];
      return number ? [{ name, number: Number(number), isPlaced: !aside }] : [];
    });
  return {
    at: (number: number) => join(folder, `collector.${number}.sock`),
    async last() {
      const placed = (await sockets()).filter(({ isPlaced }) => isPlaced);
      return Math.max(0, ...placed.map(({ number }) => number));
    },
    async clearBelow(highest: number) {
      for (const { name, number } of await sockets())
        if (number < highest) await rm(join(folder, name), { force: true });
    },
  };
}

/** Bytes that a socket's address may have on every system; some end it at 103. */
const LONGEST = 100;

/**
 * Gives a socket an address that is short enough. A folder deep down is reached by a link in the temporary folder, which
 * is only needed while somebody begins to listen or connects: the socket lies in the folder itself, so that processes
 * with temporary folders of their own meet there.
 */
async function withShortAddress<Result>(address: string, use: (short: string) => Promise<Result>): Promise<Result> {
  if (Buffer.byteLength(address) <= LONGEST) return use(address);
  const aside = await mkdtemp(join(tmpdir(), 'cx7-')).catch((cause) => refuseLength(address, cause));
  try {
    const way = join(aside, 'to');
    const short = join(way, basename(address));
    if (Buffer.byteLength(short) > LONGEST) return refuseLength(address);
    await symlink(dirname(address), way);
    return await use(short);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

function refuseLength(address: string, cause?: unknown): never {
  const name = Buffer.byteLength(basename(address)) + 1;
  throw new StoreError(
    `The path ${dirname(address)} is too long to be locked, and the temporary folder ${tmpdir()} gives no shorter way ` +
      `to it. Choose a folder whose path has at most ${LONGEST - name} bytes, or set TMPDIR to a folder with a short ` +
      'path that may be written to.',
    { cause },
  );
}

/**
 * Takes a place, or does nothing where it is taken. The socket is made elsewhere and listens before it is put there:
 * one that exists and does not answer yet would be taken for a dead one. Its name is drawn: processes in two containers
 * may have the same number.
 */
async function claim(address: string): Promise<(() => Promise<void>) | undefined> {
  const aside = `${address}-${randomBytes(4).toString('hex')}`;
  const letGo = await withShortAddress(aside, listen);
  if (!letGo) return undefined;
  try {
    await link(aside, address);
    return letGo;
  } catch (error) {
    await letGo();
    // Taken, or cleared away by somebody who has a higher place.
    if (['EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
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
