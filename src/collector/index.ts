import { type Context, Hono } from 'hono';
import { createAccess } from './access.ts';
import { addressOf } from './address.ts';
import { announcesMore, LIMITS } from './body.ts';
import { createWatchers } from './events.ts';
import { type Assets, createPage } from './page.ts';
import { createRateLimiter, type RateLimit } from './rate.ts';
import { createReading } from './reading.ts';
import { createReceiving } from './receiving.ts';
import { createRefusals } from './refusals.ts';
import type { Store } from './store.ts';
import { tokenIn, whyUnusable } from './token.ts';
import { withoutRecords } from './trouble.ts';

export interface CollectorOptions {
  store: Store;
  /**
   * What lets somebody read: entered in the dashboard, or sent as `Authorization: Bearer`. Without it nobody reads. White
   * space around it is dropped.
   */
  token?: string | null | undefined;
  /** Lets everybody read. For demonstrations only. */
  open?: boolean | undefined;
  /** The dashboard's script and style sheet. */
  assets?: Assets | undefined;
  /** Sites whose pages may post, such as `https://www.agency.gov`; `*` for any. Default: only the collector's own. */
  origins?: readonly string[] | undefined;
  /** Proxies of one's own before the collector, each of which appends to `X-Forwarded-For`. `true` is one. Default: none. */
  trustProxy?: boolean | number | undefined;
  /** Posts that one client address may make; `false` for no limit. Default: 600 at once, 600 a minute. */
  rateLimit?: RateLimit | false | undefined;
  /** Told of trouble that a client only sees as a 5xx; never with parts of a record. Default: `console.error`. */
  onError?: ((error: Error) => void) | undefined;
  /** Told in a sentence what was refused, and what is set up wrongly. Default: `console.warn`. */
  onNotice?: ((line: string) => void) | undefined;
  /** The clock, epoch milliseconds. Default: `Date.now`. */
  now?: (() => number) | undefined;
}

/** What the server knows of a connection. Without an address nobody can be told apart, and no rate is limited. */
export interface Connection {
  address?: string | undefined;
}

export interface Collector {
  /** Answers one request; fits wherever fetch handlers run. */
  fetch(request: Request, connection?: Connection): Promise<Response>;
  /** Ends the event streams, so that a server which waits for its last answer need not wait for those. */
  endStreams(): void;
  /** Ends the event streams and closes the store. */
  close(): Promise<void>;
}

/**
 * Receives interviews and shows what they say.
 *
 * `POST /v1/interviews` takes one interview of any version (`cx7.interview/1` and `/2`) and answers 202
 * `{ id, revision }` once it is stored, `revision` being the one that is stored now: a repeat and an older revision
 * change nothing. Every other status of a post has a body `{ error, problems: [{ path, message }] }`: 400 not an interview, 403 from a site that is not listed, 408
 * broken off, 413 too large, 415 not JSON, 429 too many and 503 not stored, both with `Retry-After` in seconds.
 * `GET /healthz` asks the database. `/dashboard` is the page, for whoever has the token; it reads `GET /v1/surveys`,
 * `/v1/tally`, `/v1/comments`, `/v1/apart`, `/v1/refusals` and the event stream `/v1/events`.
 *
 * Throws a `TypeError` where the token has white space within or other characters that a header cannot carry.
 */
export function createCollector(options: CollectorOptions): Collector {
  const { store, origins = [], trustProxy = false, rateLimit = { burst: 600, perMinute: 600 } } = options;
  const report = options.onError ?? ((error: Error) => console.error(error));
  const onError = (error: unknown) => report(withoutRecords(error));
  const notice = options.onNotice ?? ((line: string) => console.warn(line));
  const now = options.now ?? Date.now;
  const refusals = createRefusals(notice, now);
  const limiter = rateLimit && createRateLimiter(rateLimit);
  const app = new Hono<{ Bindings: Connection }>();
  const token = tokenIn(options.token);
  const unusable = whyUnusable(token);
  if (unusable) throw new TypeError(unusable);
  const access = createAccess(token, options.open ?? false);
  const watchers = createWatchers(store);
  const reading = createReading({ store, access, watchers, refusals, clientOf: (c) => clientOf(c) });
  const warnOfProxy = once(() => notice(FORWARDED));
  const clientOf = (c: Context) => {
    const { headers } = c.req.raw;
    if (!trustProxy && (headers.has('x-forwarded-for') || headers.has('forwarded'))) warnOfProxy();
    return addressOf(headers, c.env.address, Number(trustProxy));
  };

  // Posted interviews have a limit of their own. What no route reads is not read at all.
  app.use(async (c, next) => {
    if (c.req.path !== '/v1/interviews' && announcesMore(c.req.raw, LIMITS.other))
      return c.json({ error: `The body is larger than ${LIMITS.other} bytes.` }, 413);
    return next();
  });

  app.get('/healthz', async (c) => {
    c.header('Cache-Control', 'no-store');
    return store.ping().then(
      () => c.json({ status: 'ok' }),
      () => c.json({ status: 'unavailable', error: 'The database does not answer.' }, 503),
    );
  });

  // Posting comes first: reading asks everybody who gets there for the token.
  app.route('/v1', createReceiving({ store, watchers, origins, limiter, clientOf, onError, refusals, now }));
  app.route('/v1', reading.app);
  app.route(
    '/',
    createPage({
      access,
      assets: options.assets ?? (async () => undefined),
      open: options.open ?? false,
      hasToken: token !== undefined,
      clientOf,
    }),
  );

  app.notFound((c) => c.json({ error: 'There is nothing at this address.' }, 404));
  app.onError((error, c) => {
    onError(error);
    return c.json({ error: 'Something went wrong in the collector.' }, 500);
  });

  return {
    fetch: async (request, connection = {}) => app.fetch(request, connection),
    endStreams: reading.close,
    close() {
      reading.close();
      return store.close();
    },
  };
}

const FORWARDED =
  'Requests carry forwarded addresses. The collector does not trust them, so all of them count as one client. ' +
  'If proxies of your own are in front of it, say how many: --trust-proxy 1.';

function once(run: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) run();
    isDone = true;
  };
}

export type { ApartCount, ApartInterview, ApartPage } from './apart.ts';
export { type Database, StoreError } from './database.ts';
export type { Filter } from './filter.ts';
export type { Assets } from './page.ts';
export type { Comment } from './reading.ts';
export type { Reason, Standing } from './standing.ts';
export { type CommentPage, createStore, type FiledInterview, type Store } from './store.ts';
export type { SurveySummary } from './summary.ts';
