import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { lockFolder } from '../src/collector/lock.ts';
import type { Store } from '../src/collector/package.ts';
import { createOutage } from './outage.ts';
import { syntheticInterviews } from './synthetic.ts';

export interface DemoOptions {
  /** Folder of the checkout: pages come from its `demo/`, scripts from its `dist/`. */
  root: string;
  /** Folder of the built-in database. */
  dataFolder: string;
  /** Where to listen; 0 picks a free port. A taken one is passed over for the next. Default 7280. */
  port?: number | undefined;
  /** Made-up interviews that the database should at least hold. */
  seed?: number | undefined;
  /** Whether what the database holds is thrown away first. */
  fresh?: boolean | undefined;
  /** Told what takes a while, and what went otherwise than asked for. */
  print?: ((line: string) => void) | undefined;
}

export interface Demo {
  /** Where it listens, with the name `localhost`: only there do browsers hash a call's key without https. */
  url: string;
  close(): Promise<void>;
}

/** The demonstration: its pages, the built script tag, and a collector that everybody on this machine may read. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { root, dataFolder, seed = 0, fresh = false, print = () => {} } = options;
  // As it is built, so that what is tried here is what is shipped.
  const built = pathToFileURL(join(root, 'dist/collector.js')).href;
  const { createCollector, openStore } = (await import(built)) as typeof import('../src/collector/package.ts');
  if (fresh) await empty(dataFolder);
  const store = await openStore({ dataFolder });
  await fill(store, seed, print);

  const collector = createCollector({
    store,
    open: true,
    assets: (name) => readFile(join(root, 'dist/dashboard', name)).catch(() => undefined),
  });
  const outage = createOutage();
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.get('*', async (c, next) => {
    await next();
    const isPage = c.res.headers.get('Content-Type')?.startsWith('text/html');
    if (isPage && !c.res.headers.has('Content-Security-Policy'))
      c.header('Content-Security-Policy', c.req.path === '/strict.html' ? STRICT : ORDINARY);
    // A script must fit the hash that another file has for it, also after the next build.
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-cache');
  });
  app.route('/demo/outage', outage.app);
  app.get('/dist/*', serveStatic({ root }));
  app.get('/surveys/*', serveStatic({ root: join(root, 'demo') }));
  app.get('/privacy', (c) => c.redirect('/privacy.html'));
  app.get('*', serveStatic({ root: join(root, 'demo/pages') }));
  app.all('*', (c) => collector.fetch(c.req.raw, { address: c.env.incoming.socket.remoteAddress }));

  const answer = getRequestListener(app.fetch);
  const server = createServer((incoming, outgoing) => outage.strikes(incoming, outgoing) || answer(incoming, outgoing));
  try {
    const port = await listen(options.port ?? 7280, print);
    return { url: `http://localhost:${port}`, close };
  } catch (error) {
    await collector.close();
    throw error;
  }

  async function close() {
    const closed = new Promise((resolve) => server.close(resolve));
    collector.endStreams();
    server.closeIdleConnections();
    const late = setTimeout(() => server.closeAllConnections(), 1000);
    await closed;
    clearTimeout(late);
    await collector.close();
  }

  async function listen(wanted: number, print: (line: string) => void): Promise<number> {
    for (let port = wanted; ; port++) {
      try {
        await new Promise<void>((resolve, reject) => {
          server.once('error', reject).listen(port, '127.0.0.1', () => {
            server.off('error', reject);
            resolve();
          });
        });
        if (port !== wanted && wanted) print(`Port ${wanted} is taken, so this is port ${port}.`);
        return (server.address() as AddressInfo).port;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || port >= wanted + 20) throw error;
      }
    }
  }
}

/** The policy that the survey is made for. Nothing on the page may be inline, and no text may become code. */
const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";

/** The other pages have an icon and a form besides. */
const ORDINARY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'";

/** Throws the database away, unless another demonstration is using it. Nothing else in the folder is touched. */
async function empty(folder: string): Promise<void> {
  const unlock = await lockFolder(folder);
  await rm(join(folder, 'database'), { recursive: true, force: true });
  await unlock();
}

/** The same made-up interviews every time: what is there already is not counted twice. */
async function fill(store: Store, n: number, print: (line: string) => void): Promise<void> {
  const there = (await store.surveys()).find(({ survey }) => survey === 'passport-renewal');
  if (n <= (there?.test ?? 0)) return;
  print(`Filling the database with ${n} made-up interviews, each marked as a test…`);
  for (const interview of syntheticInterviews(n, { seed: 1 })) await store.keep(interview);
}
