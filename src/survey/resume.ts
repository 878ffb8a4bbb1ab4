import { MEASURES } from '../instrument/measures.ts';
import type { Replies, Reply } from '../record/encode.ts';
import type { StoredInterview } from '../record/schema.ts';
import { begin, isSent, type State } from './flow.ts';

/** Where a respondent goes on whose call was opened before: where its interview was left. */
export function resumed(interview: StoredInterview): State {
  const { answers, comment, disposition } = interview;
  const replies: Replies = {};
  for (const { measure, state, value } of answers)
    if (value || state === 'not-applicable') replies[measure] = (value ?? state) as Reply;
  const isSeen = answers[2] && answers[2].state !== 'not-shown';
  const begun = begin(true);
  // What was answered, and is not known here any more, is not asked again: it would be overwritten.
  if (answers.length < MEASURES.length || disposition === 'complete')
    return { ...begun, disposition: 'complete', step: 'already' };
  return {
    ...begun,
    ...(isSent(interview) && { disposition, step: isSeen ? 'details' : 'more' }),
    replies,
    comment: comment?.text ?? '',
    seen: isSeen ? MEASURES : begun.seen,
  };
}
