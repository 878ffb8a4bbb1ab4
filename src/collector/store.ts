import type { SurveyConfig } from '../config/schema.ts';
import type { StoredInterview } from '../record/schema.ts';
import type { Tally } from '../report/tally.ts';
import { type ApartCount, type ApartPage, countApart, listApart } from './apart.ts';
import { COLUMN_NAMES, COLUMN_TYPES, columnsOf } from './columns.ts';
import { type Configs, createConfigs } from './configs.ts';
import { countIn } from './counting.ts';
import type { Database } from './database.ts';
import { fileAt } from './filing.ts';
import { countable, type Filter } from './filter.ts';
import { asFiled, judgeAgain } from './judge-again.ts';
import { judge } from './judging.ts';
import { migrate } from './migrations.ts';
import { politely } from './politely.ts';
import { type Held, heldOf, remembering } from './remembering.ts';
import { type SurveySummary, summarize } from './summary.ts';
import { leastProbability } from './weights.ts';

export interface Store {
  /**
   * Keeps an interview, unless a newer revision of it is kept already. Resolves after the commit with the revision
   * that is stored now, and whether this call changed it. With `arrived`, an offer time that cannot be right is replaced
   * by it, see {@link fileAt}.
   */
  keep(interview: StoredInterview, arrived?: Date): Promise<{ revision: number; changed: boolean }>;
  /**
   * Keeps configs for good, and judges the interviews again that waited for them. From the first one on, only what a
   * config can have produced is counted.
   */
  list(configs: readonly SurveyConfig[]): Promise<void>;
  surveys(): Promise<SurveySummary[]>;
  /** What the interviews that fit and count add up to. */
  tally(filter: Filter): Promise<Tally>;
  /** How many interviews are not counted, of a survey and of surveys that are not listed, by why. */
  countApart(survey?: string): Promise<ApartCount[]>;
  /** Those interviews, the newest offer first. */
  apart(survey: string | undefined, page: { before?: string | undefined; limit: number }): Promise<ApartPage>;
  /** Every interview that fits and counts, each at its highest revision, in the order of the offers. */
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
  interviews: FiledInterview[];
  next: string | null;
}

/** An interview with whose clock it is filed by. Where that is the collector's, `time.offered` is its time. */
export type FiledInterview = StoredInterview & { clock: 'device' | 'collector' };

/** The store over a database; brings its tables up to date first. */
export async function createStore(database: Database): Promise<Store> {
  await migrate(database);
  const { query } = database;
  const configs = createConfigs(query);
  await judgeAgain(politely(query), configs);
  await database.tidy?.();
  const knowing = createKnowing(query, configs);
  const calm = politely(query);
  let changes = 0;

  /** Resolves with whether it is written: only over the revision that it was merged with. */
  async function write(interview: StoredInterview, arrived: Date | undefined, held: Held): Promise<boolean> {
    const filing = fileAt(interview, arrived);
    const knowledge = await knowing.knownOf(interview);
    const columns = columnsOf(interview, filing, judge(interview, filing, knowledge), !!knowledge.config);
    const values = [...COLUMN_NAMES.map((name) => columns[name]), JSON.stringify(interview), held.revision];
    return (await query(KEEP, values)).length > 0;
  }

  return {
    async keep(arriving, arrived) {
      // Before the first revision there is nothing to read, and later ones are rarely there already.
      let held: Held = arriving.revision === 1 ? { revision: 0 } : await heldOf(query, arriving);
      while (held.revision < arriving.revision) {
        if (await write(remembering(arriving, held), arrived, held)) {
          // Nobody waits for it, and what goes wrong with it goes wrong again where it matters.
          if (++changes % TIDY_AFTER === 0) database.tidy?.().catch(() => undefined);
          return { revision: arriving.revision, changed: true };
        }
        // Another revision came meanwhile.
        const now = await heldOf(query, arriving);
        // A trigger or a policy of the database can swallow a row, or somebody delete it at this very moment.
        if (now.revision <= held.revision) throw new Error('The database took an interview and does not have it.');
        held = now;
      }
      return { revision: held.revision, changed: false };
    },

    async list(given) {
      if (given.length === 0) return;
      await configs.add(given);
      await judgeAgain(politely(query), configs);
    },

    surveys: () => summarize(calm),
    tally: (filter) => countIn(calm, filter),
    countApart: (survey) => countApart(calm, survey),
    apart: (survey, page) => listApart(calm, survey, page),
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

    close() {
      knowing.close();
      return database.close();
    },
  };
}

/** Changes after which a database that has to be told is told to clear up. */
const TIDY_AFTER = 5000;

/** The first offer, draw, survey and recruitment stand. */
const STANDS: readonly string[] = ['id', 'survey', 'recruitment', 'offered', 'clock', 'probability'];

/** Whether a revision is of another survey or recruitment than the one before. */
const CHANGED = '(interviews.survey <> excluded.survey or interviews.recruitment <> excluded.recruitment)';

const KEEP = `insert into interviews (${COLUMN_NAMES.join(', ')}, received_at, record)
  values (${COLUMN_NAMES.map((name, index) => `$${index + 1}::${COLUMN_TYPES[name]}`).join(', ')}, now(),
    $${COLUMN_NAMES.length + 1}::jsonb)
  on conflict (id) do update set
    ${COLUMN_NAMES.filter((name) => !STANDS.includes(name) && name !== 'standing' && name !== 'reason')
      .map((name) => `${name} = excluded.${name}`)
      .join(', ')},
    received_at = excluded.received_at, record = excluded.record,
    standing = case when interviews.standing = 'doubtful' or ${CHANGED} then 'doubtful' else excluded.standing end,
    reason = case when ${CHANGED} then 'changed'
      when interviews.standing = 'doubtful' then interviews.reason else excluded.reason end
  where excluded.revision > interviews.revision and interviews.revision = $${COLUMN_NAMES.length + 2}::bigint
  returning revision`;

/** How long a record whose config is not known makes the collector look for new configs only once, in milliseconds. */
const LOOK_AGAIN = 5000;

/**
 * What is known of a record's survey. Other collectors over the same database may have been given more configs since:
 * then what came before them is judged again as well.
 */
function createKnowing(query: Database['query'], configs: Configs) {
  let looked = Date.now();
  let later: NodeJS.Timeout | undefined;
  // Where it fails, the next start or the next config does it.
  const again = () => judgeAgain(politely(query), configs).catch(() => undefined);

  /** Nothing more may come, and what has just come was perhaps judged without a config that is there by now. */
  function lookLater(): void {
    later ??= setTimeout(() => {
      later = undefined;
      looked = Date.now();
      void again();
    }, LOOK_AGAIN).unref();
  }

  return {
    async knownOf(interview: StoredInterview) {
      const known = configs.knownOf(interview);
      if (known.config) return known;
      lookLater();
      if (Math.abs(Date.now() - looked) < LOOK_AGAIN) return known;
      looked = Date.now();
      if (await configs.read()) void again();
      // Somebody else who looked, or judges again, may have read them first.
      return configs.knownOf(interview);
    },

    close: () => clearTimeout(later),
  };
}

interface RecordRow {
  id: string;
  offered: Date;
  clock: 'device' | 'collector';
  probability: number | null;
  judged: string | null;
  /** Parsed before: only what was found to be a record when it came, or when it was judged, is counted. */
  record: StoredInterview;
}

const RECORD = 'id, offered, clock, probability, judged, record';

async function* everyInterview(query: Database['query'], filter: Filter): AsyncGenerator<StoredInterview> {
  const { where, values } = countable(filter, await leastProbability(query, filter.survey));
  const [offered, id] = [`$${values.length + 1}`, `$${values.length + 2}`];
  const size = 200; // Each may have 96 kB.
  let after: unknown[] = ['0001-01-01T00:00:00Z', '00000000-0000-0000-0000-000000000000'];
  for (;;) {
    // In the order of the index, so that each page begins where the last one ended.
    const rows = await query<RecordRow>(
      `select ${RECORD} from interviews
       where ${where} and (offered, id) > (${offered}::timestamptz, ${id}::uuid) order by survey, offered, id limit ${size}`,
      [...values, ...after],
    );
    for (const row of rows) yield asFiled(row.record, row);
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
  const { where, values } = countable(filter, await leastProbability(query, filter.survey));
  const [offered, id] = before?.split('_') ?? [];
  const older = before ? `and (offered, id) < ($${values.length + 1}::timestamptz, $${values.length + 2}::uuid)` : '';
  const rows = await query<RecordRow>(
    `select ${RECORD} from interviews
     where ${where} and commented ${older}
     order by offered desc, id desc limit ${limit + 1}`,
    before ? [...values, offered, id] : values,
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    interviews: shown.map((row) => ({ ...asFiled(row.record, row), clock: row.clock })),
    next: last ? `${last.offered.toISOString()}_${last.id}` : null,
  };
}
