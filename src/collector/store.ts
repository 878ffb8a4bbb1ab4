import type { StoredInterview } from '../record/schema.ts';
import type { Database } from './database.ts';
import { migrate } from './migrations.ts';

/** Which interviews are asked for. Times are RFC 3339; `from` counts, `until` does not. */
export interface Filter {
  survey: string;
  from?: string | undefined;
  until?: string | undefined;
  office?: string | undefined;
  channel?: string | undefined;
  lang?: string | undefined;
  recruitment?: string | undefined;
  /** `true`: test records too. Otherwise they stay out. */
  test?: boolean | undefined;
}

/** What the store holds of one survey: enough to offer the filters that lead somewhere. */
export interface SurveySummary {
  survey: string;
  /** Interviews that count, and those that are previews or demonstrations. */
  interviews: number;
  test: number;
  /** Offer times of the first and the last interview, RFC 3339. */
  first: string;
  last: string;
  offices: string[];
  channels: string[];
  langs: string[];
}

export interface Store {
  /**
   * Keeps an interview, unless a newer revision of it is kept already. Resolves after the commit with the revision
   * that is stored now, and whether this call changed it.
   */
  keep(interview: StoredInterview): Promise<{ revision: number; changed: boolean }>;
  surveys(): Promise<SurveySummary[]>;
  /** Every interview that fits, a page at a time, each at its highest revision; in no order that means anything. */
  interviews(filter: Filter): AsyncIterable<StoredInterview>;
  /** Interviews with a comment, the newest offer first. `before` is the `next` of the page before. */
  comments(filter: Filter, page: { before?: string | undefined; limit: number }): Promise<CommentPage>;
  /**
   * The database's own time, and a `count` that changes whenever anything arrived since the one before; cheap enough
   * to ask every other second.
   */
  pulse(since?: string): Promise<{ time: string; count: string }>;
  /** Rejects where the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface CommentPage {
  interviews: StoredInterview[];
  next: string | null;
}

/** The store over a database; brings its tables up to date first. */
export async function createStore(database: Database): Promise<Store> {
  await migrate(database);
  await database.tidy?.();
  const { query } = database;
  let changes = 0;

  return {
    async keep(interview) {
      const [kept] = await query<{ revision: number | string }>(KEEP, columnsOf(interview));
      if (kept) {
        // Nobody waits for it, and what goes wrong with it goes wrong again where it matters.
        if (++changes % TIDY_AFTER === 0) database.tidy?.().catch(() => undefined);
        return { revision: Number(kept.revision), changed: true };
      }
      const [newer] = await query<{ revision: number | string }>('select revision from interviews where id = $1', [
        interview.id,
      ]);
      // A trigger or a policy of the database can swallow a row, or somebody delete it at this very moment.
      const revision = Number(newer?.revision ?? 0);
      if (revision < interview.revision) throw new Error(`The database took ${interview.id} and does not have it.`);
      return { revision, changed: false };
    },

    surveys: async () => summarize(await query<SummaryRow>(SUMMARY)),
    interviews: (filter) => everyInterview(query, filter),
    comments: (filter, page) => commentsIn(query, filter, page),

    async pulse(since) {
      // Revisions only grow and rows never go, so that count and sum cannot both stay as they were.
      const [row] = await query<{ time: Date; count: string }>(
        `select now() as time, count(*)::text || ':' || coalesce(sum(revision), 0)::text as count
         from interviews where received_at >= coalesce($1::timestamptz, now())`,
        [since ?? null],
      );
      if (!row) throw new Error('The database did not say what time it is.');
      return { time: row.time.toISOString(), count: row.count };
    },

    async ping() {
      await query('select 1');
    },

    close: () => database.close(),
  };
}

/** Changes after which a database that has to be told is told to clear up. */
const TIDY_AFTER = 5000;

const KEEP = `insert into interviews
  (id, revision, survey, office, channel, lang, disposition, recruitment, test, offered, received_at, record)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now(), $11::jsonb)
  on conflict (id) do update set
    revision = excluded.revision, survey = excluded.survey, office = excluded.office, channel = excluded.channel,
    lang = excluded.lang, disposition = excluded.disposition, recruitment = excluded.recruitment,
    test = excluded.test, offered = excluded.offered, received_at = excluded.received_at, record = excluded.record
  where excluded.revision > interviews.revision
  returning revision`;

/** The values of {@link KEEP}. Every version of the record has these fields; the record itself is kept whole. */
const columnsOf = (interview: StoredInterview): unknown[] => [
  interview.id,
  interview.revision,
  interview.survey,
  interview.org.office ?? null,
  interview.channel,
  interview.shown.lang,
  interview.disposition,
  interview.sample.recruitment,
  interview.test,
  // To the millisecond, cut off: databases round, and rounding up moves the last moment of a quarter out of it.
  new Date(interview.time.offered).toISOString(),
  JSON.stringify(interview),
];

const SUMMARY = `select survey, office, channel, lang,
    sum(case when test then 0 else 1 end)::text as interviews, sum(case when test then 1 else 0 end)::text as test,
    min(offered) as first, max(offered) as last
  from interviews group by survey, office, channel, lang order by survey`;

interface SummaryRow {
  survey: string;
  office: string | null;
  channel: string;
  lang: string;
  interviews: string;
  test: string;
  first: Date;
  last: Date;
}

const summarize = (rows: readonly SummaryRow[]): SurveySummary[] =>
  distinct(rows.map((row) => row.survey)).map((survey) => {
    const parts = rows.filter((row) => row.survey === survey);
    return {
      survey,
      interviews: sum(parts, (part) => Number(part.interviews)),
      test: sum(parts, (part) => Number(part.test)),
      first: new Date(Math.min(...parts.map((part) => part.first.getTime()))).toISOString(),
      last: new Date(Math.max(...parts.map((part) => part.last.getTime()))).toISOString(),
      offices: distinct(parts.map((part) => part.office)),
      channels: distinct(parts.map((part) => part.channel)),
      langs: distinct(parts.map((part) => part.lang)),
    };
  });

interface RecordRow {
  id: string;
  offered: Date;
  record: StoredInterview;
}

async function* everyInterview(query: Database['query'], filter: Filter): AsyncGenerator<StoredInterview> {
  const { where, values } = conditions(filter);
  const [offered, id] = [`$${values.length + 1}`, `$${values.length + 2}`];
  const size = 1000;
  let after: unknown[] = ['0001-01-01T00:00:00Z', '00000000-0000-0000-0000-000000000000'];
  for (;;) {
    // In the order of the index, so that each page begins where the last one ended.
    const rows = await query<RecordRow>(
      `select id, offered, record from interviews
       where ${where} and (offered, id) > (${offered}, ${id}) order by survey, offered, id limit ${size}`,
      [...values, ...after],
    );
    for (const row of rows) yield row.record;
    const last = rows.at(-1);
    if (!last || rows.length < size) return;
    after = [last.offered.toISOString(), last.id];
  }
}

async function commentsIn(
  query: Database['query'],
  filter: Filter,
  { before, limit }: Parameters<Store['comments']>[1],
): Promise<CommentPage> {
  const { where, values } = conditions(filter);
  const [offered, id] = before?.split('_') ?? [];
  const older = before ? `and (offered, id) < ($${values.length + 1}, $${values.length + 2})` : '';
  const rows = await query<RecordRow>(
    `select id, offered, record from interviews
     where ${where} and record->'comment' is not null ${older}
     order by offered desc, id desc limit ${limit + 1}`,
    before ? [...values, offered, id] : values,
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    interviews: shown.map((row) => row.record),
    next: last ? `${last.offered.toISOString()}_${last.id}` : null,
  };
}

function conditions(filter: Filter): { where: string; values: unknown[] } {
  const parts = ['survey = $1'];
  const values: unknown[] = [filter.survey];
  const add = (condition: string, value: unknown) => {
    if (value === undefined) return;
    values.push(value);
    parts.push(`${condition} $${values.length}`);
  };
  add('offered >=', filter.from);
  add('offered <', filter.until);
  add('office =', filter.office);
  add('channel =', filter.channel);
  add('lang =', filter.lang);
  add('recruitment =', filter.recruitment);
  if (!filter.test) parts.push('not test');
  return { where: parts.join(' and '), values };
}

const sum = <Item>(items: readonly Item[], of: (item: Item) => number) =>
  items.reduce((total, item) => total + of(item), 0);

const distinct = (values: readonly (string | null)[]) =>
  [...new Set(values)].filter((value) => value !== null).sort((a, b) => a.localeCompare(b));
