import { MEASURES, type Measure, OVERALL } from '../instrument/measures.ts';
import type { Replies } from '../record/encode.ts';
import type { Disposition } from '../record/schema.ts';
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

/** What a respondent does, or what happens, and the value that comes with it. */
export type Action =
  | [type: 'touch' | 'send' | 'continue' | 'enough' | 'close']
  | [type: 'reply', replies: Replies]
  | [type: 'comment', text: string]
  /** Some time has passed since the comment was this. */
  | [type: 'pause', comment: string]
  | [type: 'delivery', delivery: DeliveryState];

/** What happens next. An action that does not belong to the step, such as the second click on Send, changes nothing. */
export function flow(state: State, [type, value]: Action, limit: number): State {
  const { step, comment, replies } = state;
  const disposition = state.disposition === 'offered' ? 'opened' : state.disposition;
  const isAsking = step === 'ask';
  const done = { step: 'done', disposition: 'complete' } as const;
  const problem =
    comment.length > limit
      ? 'tooLong'
      : isAsking && !comment.trim() && !replies.satisfaction && !replies.trust
        ? 'nothing'
        : undefined;
  const sent = isAsking ? ({ step: 'more', disposition: 'partial' } as const) : step === 'details' && done;
  const change: { [type in Action[0]]: Partial<State> | false } = {
    touch: { disposition },
    reply: { disposition, replies: { ...replies, ...(value as Replies) } },
    comment: { disposition, comment: value as string },
    pause: value === comment && { paused: comment },
    delivery: isSent(state) && { delivery: value as DeliveryState },
    close: isAsking && { disposition: 'dismissed' },
    continue: step === 'more' && { step: 'details', seen: MEASURES },
    enough: step === 'more' && done,
    send: sent && (problem ? { disposition, problem } : { problem, paused: problem, delivery: problem, ...sent }),
  };
  return change[type] ? { ...state, ...change[type] } : state;
}

/** Where a respondent begins. Who opened it himself has touched it. */
export const begin = (asked: boolean): State => ({
  step: 'ask',
  disposition: asked ? 'opened' : 'offered',
  replies: {},
  comment: '',
  seen: OVERALL,
});

/** Whether step 1 was sent: from then on a comment belongs to the interview, not only to the respondent. */
export const isSent = ({ disposition }: Pick<State, 'disposition'>) =>
  disposition === 'partial' || disposition === 'complete';
