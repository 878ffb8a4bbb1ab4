import { type Answer, type Disposition, type StoredInterview, storedInterview } from '../record/schema.ts';
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

/**
 * Nobody can take an answer back on the screen, only give another; of a comment a revision says that it was taken back.
 * What was sent stays sent: in version 1 two desks may share one interview, and the second opens it once more.
 */
export function withEarlier(interview: StoredInterview, earlier: StoredInterview): StoredInterview {
  const comment = interview.comment ?? (isWithdrawn(interview) ? undefined : earlier.comment);
  return {
    ...interview,
    disposition: isFurther(earlier, interview) ? earlier.disposition : interview.disposition,
    answers: answersOf(interview, earlier),
    ...(comment && { comment }),
    time: timesOf(interview, earlier),
  };
}

/** How far an interview came. Whoever closed it may open it again, and the other way round. */
const STEPS = { offered: 0, dismissed: 1, opened: 1, partial: 2, complete: 3 } as const satisfies Record<
  Disposition,
  number
>;

const isFurther = (one: StoredInterview, other: StoredInterview): boolean =>
  STEPS[one.disposition] > STEPS[other.disposition];

/** What is known of a statement. Two answers, such as two scores, are worth the same: then the later one stands. */
const KNOWN = { 'not-shown': 0, skipped: 1, 'not-applicable': 2, answered: 2 } as const satisfies Record<
  Answer['state'],
  number
>;

function answersOf({ answers }: StoredInterview, earlier: StoredInterview): Answer[] {
  const before = new Map(earlier.answers.map((answer) => [answer.measure, answer]));
  const merged = answers.map((answer) => {
    const held = before.get(answer.measure);
    return held && KNOWN[held.state] > KNOWN[answer.state] ? held : answer;
  });
  return [...merged, ...earlier.answers.filter(({ measure }) => !answers.some((answer) => answer.measure === measure))];
}

/** The first offer, the first touch and the first time that answers were sent. */
function timesOf({ time }: StoredInterview, { time: earlier }: StoredInterview): StoredInterview['time'] {
  const opened = first(time.opened, earlier.opened);
  const answered = first(time.answered, earlier.answered);
  return {
    ...earlier,
    ...time,
    offered: first(earlier.offered, time.offered),
    ...(opened && { opened }),
    ...(answered && { answered }),
  };
}

/** The earlier of two times, or the one that there is. */
function first<Time extends string | undefined>(one: Time, other: Time): Time {
  if (!one || !other) return one || other;
  return Date.parse(one) <= Date.parse(other) ? one : other;
}

/** In version 1 a comment that was sent and is missing was taken back; what was never sent had none. */
const isWithdrawn = (interview: StoredInterview): boolean =>
  interview.schema === 'cx7.interview/1'
    ? ['partial', 'complete'].includes(interview.disposition)
    : interview.withdrawn !== undefined;
