import { MEASURES, type Measure } from '../instrument/measures.ts';
import type { Answer, StoredInterview } from '../record/schema.ts';
import type { Filing } from './filing.ts';
import type { Judged } from './standing.ts';

/** What a measure's column says where there is no score; 1 to 5 are scores, and a measure that is missing is null. */
export const STATE_CODES = { 'not-applicable': -1, skipped: -2, 'not-shown': -3 } as const satisfies Record<
  Exclude<Answer['state'], 'answered'>,
  number
>;

/** What the database counts by, beside the record itself. */
export interface Columns extends Judged, Record<Measure, number | null> {
  id: string;
  revision: number;
  survey: string;
  office: string | null;
  channel: string;
  lang: string;
  disposition: string;
  recruitment: string;
  test: boolean;
  offered: string;
  clock: Filing['clock'];
  opened: boolean;
  commented: boolean;
  probability: number | null;
  config_hash: string;
  /** Hash of the config that the record was judged by; '' without one. */
  judged: string;
}

/** Their types in SQL. */
export const COLUMN_TYPES = {
  id: 'uuid',
  revision: 'bigint',
  survey: 'text',
  office: 'text',
  channel: 'text',
  lang: 'text',
  disposition: 'text',
  recruitment: 'text',
  test: 'boolean',
  offered: 'timestamptz',
  clock: 'text',
  opened: 'boolean',
  commented: 'boolean',
  probability: 'double precision',
  config_hash: 'text',
  judged: 'text',
  standing: 'text',
  reason: 'text',
  satisfaction: 'smallint',
  trust: 'smallint',
  effectiveness: 'smallint',
  ease: 'smallint',
  efficiency: 'smallint',
  transparency: 'smallint',
  employee: 'smallint',
} as const satisfies Record<keyof Columns, string>;

export const COLUMN_NAMES = Object.keys(COLUMN_TYPES) as (keyof Columns)[];

/** The columns of one interview. */
export function columnsOf(interview: StoredInterview, filing: Filing, judged: Judged, isListed: boolean): Columns {
  const { disposition, sample, instrument } = interview;
  const isSent = disposition === 'partial' || disposition === 'complete';
  return {
    ...judged,
    ...scoresOf(interview.answers),
    id: interview.id.toLowerCase(),
    revision: interview.revision,
    survey: interview.survey,
    office: interview.org.office ?? null,
    channel: interview.channel,
    lang: interview.shown.lang,
    disposition,
    recruitment: sample.recruitment,
    test: interview.test,
    offered: filing.at,
    clock: filing.clock,
    opened: isSent || disposition === 'opened' || interview.time.opened !== undefined,
    commented: interview.comment !== undefined,
    probability: sample.probability ?? null,
    config_hash: instrument.configHash,
    judged: isListed ? instrument.configHash : '',
  };
}

function scoresOf(answers: readonly Answer[]): Record<Measure, number | null> {
  const none = Object.fromEntries(MEASURES.map((measure) => [measure, null])) as Record<Measure, number | null>;
  for (const { measure, state, value } of answers)
    none[measure] = state === 'answered' ? (value ?? null) : STATE_CODES[state];
  return none;
}
