import { type Measure, OVERALL, SERVICE } from '../instrument/measures.ts';
import type { Replies, Reply } from '../record/encode.ts';
import type { Disposition, Interview } from '../record/schema.ts';
import type { DeliveryState } from './host.ts';

/**
 * Where a respondent stands: the two overall statements and a comment, the offer of the others (A-11 280.7),
 * those, thanks. `already`: somebody opened the survey of a call that has been answered.
 */
export type Step = 'ask' | 'more' | 'details' | 'done' | 'already';

/** Why Send did not go through. The two exclude each other: a comment that is too long is not nothing. */
export type Problem = 'nothing' | 'tooLong';

export interface State {
  step: Step;
  disposition: Disposition;
  replies: Replies;
  /** As typed, however long. */
  comment: string;
  /** Measures whose statement has been on the screen. */
  seen: readonly Measure[];
  problem?: Problem | undefined;
  /** The comment as it was when typing last paused: what a screen reader is told the length of. */
  paused?: string | undefined;
  /** What became of the answers that were sent. */
  delivery?: DeliveryState | undefined;
  /** Whether the survey has said that it is there. */
  hailed?: boolean;
}

export type Action =
  | { type: 'hail' | 'touch' | 'pause' | 'send' | 'more' | 'enough' | 'close' }
  | { type: 'reply'; measure: Measure; reply: Reply }
  | { type: 'comment'; text: string }
  | { type: 'delivery'; delivery: DeliveryState };

/** What happens next. An action that does not belong to the step, such as the second click on Send, changes nothing. */
export function flow(state: State, action: Action, limit: number): State {
  const { step, comment, replies } = state;
  switch (action.type) {
    case 'hail':
      return { ...state, hailed: true };
    case 'touch':
      return touched(state);
    case 'reply':
      return { ...touched(state), replies: { ...replies, [action.measure]: action.reply } };
    case 'comment':
      return { ...touched(state), comment: action.text };
    case 'pause':
      return { ...state, paused: comment };
    case 'delivery':
      return isSent(state) ? { ...state, delivery: action.delivery } : state;
    case 'close':
      return step === 'ask' ? { ...state, disposition: 'dismissed' } : state;
    case 'more':
      return step === 'more' ? { ...state, step: 'details', seen: [...OVERALL, ...SERVICE] } : state;
    case 'enough':
      return step === 'more' ? { ...state, step: 'done', disposition: 'complete' } : state;
    case 'send': {
      if (step !== 'ask' && step !== 'details') return state;
      const problem =
        comment.length > limit
          ? 'tooLong'
          : step === 'ask' && !comment.trim() && !OVERALL.some((measure) => replies[measure])
            ? 'nothing'
            : undefined;
      if (problem) return { ...touched(state), problem };
      const sent = { ...state, problem, paused: undefined, delivery: undefined };
      return step === 'ask'
        ? { ...sent, step: 'more', disposition: 'partial' }
        : { ...sent, step: 'done', disposition: 'complete' };
    }
  }
}

/** Where a respondent begins: at the start, or where an earlier interview of the same call was left. */
export function begin(resumed: Interview | undefined, asked: boolean): State {
  const replies: Replies = {};
  const seen: Measure[] = [...OVERALL];
  for (const { measure, state, value } of resumed?.answers ?? []) {
    if (state !== 'not-shown' && !seen.includes(measure)) seen.push(measure);
    if (state === 'answered' || state === 'not-applicable') replies[measure] = (value as Reply) ?? state;
  }
  const was = resumed?.disposition;
  const sent = was === 'partial' || was === 'complete';
  return {
    step: was === 'complete' ? 'already' : !sent ? 'ask' : seen.length > OVERALL.length ? 'details' : 'more',
    // Who opened it himself has touched it; so has who came back to it.
    disposition: sent ? was : asked || (was && was !== 'offered') ? 'opened' : 'offered',
    replies,
    comment: resumed?.comment?.text ?? '',
    seen,
  };
}

/** Whether step 1 was sent: from then on a comment belongs to the interview, not only to the respondent. */
export const isSent = ({ disposition }: State) => disposition === 'partial' || disposition === 'complete';

const touched = (state: State): State =>
  state.disposition === 'offered' ? { ...state, disposition: 'opened' } : state;
