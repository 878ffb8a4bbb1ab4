import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Collector, createCollector } from '../../src/collector/index.ts';
import type { Store } from '../../src/collector/store.ts';
import { outboxScript } from '../outbox.ts';
import { there } from '../there.ts';
import { pageOf } from './pages.ts';

/** What the endpoint does with one post. Without any of this the real collector takes it and answers 202. */
export interface Fault {
  /** Answers this status; 2xx stores the record first, any other does not. */
  status?: number;
  headers?: Record<string, string>;
  /** Stores the record and breaks the connection instead of answering. */
  acceptThenDrop?: boolean;
  /** Breaks the connection before anything is read. */
  drop?: boolean;
  /** Reads everything, stores nothing, never answers. */
  hang?: boolean;
  /** Milliseconds between storing and answering. */
  after?: number;
  /** Stores nothing, and answers 200 with the page of whoever stands in the endpoint's place. */
  page?: boolean;
  /** Stores and answers, but lets no page of another site read the answer. */
  noCors?: boolean;
}

export interface Post {
  id: string;
  revision: number;
  body: string;
  /** Milliseconds, by the test's clock. */
  at: number;
  /** It is in the database because of this post, or was there already. */
  stored: boolean;
}

export interface FaultSite {
  /** Origin of the pages. */
  url: string;
  /** The endpoint, on another origin, as agencies have it. */
  endpoint: string;
  /** What happens to the next post. */
  answers: () => Fault;
  /** What happens to a post whose body has been read. */
  judges: (post: Post) => Fault;
  /** Whether a request that needs the endpoint's consent gets it. */
  preflight: boolean;
  /** Every post of which the endpoint has read the whole body, and how many broke off before. */
  posts: Post[];
  dropped: number;
  /** Posts that are being answered, but for those that never will be. */
  answering: number;
  /** What a page told as sent when nobody had it. */
  untrue: string[];
  /** What scripts on the pages threw or rejected without anybody catching it. */
  errors: string[];
  /** What a receiver that cannot tell repeats was handed, in order. */
  appended: { id: string; revision: number }[];
  appends: () => Fault;
  /** Nobody listens at the endpoint's port any more, then somebody does again. */
  down(): Promise<void>;
  up(): Promise<void>;
  collector: Collector;
  close(): Promise<void>;
}

const PAGE = '<!doctype html><title>Sign in</title>';

const listen = (server: Server, port = 0) =>
  new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

const origins = new Set<number>();

/** On a port on which no site was before: the browser would find there what another row has left. */
async function listenAnew(server: Server): Promise<number> {
  const port = await listen(server);
  if (!origins.has(port)) {
    origins.add(port);
    return port;
  }
  await closed(server);
  return listenAnew(server);
}

const closed = async (server: Server) => {
  const done = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await done;
};

/**
 * A service's pages on one origin and, on another, an endpoint that misbehaves as it is told and else is the real
 * collector over a real database.
 */
export async function createSite(store: Store): Promise<FaultSite> {
  const collector = createCollector({ store, open: true, origins: ['*'], rateLimit: false });

  const accept = async (body: string) => {
    const response = await collector.fetch(
      new Request(`${site.endpoint}`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain', origin: site.url },
        body,
      }),
    );
    if (response.status !== 202) throw new Error(`The collector answered ${response.status}: ${await response.text()}`);
    return response.text();
  };

  async function take(request: IncomingMessage, response: ServerResponse, fault: Fault, post: Post) {
    const { status = 202, headers, after, noCors } = fault;
    if (fault.hang) return;
    let answer = '';
    if (fault.page) answer = PAGE;
    else if (status < 300) {
      answer = await accept(post.body);
      post.stored = true;
    }
    if (fault.acceptThenDrop) return void request.socket.destroy();
    if (after) await sleep(after);
    response
      .writeHead(status, {
        ...(!noCors && { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'Retry-After, Date' }),
        ...(fault.page && { 'content-type': 'text/html' }),
        ...headers,
      })
      .end(status === 204 || status >= 300 ? undefined : answer);
  }

  async function endpoint(request: IncomingMessage, response: ServerResponse) {
    const { pathname } = new URL(there(request.url), 'http://localhost');
    // Where a redirect leads: to the collector itself, or to the page of whoever wants a login first.
    if (pathname === '/login') {
      response.writeHead(200, { 'content-type': 'text/html', 'access-control-allow-origin': '*' }).end(PAGE);
      return;
    }
    // What a redirect made of a post.
    if (request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' }).end('{}');
      return;
    }
    if (request.method === 'OPTIONS') {
      const consent = {
        'access-control-allow-origin': '*',
        'access-control-allow-headers': 'Content-Type, Idempotency-Key, X-Site',
        'access-control-allow-methods': 'POST',
      };
      return void response.writeHead(204, site.preflight ? consent : {}).end();
    }
    const moved = pathname === '/moved';
    const fault = moved ? {} : site.answers();
    if (fault.drop) {
      site.dropped++;
      return void request.socket.destroy();
    }
    const at = Date.now();
    const body = await textOf(request);
    const { id, revision } = JSON.parse(body) as { id: string; revision: number };
    const post: Post = { id, revision, body, at, stored: false };
    site.posts.push(post);
    site.answering++;
    await take(request, response, { ...fault, ...site.judges(post) }, post).finally(() => site.answering--);
  }

  async function pages(request: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(there(request.url), 'http://localhost');
    const send = (content: string | Buffer, type: string, headers = {}) =>
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store', ...headers }).end(content);
    if (pathname === '/errors') {
      site.errors.push(await textOf(request));
      response.writeHead(204).end();
    } else if (pathname === '/told') {
      const { id, revision } = JSON.parse(await textOf(request)) as { id: string; revision: number };
      const has = ({ stored = true, ...one }: Partial<Post>) => stored && one.id === id && one.revision === revision;
      if (![...site.posts, ...site.appended].some(has)) site.untrue.push(`${id}:${revision}`);
      response.writeHead(204).end();
    } else if (pathname === '/append') {
      const { id, revision } = JSON.parse(await textOf(request)) as { id: string; revision: number };
      const fault = site.appends();
      if (fault.drop) return void request.socket.destroy();
      if (fault.hang) return;
      if (!fault.status) site.appended.push({ id, revision });
      if (fault.acceptThenDrop) return void request.socket.destroy();
      if (fault.after) await sleep(fault.after);
      response.writeHead(fault.status ?? 200).end();
    } else if (pathname === '/hang') {
      request.resume(); // and never answers
    } else if (pathname === '/outbox.js') {
      send(await outboxScript(), 'text/javascript');
    } else if (/^\/dist\/[\w.-]+$/.test(pathname)) {
      send(await readFile(new URL(`../..${pathname}`, import.meta.url)), 'text/javascript');
    } else {
      const page = pageOf(pathname, searchParams, site.endpoint);
      if (page) send(page.content, page.type, page.headers);
      else response.writeHead(404).end();
    }
  }

  const serverOf = (answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>) =>
    createServer((request, response) => {
      // A page that is killed or left breaks off in the middle: that is what happens here.
      answer(request, response).catch((error) => {
        if (!request.destroyed && !/aborted|ECONNRESET/.test(String(error))) site.errors.push(`server: ${error}`);
        response.destroy();
      });
    });

  const home = serverOf(pages);
  let receiver = serverOf(endpoint);
  const port = await listen(receiver);
  let listening = true;

  const site: FaultSite = {
    url: `http://127.0.0.1:${await listenAnew(home)}`,
    endpoint: `http://127.0.0.1:${port}/v1/interviews`,
    answers: () => ({}),
    judges: () => ({}),
    preflight: true,
    posts: [],
    dropped: 0,
    answering: 0,
    untrue: [],
    errors: [],
    appended: [],
    appends: () => ({}),
    async down() {
      if (listening) await closed(receiver);
      listening = false;
    },
    async up() {
      if (listening) return;
      receiver = serverOf(endpoint);
      await listen(receiver, port);
      listening = true;
    },
    collector,
    async close() {
      await Promise.all([closed(home), site.down()]);
      collector.endStreams();
    },
  };
  return site;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
