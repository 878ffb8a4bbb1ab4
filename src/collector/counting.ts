import { MEASURES, type Measure } from '../instrument/measures.ts';
import { type AnswerBatch, type Batch, createBatchTally, type Tally } from '../report/tally.ts';
import { STATE_CODES } from './columns.ts';
import type { Database } from './database.ts';
import { type Condition, countable, type Filter } from './filter.ts';
import { stretches } from './stretches.ts';
import { leastProbability } from './weights.ts';

/** Tallies in the database, a stretch of interviews at a time: nothing is read but sums, and nobody waits for long. */
export async function countIn(query: Database['query'], filter: Filter): Promise<Tally> {
  const condition = countable(filter, await leastProbability(query, filter.survey));
  const tally = createBatchTally();
  for await (const stretch of stretches(query, { standing: 'counted', survey: filter.survey }, condition)) {
    for (const batch of await query<Batch>(interviewsIn(stretch), stretch.values)) tally.addInterviews(batch);
    for (const row of await query<AnswerRow>(answersIn(stretch), stretch.values)) tally.addAnswers(answersOf(row));
  }
  return tally.result();
}

const interviewsIn = ({ where }: Condition) => `select recruitment, disposition, opened, commented, test,
    count(*)::int as interviews
  from interviews where ${where} group by recruitment, disposition, opened, commented, test`;

interface AnswerRow extends Omit<AnswerBatch, 'state' | 'value'> {
  code: number;
}

const answersIn = ({ where }: Condition) => `select recruitment, measure, code, count(*)::int as interviews,
    count(probability)::int as drawn, coalesce(sum(1 / probability), 0) as weights,
    coalesce(sum(1 / (probability * probability)), 0) as squares
  from interviews cross join lateral (values ${MEASURES.map((measure) => `('${measure}', ${measure})`).join(', ')})
    as answers(measure, code)
  where ${where} and disposition in ('partial', 'complete') and code is not null
  group by recruitment, measure, code`;

const STATES = Object.entries(STATE_CODES) as [keyof typeof STATE_CODES, number][];

const answersOf = ({ code, ...row }: AnswerRow): AnswerBatch => ({
  ...row,
  measure: row.measure as Measure,
  state: STATES.find(([, stateCode]) => stateCode === code)?.[0] ?? 'answered',
  value: code > 0 ? code : undefined,
});
