import { MEASURES, type Measure, OVERALL } from '../instrument/measures.ts';
import type { Replies } from '../record/encode.ts';
import type { Disposition } from '../record/schema.ts';

/**
 * Where a respondent stands: the two overall statements and a comment, the offer of the others (A-11 280.7),
 * those, thanks. `already`: somebody opened the survey of a call that has been answered.
 */
export type Step = 'ask' | 'more' | 'details' | 'done' | 'already';

/** Why Send did not go through. The two exclude each other: a comment that is too long is not nothing. */
export type Problem = 'nothing' | 'tooLong';

/** The last news of this interview's newest revision. */
export type DeliveryState = 'sending' | 'sent' | 'saved' | 'unsaved' | 'kept' | 'already';

export interface State {
  step: Step;
  disposition: Disposition;
  replies: Replies;
  /** As typed, however long. */
  comment: string;
  /** Measures whose statement has been on the screen. */
  seen: readonly Measure[];
  problem?: Problem | undefined;
  /** The comment when typing last paused, or nothing typed yet: a screen reader is told of it then. */
  paused?: string | undefined;
  /** What became of the answers that were sent. */
  delivery?: DeliveryState | undefined;
}

/** What a respondent does, or what happens. */
export type Action =
  | { type: 'touch' | 'send' | 'continue' | 'enough' | 'close' }
  | { type: 'reply'; replies: Replies }
  | { type: 'comment'; text: string }
  /** Some time has passed since the comment was this. */
  | { type: 'pause'; comment: string }
  | { type: 'delivery'; delivery: DeliveryState };

export type Dispatch = (action: Action) => void;

/** What happens next. An action that does not belong to the step, such as the second click on Send, changes nothing. */
export function flow(state: State, action: Action, limit: number): State {
  const { step } = state;
  switch (action.type) {
    case 'touch':
      return opened(state);
    case 'reply':
      return { ...opened(state), replies: { ...state.replies, ...action.replies } };
    case 'comment':
      return { ...opened(state), comment: action.text };
    case 'pause':
      return action.comment === state.comment ? { ...state, paused: action.comment } : state;
    case 'delivery':
      return isSent(state) ? { ...state, delivery: action.delivery } : state;
    case 'continue':
      return step === 'more' ? { ...state, step: 'details', seen: MEASURES } : state;
    case 'enough':
      return step === 'more' ? done(state) : state;
    case 'close':
      return step === 'ask' ? { ...state, disposition: 'dismissed' } : state;
    case 'send':
      return step === 'ask' || step === 'details' ? send(state, limit) : state;
  }
}

function send(state: State, limit: number): State {
  const problem = problemOf(state, limit);
  if (problem) return { ...opened(state), problem };
  // News and what was told of the comment belong to the step that is over.
  const sent = { ...state, problem: undefined, paused: undefined, delivery: undefined };
  return state.step === 'ask' ? { ...sent, step: 'more', disposition: 'partial' } : done(sent);
}

function problemOf({ step, comment, replies }: State, limit: number): Problem | undefined {
  if (comment.length > limit) return 'tooLong';
  const isEmpty = !comment.trim() && !replies.satisfaction && !replies.trust;
  return step === 'ask' && isEmpty ? 'nothing' : undefined;
}

const opened = (state: State): State => (state.disposition === 'offered' ? { ...state, disposition: 'opened' } : state);

const done = (state: State): State => ({ ...state, step: 'done', disposition: 'complete' });

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
