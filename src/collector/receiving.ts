import { type Context, Hono } from 'hono';
import { cors } from 'hono/cors';
import { readInterview } from './accept.ts';
import type { Watchers } from './events.ts';
import { isListed, mayPost } from './origins.ts';
import type { createRateLimiter } from './rate.ts';
import type { RefusalReason, Refusals } from './refusals.ts';
import type { Store } from './store.ts';

interface ReceivingOptions {
  store: Store;
  watchers: Watchers;
  /** Sites whose pages may post, beside the collector's own. */
  origins: readonly string[];
  limiter: ReturnType<typeof createRateLimiter> | false;
  clientOf: (c: Context) => string | undefined;
  onError: (error: Error) => void;
  refusals: Refusals;
  now: () => number;
}

/** What takes interviews: `POST /v1/interviews`. */
export function createReceiving(options: ReceivingOptions): Hono {
  const { store, watchers, origins, limiter, clientOf, onError, refusals, now } = options;
  const app = new Hono();

  app.use(
    '/interviews',
    cors({
      origin: (origin) => (isListed(origin, origins) ? origin : null),
      allowMethods: ['POST'],
      // A page can read this header of an answer only if it is named; the outbox waits for as long as it says.
      exposeHeaders: ['Retry-After'],
      maxAge: 86_400,
    }),
  );

  app.post('/interviews', async (c) => {
    const { headers } = c.req.raw;
    const refuse = (
      status: 400 | 403 | 408 | 413 | 415 | 429 | 503,
      reason: RefusalReason,
      error: string,
      problems = [{ path: '', message: error }],
    ) => {
      refusals.note(reason, headers.get('origin'));
      return c.json({ error, problems }, status);
    };

    if (!mayPost(headers, origins))
      return refuse(403, 'origin', `${headers.get('origin')?.slice(0, 200)} is not among the origins that may post.`);

    const client = clientOf(c);
    const wait = limiter && client ? limiter.take(client) : 0;
    if (wait > 0) {
      c.header('Retry-After', String(wait));
      return refuse(429, 'rate', 'Too many interviews from this address.');
    }

    const judged = await readInterview(c.req.raw);
    if (!judged.accepted) return refuse(judged.status, judged.reason, judged.error, judged.problems);

    try {
      const { revision, changed } = await store.keep(judged.interview, new Date(now()));
      if (changed) watchers.notify();
      return c.json({ id: judged.interview.id, revision }, 202);
    } catch (error) {
      onError(new Error('An interview could not be stored; the client was asked to send it again.', { cause: error }));
      c.header('Retry-After', '5');
      return refuse(503, 'storage', 'The interview could not be stored.');
    }
  });

  app.all('/interviews', (c) => {
    c.header('Allow', 'POST, OPTIONS');
    return c.json({ error: 'Interviews are posted.', problems: [] }, 405);
  });

  return app;
}
