import { MEASURES } from '../instrument/measures.ts';
import type { Database } from './database.ts';

const CONFIGS =
  'create table if not exists cx7_configs (survey text, hash text, config text not null, primary key (survey, hash))';

/** A change that depends on what is there. */
type Change = (query: Database['query']) => Promise<void>;

/**
 * The tables, in the order in which they came to be. A change is a new entry at the end, never an edit.
 * Each statement may run twice without harm, because not every database that speaks this SQL can lock or can change
 * tables within a transaction; for the same reason there is no sequence among them.
 */
const MIGRATIONS: readonly (readonly (string | Change)[])[] = [
  [
    `create table if not exists interviews (
      id uuid primary key,
      revision bigint not null,
      survey text not null,
      office text,
      channel text not null,
      lang text not null,
      disposition text not null,
      recruitment text not null,
      test boolean not null,
      offered timestamptz not null,
      received_at timestamptz not null,
      record jsonb not null
    )`,
    'create index if not exists interviews_by_offer on interviews (survey, offered, id)',
    'create index if not exists interviews_by_arrival on interviews (received_at)',
  ],
  // What is counted has columns of its own, which judging fills: see judge-again.ts. The config that judged a record is
  // '' where there was none, and null in rows that were never judged.
  [
    ...[
      'standing text',
      'reason text',
      'judged text',
      'config_hash text',
      'clock text',
      'opened boolean',
      'commented boolean',
      'probability double precision',
      ...MEASURES.map((measure) => `${measure} smallint`),
    ].map((column) => `alter table interviews add column if not exists ${column}`),
    // Databases that have come so far before it had this name have it as `configs`.
    CONFIGS,
    `create index if not exists interviews_by_probability on interviews (survey, probability)
      where standing = 'counted' and recruitment = 'sampled-offer' and not test`,
    `create index if not exists interviews_counted on interviews (survey, offered, id) where standing = 'counted'`,
    `create index if not exists interviews_apart on interviews (survey, offered, id) where standing <> 'counted'`,
    `create index if not exists interviews_unlisted on interviews (offered, id) where reason = 'survey'`,
    `create index if not exists interviews_commented on interviews (survey, offered, id)
      where commented and standing = 'counted'`,
  ],
  // An office was once kept apart where its config listed others, although a page may name any. It is judged again.
  [`update interviews set judged = '' where standing <> 'counted' and reason = 'office' and office is not null`],
  // What waits to be judged again, in the order of its ids: see judge-again.ts.
  [
    `create index if not exists interviews_unjudged on interviews (id) where judged is null`,
    `create index if not exists interviews_unvouched on interviews (id) where judged = '' and standing = 'counted'`,
    `create index if not exists interviews_of_unlisted on interviews (survey, id) where judged = '' and reason = 'survey'`,
    `create index if not exists interviews_waiting on interviews (survey, config_hash, id)
      where judged = '' and standing <> 'counted' and reason is distinct from 'changed'`,
  ],
  // A table that is named `configs` may be somebody else's.
  [renameConfigs, CONFIGS],
];

/** Gives the table of configs its name, where it has none yet, and only the one that an earlier version made. */
async function renameConfigs(query: Database['query']): Promise<void> {
  const isOurs = (await shapeOf(query, 'configs')) === 'config text, hash text, survey text';
  if (isOurs && !(await shapeOf(query, 'cx7_configs'))) await query('alter table configs rename to cx7_configs');
}

/** The columns of a table with their types, in the order of their names; nothing where there is no such table. */
async function shapeOf(query: Database['query'], table: string): Promise<string> {
  const columns = await query<{ shape: string }>(
    `select column_name || ' ' || data_type as shape from information_schema.columns
     where table_schema = current_schema() and table_name = $1 order by column_name`,
    [table],
  );
  return columns.map(({ shape }) => shape).join(', ');
}

/** Brings the tables up to date. Several collectors may do so at once. */
export async function migrate(database: Database): Promise<void> {
  if ((await applied(database.query)) >= MIGRATIONS.length) return;
  await database.exclusively(async (query) => {
    await patiently(() =>
      query('create table if not exists cx7_migrations (version int primary key, applied timestamptz not null)'),
    );
    const done = await version(query);
    for (const [index, changes] of MIGRATIONS.entries()) {
      if (index < done) continue;
      for (const change of changes) await patiently(() => (typeof change === 'string' ? query(change) : change(query)));
      await query('insert into cx7_migrations values ($1, now()) on conflict (version) do nothing', [index + 1]);
    }
  });
}

/** Without the table nothing was applied yet; any other trouble shows itself at the next statement. */
const applied = (query: Database['query']) => version(query).catch(() => 0);

async function version(query: Database['query']): Promise<number> {
  const [row] = await query<{ version: number | null }>('select max(version) as version from cx7_migrations');
  return row?.version ?? 0;
}

/**
 * `if not exists` looks first and creates afterwards, so that two collectors without a lock between them can still
 * collide in the catalog. The one that lost tries again and finds the thing there.
 */
async function patiently(create: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await create();
      return;
    } catch (error) {
      const code = String((error as { code?: unknown }).code);
      if (attempt === 5 || !['23505', '42P01', '42P07', '40001', 'XX000'].includes(code)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50 * attempt));
    }
  }
}
