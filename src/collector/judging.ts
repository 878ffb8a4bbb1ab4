import { LEAST_RATE } from '../config/defaults.ts';
import type { StoredInterview } from '../record/schema.ts';
import { DAY, endOf, type Filing } from './filing.ts';
import { unlike } from './producible.ts';
import type { Judged, Known, Reason } from './standing.ts';

const counted: Judged = { standing: 'counted', reason: null };
const doubtful = (reason: Reason): Judged => ({ standing: 'doubtful', reason });

/** Judges one interview by itself and by the config that it names. */
export function judge(interview: StoredInterview, filing: Filing, known: Known): Judged {
  const wrong = contradiction(interview, filing);
  if (wrong) return doubtful(wrong);
  if (!known.any) return counted;
  if (known.ofSurvey.length === 0) return { standing: 'unlisted', reason: 'survey' };
  if (!known.config) return { standing: 'unlisted', reason: 'config' };
  const other = unlike(interview, filing, known.config, known.ofSurvey);
  return other ? doubtful(other) : counted;
}

/** What in a record contradicts the rest of it. Whatever a browser may honestly have sent contradicts nothing. */
function contradiction(interview: StoredInterview, filing: Filing): Reason | undefined {
  if (!drawnWell(interview)) return 'probability';
  if (!recruitedWell(interview)) return 'recruitment';
  if (!cameSoFar(interview)) return 'disposition';
  if (filing.clock === 'device' && runsBackwards(interview)) return 'times';
  if (interview.omb && Date.parse(filing.at) >= endOf(interview.omb.expires)) return 'clearance';
  return undefined;
}

/** Where somebody was drawn, the probability is that of the config and the tag together. */
function drawnWell({ survey, sample }: StoredInterview): boolean {
  const { recruitment, probability, rate } = sample;
  if (recruitment !== 'sampled-offer') return probability === undefined;
  const tag = 'tag' in sample ? sample.tag : undefined;
  const isOne = tag?.survey === survey && tag.unit === sample.unit && tag.salt === sample.salt;
  const drawn = !tag ? rate : isOne ? Math.min(rate, tag.rate) : rate * tag.rate;
  return probability !== undefined && probability >= LEAST_RATE && isNear(probability, drawn);
}

/** Products of two numbers differ in their last digits from engine to engine. */
const isNear = (one: number, other: number): boolean => Math.abs(one - other) <= 1e-9 * other;

function recruitedWell({ sample, test }: StoredInterview): boolean {
  if (sample.recruitment === 'forced') return test;
  return sample.recruitment === 'sampled-offer' || !('tag' in sample && sample.tag);
}

function cameSoFar({ disposition, answers, comment, time }: StoredInterview): boolean {
  const isSent = disposition === 'partial' || disposition === 'complete';
  if (isSent !== (time.answered !== undefined)) return false;
  // The first step shows both overall statements.
  if (isSent) return !answers.some(({ measure, state }) => isOverall(measure) && state === 'not-shown');
  if (comment) return false;
  const isTouched = time.opened !== undefined || answers.some(({ state }) => isReply(state));
  return disposition !== 'offered' || !isTouched;
}

const isOverall = (measure: string) => measure === 'satisfaction' || measure === 'trust';
const isReply = (state: string) => state === 'answered' || state === 'not-applicable';

/** By over a day: a clock that is set right by less while somebody answers is no contradiction. */
function runsBackwards({ time }: StoredInterview): boolean {
  const order = [time.offered, time.opened, time.answered, time.updated].flatMap((at) => (at ? [Date.parse(at)] : []));
  return order.some((at, index) => at < Number(order[index - 1]) - DAY);
}
