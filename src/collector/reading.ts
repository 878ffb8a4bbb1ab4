import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import * as z from 'zod';
import type { StoredInterview } from '../record/schema.ts';
import type { Access } from './access.ts';
import type { Watchers } from './events.ts';
import type { Refusals } from './refusals.ts';
import type { FiledInterview, Store } from './store.ts';

/** One comment as the dashboard shows it: with the scores that it gives the reasons for. */
export interface Comment {
  id: string;
  /** When the survey was offered, RFC 3339. */
  offered: string;
  /** Whose clock says so: the collector's own where the device's cannot have been right. */
  clock: FiledInterview['clock'];
  text: string;
  masked: NonNullable<StoredInterview['comment']>['masked'];
  office: string | null;
  channel: StoredInterview['channel'];
  lang: string;
  recruitment: StoredInterview['sample']['recruitment'];
  test: boolean;
  /** Scores by measure; only those that were given. */
  scores: Partial<Record<StoredInterview['answers'][number]['measure'], number>>;
}

const named = z
  .string()
  .min(1)
  .max(200)
  .refine((value) => !value.includes('\0'), 'must not contain a NUL character');
const moment = z
  .union(
    [z.iso.datetime({ offset: true }), z.iso.date()],
    'must be a date, such as 2026-01-31, or a time in RFC 3339, such as 2026-01-31T09:00:00Z',
  )
  .transform((value) => new Date(value).toISOString())
  .refine((value) => /^[0-9]{4}/.test(value) && !value.startsWith('0000'), 'must not be before the year 1');

const filter = z.strictObject({
  survey: named,
  from: moment.optional(),
  until: moment.optional(),
  office: named.optional(),
  channel: named.optional(),
  lang: named.optional(),
  test: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
});

/** Where a page ended: an offer and an id, as `next` has them. */
const place = z.tuple([moment, z.guid()]);
const nextOfPage = z
  .string()
  .refine((value) => place.safeParse(value.split('_')).success, 'must be the `next` of an earlier answer');

const commentsFilter = filter.extend({
  recruitment: z.enum(['sampled-offer', 'self-initiated', 'forced']).optional(),
  before: nextOfPage.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

const apartFilter = z.strictObject({
  survey: named.optional(),
  before: nextOfPage.optional(),
  limit: z.coerce.number().int().min(0).max(20).default(20),
});

/** Often enough that a proxy does not take a quiet stream for a dead one, in milliseconds. */
const SIGN_OF_LIFE = 15_000;

interface ReadingOptions {
  store: Store;
  access: Access;
  watchers: Watchers;
  refusals: Refusals;
  clientOf: (c: Context) => string | undefined;
}

/**
 * What the stored interviews say, for those who may read: `GET /v1/surveys`, `/v1/tally`, `/v1/comments` and `/v1/apart`, `/v1/refusals` and
 * the event stream `/v1/events`. `until` itself does not belong to a period.
 */
export function createReading({ store, access, watchers, refusals, clientOf }: ReadingOptions) {
  const app = new Hono();
  const streams = new Set<() => void>();
  const counting = shared(async (wanted: z.infer<typeof filter>) => {
    const at = new Date().toISOString();
    return { ...wanted, at, tally: await store.tally(wanted) };
  });
  const summing = shared(() => store.surveys());
  const countingApart = shared(({ survey }: Pick<z.infer<typeof apartFilter>, 'survey'>) => store.countApart(survey));

  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    if (await access.mayRead(c)) return next();
    const wait = access.wrong(c, clientOf(c));
    if (wait > 0) {
      c.header('Retry-After', String(wait));
      return c.json({ error: 'Too many wrong tokens.' }, 429);
    }
    c.header('WWW-Authenticate', 'Bearer');
    return c.json({ error: 'Reading needs the token of this collector.' }, 401);
  });

  app.get('/surveys', async (c) => c.json({ surveys: await summing({}) }));

  app.get('/tally', async (c) => {
    const asked = filter.safeParse(c.req.query());
    if (!asked.success) return refuse(c, asked.error);
    return c.json(await counting(asked.data));
  });

  app.get('/comments', async (c) => {
    const asked = commentsFilter.safeParse(c.req.query());
    if (!asked.success) return refuse(c, asked.error);
    const { before, limit, ...wanted } = asked.data;
    const { interviews, next } = await store.comments(wanted, { before, limit });
    return c.json({ comments: interviews.map(commentOf), next });
  });

  app.get('/apart', async (c) => {
    const asked = apartFilter.safeParse(c.req.query());
    if (!asked.success) return refuse(c, asked.error);
    const { survey, ...page } = asked.data;
    const counts = await countingApart({ survey });
    const listed = page.limit > 0 ? await store.apart(survey, page) : { interviews: [], next: null };
    return c.json({ counts, ...listed });
  });

  app.get('/refusals', (c) => c.json({ refusals: refusals.list() }));

  app.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      let writing = false;
      // Whoever cannot keep up misses news, not data: each of them only says "ask again".
      const write = async (text: string) => {
        if (writing) return;
        writing = true;
        await stream.write(text).catch(() => undefined);
        writing = false;
      };
      const stop = watchers.watch(() => void write(`event: change\ndata: ${new Date().toISOString()}\n\n`));
      const alive = setInterval(() => void write(': alive\n\n'), SIGN_OF_LIFE);
      await new Promise<void>((resolve) => {
        const end = () => {
          streams.delete(end);
          resolve();
        };
        stream.onAbort(end);
        streams.add(end);
        void write('retry: 1000\nevent: open\ndata:\n\n');
      });
      stop();
      clearInterval(alive);
    }),
  );

  return {
    app,
    /** Ends the event streams; whoever listens connects again, to this collector or the next. */
    close() {
      for (const end of streams) end();
    },
  };
}

/**
 * Ten people who watch one survey do not make it be counted ten times: whoever asks while the same count waits to begin
 * gets that one. One that has begun is not shared, because it may have passed what somebody else just saw arrive.
 */
function shared<Wanted, Result>(count: (wanted: Wanted) => Promise<Result>): (wanted: Wanted) => Promise<Result> {
  const running = new Map<string, Promise<unknown>>();
  const waiting = new Map<string, Promise<Result>>();
  return (wanted) => {
    const key = JSON.stringify(wanted);
    const next = waiting.get(key) ?? begin(key, wanted);
    waiting.set(key, next);
    return next;
  };

  async function begin(key: string, wanted: Wanted): Promise<Result> {
    await running.get(key)?.catch(() => undefined);
    const counted = count(wanted);
    running.set(key, counted);
    waiting.delete(key);
    try {
      return await counted;
    } finally {
      if (running.get(key) === counted) running.delete(key);
    }
  }
}

const refuse = (c: Context, error: z.ZodError) =>
  c.json(
    {
      error: 'The query is not understood.',
      problems: error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
    },
    400,
  );

const commentOf = (interview: FiledInterview): Comment => ({
  id: interview.id,
  offered: interview.time.offered,
  clock: interview.clock,
  text: interview.comment?.text ?? '',
  masked: interview.comment?.masked ?? {},
  office: interview.org.office ?? null,
  channel: interview.channel,
  lang: interview.shown.lang,
  recruitment: interview.sample.recruitment,
  test: interview.test,
  scores: Object.fromEntries(
    interview.answers.flatMap(({ measure, value }) => (value === undefined ? [] : [[measure, value]])),
  ),
});
