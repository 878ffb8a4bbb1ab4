import { MEASURES, type Measure, OVERALL } from '../instrument/measures.ts';
import type { Replies, Reply } from '../record/encode.ts';
import type { Disposition, Interview } from '../record/schema.ts';
import type { DeliveryState } from './host.ts';

/**
 * Where a respondent stands: the two overall statements and a comment, the offer of the others (A-11 280.7),
 * those, thanks. `already`: somebody opened the survey of a call that has been answered.
 */
export type Step = 'ask' | 'more' | 'details' | 'done' | 'already';

export interface State {
  step: Step;
  disposition: Disposition;
  replies: Replies;
  /** As typed, however long. */
  comment: string;
  /** Measures whose statement has been on the screen. */
  seen: readonly Measure[];
  /** Why Send did not go through. The two exclude each other: a comment that is too long is not nothing. */
  problem?: 'nothing' | 'tooLong' | undefined;
  /** The comment when typing last paused, or nothing typed yet: a screen reader is told of it then. */
  paused?: string | undefined;
  /** What became of the answers that were sent. */
  delivery?: DeliveryState | undefined;
}

export type Action =
  | { type: 'touch' | 'pause' | 'send' | 'more' | 'enough' | 'close' }
  | { type: 'reply'; measure: Measure; reply: Reply }
  | { type: 'comment'; text: string }
  | { type: 'delivery'; delivery: DeliveryState };

/** What happens next. An action that does not belong to the step, such as the second click on Send, changes nothing. */
export function flow(state: State, action: Action, limit: number): State {
  const { step, comment, replies, disposition } = state;
  const touched: State = disposition === 'offered' ? { ...state, disposition: 'opened' } : state;
  const isAsking = step === 'ask';
  switch (action.type) {
    case 'touch':
      return touched;
    case 'reply':
      return { ...touched, replies: { ...replies, [action.measure]: action.reply } };
    case 'comment':
      return { ...touched, comment: action.text };
    case 'pause':
      return { ...state, paused: comment };
    case 'delivery':
      return isSent(state) ? { ...state, delivery: action.delivery } : state;
    case 'close':
      return isAsking ? { ...state, disposition: 'dismissed' } : state;
    case 'more':
      return step === 'more' ? { ...state, step: 'details', seen: MEASURES } : state;
    case 'enough':
      return step === 'more' ? { ...state, step: 'done', disposition: 'complete' } : state;
    case 'send': {
      if (!isAsking && step !== 'details') return state;
      const problem =
        comment.length > limit
          ? 'tooLong'
          : isAsking && !comment.trim() && !replies.satisfaction && !replies.trust
            ? 'nothing'
            : undefined;
      if (problem) return { ...touched, problem };
      return {
        ...state,
        problem,
        paused: undefined,
        delivery: undefined,
        ...(isAsking ? { step: 'more', disposition: 'partial' } : { step: 'done', disposition: 'complete' }),
      };
    }
  }
}

/** Where a respondent begins: at the start, or where an earlier interview of the same call was left. */
export function begin(resumed: Interview | undefined, asked: boolean): State {
  const replies: Replies = {};
  const seen: Measure[] = [...OVERALL];
  for (const { measure, state, value } of resumed?.answers ?? []) {
    if (state !== 'not-shown' && !seen.includes(measure)) seen.push(measure);
    if (value || state === 'not-applicable') replies[measure] = (value ?? state) as Reply;
  }
  const was = resumed?.disposition ?? 'offered';
  const [step, disposition]: [Step, Disposition] =
    was === 'complete'
      ? ['already', was]
      : was === 'partial'
        ? [seen.length > 2 ? 'details' : 'more', was]
        : // Who opened it himself has touched it; so has who came back to it.
          ['ask', asked || was !== 'offered' ? 'opened' : was];
  return { step, disposition, replies, comment: resumed?.comment?.text ?? '', seen };
}

/** Whether step 1 was sent: from then on a comment belongs to the interview, not only to the respondent. */
export const isSent = ({ disposition }: State) => disposition === 'partial' || disposition === 'complete';
