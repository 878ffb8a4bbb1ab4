import { type StoredInterview, storedInterview } from '../record/schema.ts';
import { COLUMN_NAMES, COLUMN_TYPES, type Columns, columnsOf } from './columns.ts';
import type { Configs } from './configs.ts';
import type { Database } from './database.ts';
import { type Filing, fileAt } from './filing.ts';
import { judge } from './judging.ts';
import { nameOf, storable } from './storable.ts';

/** Records at a time: few enough that whoever posts meanwhile hardly waits. */
const AT_ONCE = 100;

/** What no record of this version can be, in bytes of JSON. It is not even read. */
const TOO_LARGE = 400_000;

/** What every version has had as columns. */
type Kept = Pick<Columns, 'survey' | 'office' | 'channel' | 'lang' | 'disposition' | 'recruitment' | 'test'>;

interface Row extends Kept {
  id: string;
  revision: number | string;
  offered: Date;
  clock: Filing['clock'] | null;
  received_at: Date;
  probability: number | null;
  judged: string | null;
  record: unknown;
}

/**
 * Judges the records whose config came after them, and those that an older version stored: these are also masked, and get
 * their columns. Each batch is complete in itself: whoever is interrupted goes on at the next start. Another collector may
 * be given a config meanwhile, and which records wait for one is asked of the database: so the configs are read before
 * each batch.
 */
export async function judgeAgain(query: Database['query'], configs: Configs): Promise<void> {
  // What was passed may have begun to wait meanwhile. The last walk finds nothing.
  while (await walk(query, configs));
}

/** Judges what waits, in the order of the ids. Resolves with whether there was any. */
async function walk(query: Database['query'], configs: Configs): Promise<boolean> {
  // The lowest id belongs to the first batch. Those after it begin behind what was judged.
  let [sql, place] = [unjudged('>='), '00000000-0000-0000-0000-000000000000'];
  for (let isAny = false; ; isAny = true) {
    await configs.read();
    const rows = await query<Row>(sql, [AT_ONCE, place]);
    const last = rows.at(-1);
    if (!last) return isAny;
    await query(UPDATE, [JSON.stringify(rows.map((row) => judgedRow(row, configs)))]);
    [sql, place] = [unjudged('>'), last.id];
  }
}

/**
 * What an older version stored; what was counted before there was any config; and what waits for its config, or for one of
 * its survey. Each has an index of its own (see migrations.ts), so that nothing else is passed, however much there is.
 */
function unjudged(from: '>=' | '>'): string {
  /** The next of what fits a condition. */
  const next = (condition: string) =>
    `(select id from interviews where ${condition} and id ${from} $2::uuid order by id limit $1)`;
  return `with waiting as (
    ${next('judged is null')}
    union ${next(`judged = '' and standing = 'counted' and exists (select 1 from cx7_configs)`)}
    union select id from (select distinct survey from cx7_configs) as known cross join lateral
      ${next(`judged = '' and reason = 'survey' and interviews.survey = known.survey`)} as of_survey
    union select id from cx7_configs as known cross join lateral
      ${next(
        `judged = '' and standing <> 'counted' and reason is distinct from 'changed'
          and interviews.survey = known.survey and config_hash = known.hash`,
      )} as of_config)
  select id, revision, survey, office, channel, lang, disposition, recruitment, test, offered, clock, received_at, probability, judged,
    case when octet_length(record::text) <= ${TOO_LARGE} then record end as record
  from interviews where id in (select id from waiting order by id limit $1) order by id`;
}

/**
 * A revision that came meanwhile was judged when it came. What another collector has judged by a config meanwhile stays:
 * this one may not have known the config yet.
 */
const UPDATE = `update interviews set ${COLUMN_NAMES.filter((name) => name !== 'id' && name !== 'revision')
  .map((name) => `${name} = again.${name}`)
  .join(', ')}, record = coalesce(again.record, interviews.record)
  from jsonb_to_recordset($1::jsonb)
    as again(${COLUMN_NAMES.map((name) => `${name} ${COLUMN_TYPES[name]}`).join(', ')}, record jsonb)
  where interviews.id = again.id and interviews.revision = again.revision
    and coalesce(interviews.judged, '') = ''`;

function judgedRow(row: Row, configs: Configs): Record<string, unknown> {
  const { id, revision } = row;
  const parsed = storedInterview.safeParse(row.record);
  if (!parsed.success) return { ...unreadable(row), id, revision };
  const interview = storable(asFiled(parsed.data, row));
  const filing: Filing = row.clock
    ? { at: row.offered.toISOString(), clock: row.clock }
    : fileAt(interview, row.received_at);
  const known = configs.knownOf(interview);
  const judged = judge(interview, filing, known);
  return {
    ...columnsOf(interview, filing, judged, known.config !== undefined),
    id,
    revision,
    // An older version stored it as it came. This one has masked what it stored, and that stays.
    ...(row.judged === null && { record: interview }),
  };
}

/** It stays, and is never counted. */
const unreadable = ({ offered, survey, office, channel, lang, disposition, recruitment, test }: Row) => ({
  survey: nameOf(survey),
  office: office && nameOf(office),
  channel,
  lang: nameOf(lang),
  disposition,
  recruitment,
  test,
  offered: offered.toISOString(),
  clock: 'device',
  opened: false,
  commented: false,
  config_hash: '',
  judged: '-',
  standing: 'doubtful',
  reason: 'unreadable',
});

/** The record with the first probability and, where the collector's clock has filed it, that offer time. */
export function asFiled(
  record: StoredInterview,
  { clock, offered, probability, judged }: Pick<Row, 'clock' | 'offered' | 'probability' | 'judged'>,
): StoredInterview {
  if (judged === null) return record;
  const isFirst = clock !== 'collector' && Date.parse(record.time.offered) === offered.getTime();
  const isSameDraw = (record.sample.probability ?? null) === probability;
  if (isFirst && isSameDraw) return record;
  const { probability: _, ...sample } = record.sample;
  return {
    ...record,
    sample: isSameDraw ? record.sample : { ...sample, ...(probability !== null && { probability }) },
    time: isFirst ? record.time : { ...record.time, offered: offered.toISOString() },
  } as StoredInterview; // It has the fields of its version.
}
