import { MEASURES, type Measure, type Score } from '../instrument/measures.ts';
import type { Answer, Disposition, StoredInterview } from '../record/schema.ts';

/** What a tally reads of an interview. */
export type Counted = Pick<StoredInterview, 'id' | 'revision' | 'disposition' | 'test' | 'answers'> & {
  sample: Pick<StoredInterview['sample'], 'recruitment' | 'probability'>;
  time: Pick<StoredInterview['time'], 'offered' | 'opened'>;
  comment?: StoredInterview['comment'];
};

export type Recruitment = StoredInterview['sample']['recruitment'];

export const RECRUITMENTS = ['sampled-offer', 'self-initiated', 'forced'] as const satisfies readonly Recruitment[];

/** What a survey's interviews say. Those who were drawn and those who came by themselves are never added up. */
export interface Tally {
  /** Interviews counted, of every recruitment. */
  interviews: number;
  /** How many of them are tests: 0 unless tests were asked for. */
  test: number;
  groups: Record<Recruitment, Group>;
}

export interface Group {
  interviews: number;
  /** How many of them are tests: 0 unless tests were asked for. */
  test: number;
  funnel: Funnel;
  /** Interviews with a comment. */
  comments: number;
  measures: Record<Measure, MeasureTally>;
}

/** How many came at least so far, each within the one before. */
export interface Funnel {
  /** Invitations shown. `null` where nobody was invited: a survey that a respondent asks for was not offered. */
  offered: number | null;
  opened: number;
  /** Sent the first step. */
  partial: number;
  /** Sent the second step, or declined it. */
  complete: number;
  /** Closed it or said "not now"; counted under `opened` too where the survey had been opened. */
  dismissed: number;
}

/** Answers count once they were sent: in interviews that are partial or complete. */
export interface MeasureTally {
  /** Interviews by answer for 1 to 5, in that order. */
  counts: [number, number, number, number, number];
  /** Scores, that is the sum of `counts`. */
  n: number;
  /** Mean of the scores, 1 to 5, each interview counting once. `null` without any: no data is not 0. */
  mean: number | null;
  /** Estimates for everybody who could have been drawn. `null` outside of sampled offers, and without data. */
  weighted: Weighted | null;
  /** What became of the statement for those who sent answers; only `answered` is a score. */
  states: Record<Answer['state'], number>;
}

/** Each score counts 1/probability. */
export interface Weighted {
  mean: number;
  /** Shares of 1 to 5, which add up to 1. */
  shares: [number, number, number, number, number];
  /** Scores that came with a probability. Those without cannot be weighted and are left out. */
  n: number;
  /** Kish's effective sample size, (Σw)² / Σw²: how many equally weighted answers would be as precise. */
  effectiveN: number;
}

export interface TallyOptions {
  /** First instant of offers that count, RFC 3339. Default: the beginning of time. */
  from?: string | undefined;
  /** First instant that no longer counts. */
  until?: string | undefined;
  /** Counts test records too. Default: no. */
  test?: boolean | undefined;
}

export interface Tallier {
  /** Counts one interview. Each may be added once, at its highest revision; see {@link latest}. */
  add(interview: Counted): void;
  /** What was counted so far. */
  result(): Tally;
}

/** Interviews that are alike in all that a tally reads of them besides their answers, such as a database counts them. */
export interface Batch {
  recruitment: Recruitment;
  disposition: Disposition;
  /** Whether they were opened at all, whatever became of them. */
  opened: boolean;
  commented: boolean;
  test: boolean;
  interviews: number;
}

/** Answers to one statement that were sent and are alike. */
export interface MeasureBatch {
  state: Answer['state'];
  value?: number | undefined;
  interviews: number;
  /** How many of them have a probability, and the sums of 1/probability and of its square over those. */
  drawn: number;
  weights: number;
  squares: number;
}

/** Answers that were sent and are alike. */
export interface AnswerBatch extends MeasureBatch {
  recruitment: Recruitment;
  measure: Measure;
}

export interface BatchTally {
  addInterviews(batch: Batch): void;
  addAnswers(batch: AnswerBatch): void;
  result(): Tally;
}

/** Tallies interviews in any order. Several revisions of one interview count as the highest. */
export function tally(interviews: Iterable<Counted>, options: TallyOptions = {}): Tally {
  const tallier = createTallier(options);
  for (const interview of latest(interviews)) tallier.add(interview);
  return tallier.result();
}

/** The highest revision of each interview. */
export function latest<Record extends Pick<StoredInterview, 'id' | 'revision'>>(
  interviews: Iterable<Record>,
): Record[] {
  const newest = new Map<string, Record>();
  for (const interview of interviews) {
    const id = interview.id.toLowerCase();
    if (interview.revision > (newest.get(id)?.revision ?? 0)) newest.set(id, interview);
  }
  return [...newest.values()];
}

/** A tally that grows with each interview and holds none of them. */
export function createTallier(options: TallyOptions = {}): Tallier {
  const isWanted = wantedBy(options);
  const batches = createBatchTally();
  return {
    add(interview) {
      if (isWanted(interview)) addTo(batches, interview);
    },
    result: batches.result,
  };
}

/** Tells whether an interview lies within the period, and is no test where none are asked for. */
export function wantedBy({ from, until, test: tests = false }: TallyOptions): (interview: Counted) => boolean {
  const first = from === undefined ? Number.NEGATIVE_INFINITY : instant(from);
  const end = until === undefined ? Number.POSITIVE_INFINITY : instant(until);
  return ({ time, test }) => {
    const offered = Date.parse(time.offered);
    return offered >= first && offered < end && (tests || !test);
  };
}

/** A tally of what was counted in batches already. */
export function createBatchTally(): BatchTally {
  const sums = { 'sampled-offer': startGroup(), 'self-initiated': startGroup(), forced: startGroup() };
  return {
    addInterviews: (batch) => addInterviews(sums[batch.recruitment], batch),
    addAnswers: (batch) => addAnswers(sums[batch.recruitment].measures[batch.measure], batch),
    result() {
      const groups = {
        'sampled-offer': finish(sums['sampled-offer'], true),
        'self-initiated': finish(sums['self-initiated'], false),
        forced: finish(sums.forced, false),
      };
      const all = Object.values(groups);
      return {
        interviews: all.reduce((sum, { interviews }) => sum + interviews, 0),
        test: all.reduce((sum, { test }) => sum + test, 0),
        groups,
      };
    },
  };
}

/** The tally of one statement. */
export function createMeasureTally(recruitment: Recruitment) {
  const sums = startMeasure();
  return {
    add: (batch: MeasureBatch): void => addAnswers(sums, batch),
    result: (): MeasureTally => finishMeasure(sums, recruitment === 'sampled-offer'),
  };
}

function instant(time: string): number {
  const at = Date.parse(time);
  if (Number.isNaN(at)) throw new RangeError(`${time} is not a time in RFC 3339.`);
  return at;
}

type Five = [number, number, number, number, number];

interface MeasureSums {
  counts: Five;
  weights: Five;
  squares: number;
  weightedN: number;
  states: Record<Answer['state'], number>;
}

interface GroupSums {
  interviews: number;
  test: number;
  opened: number;
  partial: number;
  complete: number;
  dismissed: number;
  comments: number;
  measures: Record<Measure, MeasureSums>;
}

const byMeasure = <Value>(make: (measure: Measure) => Value) =>
  Object.fromEntries(MEASURES.map((measure) => [measure, make(measure)])) as Record<Measure, Value>;

const startGroup = (): GroupSums => ({
  interviews: 0,
  test: 0,
  opened: 0,
  partial: 0,
  complete: 0,
  dismissed: 0,
  comments: 0,
  measures: byMeasure(startMeasure),
});

const startMeasure = (): MeasureSums => ({
  counts: [0, 0, 0, 0, 0],
  weights: [0, 0, 0, 0, 0],
  squares: 0,
  weightedN: 0,
  states: { answered: 0, 'not-applicable': 0, skipped: 0, 'not-shown': 0 },
});

const isSent = (disposition: Disposition) => disposition === 'partial' || disposition === 'complete';

function addTo(batches: BatchTally, interview: Counted): void {
  const { disposition, comment, sample, time, test } = interview;
  const { recruitment } = sample;
  const opened = isSent(disposition) || disposition === 'opened' || time.opened !== undefined;
  batches.addInterviews({ recruitment, disposition, opened, commented: !!comment, test, interviews: 1 });
  for (const answer of answersIn(interview)) batches.addAnswers(answer);
}

/** The answers of one interview, each with the statement that it was given to; none where they were not sent. */
export function answersIn({ disposition, answers, sample }: Counted): (AnswerBatch & Pick<Answer, 'textHash'>)[] {
  if (!isSent(disposition)) return [];
  const { recruitment, probability } = sample;
  const weight = probability === undefined ? 0 : 1 / probability;
  const drawn = { drawn: probability === undefined ? 0 : 1, weights: weight, squares: weight * weight };
  return answers.map(({ measure, state, value, textHash }) => ({
    recruitment,
    measure,
    state,
    value,
    textHash,
    interviews: 1,
    ...drawn,
  }));
}

function addInterviews(group: GroupSums, { disposition, opened, commented, test, interviews }: Batch): void {
  group.interviews += interviews;
  if (test) group.test += interviews;
  if (opened) group.opened += interviews;
  if (isSent(disposition)) group.partial += interviews;
  if (disposition === 'complete') group.complete += interviews;
  if (disposition === 'dismissed') group.dismissed += interviews;
  if (commented) group.comments += interviews;
}

function addAnswers(sums: MeasureSums, { state, value, interviews, drawn, weights, squares }: MeasureBatch): void {
  sums.states[state] += interviews;
  if (value === undefined) return;
  const score = (value - 1) as 0 | 1 | 2 | 3 | 4;
  sums.counts[score] += interviews;
  sums.weights[score] += weights;
  sums.squares += squares;
  sums.weightedN += drawn;
}

const finish = (group: GroupSums, sampled: boolean): Group => ({
  interviews: group.interviews,
  test: group.test,
  funnel: {
    offered: sampled ? group.interviews : null,
    opened: group.opened,
    partial: group.partial,
    complete: group.complete,
    dismissed: group.dismissed,
  },
  comments: group.comments,
  measures: byMeasure((measure) => finishMeasure(group.measures[measure], sampled)),
});

const finishMeasure = (sums: MeasureSums, sampled: boolean): MeasureTally => ({
  counts: [...sums.counts],
  n: total(sums.counts),
  mean: meanOf(sums.counts),
  weighted: sampled ? estimate(sums) : null,
  states: { ...sums.states },
});

function estimate({ weights, squares, weightedN }: MeasureSums): Weighted | null {
  const mean = meanOf(weights);
  const all = total(weights);
  const effectiveN = (all * all) / squares;
  // Probabilities too small to be told from 0 have no finite weight: then there is no estimate.
  if (mean === null || !Number.isFinite(mean) || !Number.isFinite(effectiveN)) return null;
  return { mean, shares: weights.map((weight) => weight / all) as Five, n: weightedN, effectiveN };
}

const total = (five: Five): number => five.reduce((all, one) => all + one, 0);

function meanOf(five: Five): number | null {
  const all = total(five);
  return all === 0 ? null : five.reduce((points, one, index) => points + one * ((index + 1) as Score), 0) / all;
}
