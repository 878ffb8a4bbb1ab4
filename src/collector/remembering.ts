import { type Answer, type StoredInterview, storedInterview } from '../record/schema.ts';
import type { Database } from './database.ts';

/**
 * An interview with what its earlier revisions have said. A device may have forgotten that, for privacy, by the time its
 * respondent goes on; older versions of cx7 then send every answer as skipped. What an older version stored may be no record
 * at all: then there is nothing to remember.
 */
export async function remembering(query: Database['query'], interview: StoredInterview): Promise<StoredInterview> {
  if (interview.revision === 1) return interview;
  const [held] = await query<{ record: unknown }>('select record from interviews where id = $1 and revision < $2', [
    interview.id,
    interview.revision,
  ]);
  const earlier = storedInterview.safeParse(held?.record);
  return earlier.success ? withEarlier(interview, earlier.data) : interview;
}

/** Nobody can take an answer back on the screen, only give another; of a comment a revision says that it was taken back. */
export function withEarlier(interview: StoredInterview, earlier: StoredInterview): StoredInterview {
  const said = new Map(earlier.answers.filter(isSaid).map((answer) => [answer.measure, answer]));
  const answers = interview.answers.map((answer) => (isSaid(answer) ? answer : (said.get(answer.measure) ?? answer)));
  const missing = [...said.values()].filter(({ measure }) => !answers.some((answer) => answer.measure === measure));
  const comment = interview.comment ?? (isWithdrawn(interview) ? undefined : earlier.comment);
  return { ...interview, answers: [...answers, ...missing], ...(comment && { comment }) };
}

const isSaid = ({ state }: Answer) => state === 'answered' || state === 'not-applicable';

/** In version 1 a comment that was sent and is missing was taken back; what was never sent had none. */
const isWithdrawn = (interview: StoredInterview): boolean =>
  interview.schema === 'cx7.interview/1'
    ? ['partial', 'complete'].includes(interview.disposition)
    : interview.withdrawn !== undefined;
