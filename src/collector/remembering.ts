import { type Answer, type Disposition, type StoredInterview, storedInterview } from '../record/schema.ts';
import type { Database } from './database.ts';

/** What is stored of an interview: its revision, and its record where that is needed and can be read. */
export interface Held {
  /** 0 where nothing is. */
  revision: number;
  record?: StoredInterview | undefined;
}

/**
 * What is stored of an interview, with the record where its revision is an earlier one. What an older version stored may
 * be no record at all: then there is nothing to remember.
 */
export async function heldOf(query: Database['query'], { id, revision }: StoredInterview): Promise<Held> {
  const [held] = await query<{ revision: number | string; record: unknown }>(
    'select revision, case when revision < $2 then record end as record from interviews where id = $1',
    [id, revision],
  );
  return held
    ? { revision: Number(held.revision), record: storedInterview.safeParse(held.record).data }
    : { revision: 0 };
}

/**
 * An interview with what its earlier revisions have said. A device may have forgotten that, for privacy, by the time its
 * respondent goes on; older versions of cx7 then send every answer as skipped.
 */
export const remembering = (interview: StoredInterview, { record }: Held): StoredInterview =>
  record ? withEarlier(interview, record) : interview;

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
    : (interview.withdrawn?.includes('comment') ?? false);
