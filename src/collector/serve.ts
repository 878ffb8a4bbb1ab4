import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { SurveyConfig } from '../config/schema.ts';
import { type Assets, type CollectorOptions, createCollector } from './index.ts';
import { openStore, type StoreOptions } from './open.ts';
import { SHORTEST_TOKEN, tokenIn, whyUnusable } from './token.ts';

export interface ServeOptions extends Omit<CollectorOptions, 'store' | 'assets'>, StoreOptions {
  /** Configs of the surveys that are served; from the first one on, only what a config can have produced is counted. */
  configs?: readonly SurveyConfig[] | undefined;
  /** Folder with `dashboard.js` and `dashboard.css`. Default: `dashboard` beside this file. */
  assets?: string | undefined;
  /** Folder with files to serve besides, such as a demonstration's pages; they go before the collector's own. */
  static?: string | undefined;
  /** Port to listen at; 0 picks a free one. Default 8787. */
  port?: number | undefined;
  /** Address to listen at. Default `127.0.0.1`: only this machine. */
  host?: string | undefined;
  /** Whether SIGTERM and SIGINT stop the collector and end the process. Default: yes. */
  signals?: boolean | undefined;
  /** Told where it listens, and what else whoever started it should know. Default: `console.log`. */
  print?: ((line: string) => void) | undefined;
}

export interface Served {
  /** Where it listens, `http://127.0.0.1:8787`. */
  url: string;
  /** Stops accepting, finishes what is under way, closes the store. */
  close(): Promise<void>;
}

/**
 * Runs a collector in Node. Rejects with a `StoreError` where its store cannot be opened, and with a `TypeError` where
 * nobody said who may read: give a `token` of at least 16 characters, or `open: true` for a demonstration. No `token`
 * has white space or other characters that a header cannot carry.
 */
export async function serve(options: ServeOptions): Promise<Served> {
  const unusable = whyUnusable(tokenIn(options.token), options.open ? 0 : SHORTEST_TOKEN);
  if (unusable) throw new TypeError(`${unusable} Pass it as token, or pass open: true to let everybody read.`);
  const { port = DEFAULT_PORT, host = '127.0.0.1', signals = true, print = console.log } = options;
  print('Opening the database…');
  const store = await openStore(options);
  await store.list(options.configs ?? []).catch(async (error) => {
    await store.close();
    throw error;
  });
  const collector = createCollector({
    ...options,
    store,
    assets: filesIn(options.assets ?? fileURLToPath(new URL('dashboard', import.meta.url))),
  });
  const app = new Hono<{ Bindings: HttpBindings }>();
  if (options.static) app.get('*', serveStatic({ root: resolve(options.static) }));
  app.all('*', (c) => collector.fetch(c.req.raw, { address: c.env.incoming.socket.remoteAddress }));

  let stopping = false;
  const listener = getRequestListener(app.fetch);
  const server = createServer((incoming, outgoing) => {
    if (stopping) outgoing.setHeader('Connection', 'close');
    listener(incoming, outgoing);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) return socket.destroy();
    socket.end(`HTTP/1.1 ${REFUSALS[error.code ?? ''] ?? '400 Bad Request'}\r\nConnection: close\r\n\r\n`);
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, host, resolve);
    });
  } catch (error) {
    await collector.close();
    throw error;
  }

  const close = once(async () => {
    stopping = true;
    for (const signal of SIGNALS) process.off(signal, stop);
    const closed = new Promise((resolve) => server.close(resolve));
    collector.endStreams();
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    const late = setTimeout(() => server.closeAllConnections(), PATIENCE);
    await closed;
    clearInterval(idle);
    clearTimeout(late);
    await collector.close();
  });
  const stop = () => {
    close().then(
      () => process.exit(0),
      (error) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  if (signals) for (const signal of SIGNALS) process.on(signal, stop);

  const bound = (server.address() as AddressInfo).port;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
  print(`The collector listens at ${url}`);
  if (!options.origins?.length)
    print(
      'No --origin was given: pages of every other site are refused. Name each site that has the survey: --origin https://www.agency.gov',
    );
  if (options.open) print('Everybody who reaches it may read the answers.');
  if (!options.databaseUrl && !options.dataFolder)
    print(
      'Interviews are kept in memory only and are gone when it stops. To keep them, start it with --data ./data, or set DATABASE_URL.',
    );
  return { url, close };
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * What is said of a request that cannot be read. Node would say 400 of one that breaks off too; but nothing is wrong
 * with the interview in it, and a proxy that passes the answer on would make the browser give it up.
 */
const REFUSALS: Record<string, string> = {
  HPE_INVALID_EOF_STATE: '408 Request Timeout',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

export const DEFAULT_PORT = 8787;

/** How long requests under way may take to finish once the collector stops, in milliseconds. */
const PATIENCE = 10_000;

const filesIn =
  (folder: string): Assets =>
  (name) =>
    readFile(join(folder, name)).catch(() => undefined);

/** Calls of it share the first one's result. */
function once<Result>(run: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined;
  return () => (result ??= run());
}
