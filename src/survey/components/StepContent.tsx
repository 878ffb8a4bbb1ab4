/** @jsxRuntime classic */
/** @jsx h */
import { h } from 'preact';
import type { Settings } from '../../config/settle.ts';
import type { LanguagePack } from '../../instrument/language.ts';
import { type Measure, OVERALL, SERVICE } from '../../instrument/measures.ts';
import { fill } from '../../instrument/statement.ts';
import type { Dispatch, State } from '../flow.ts';
import { Actions } from './Actions.tsx';
import { Comment } from './Comment.tsx';
import { Problem } from './Problem.tsx';
import { Statement } from './Statement.tsx';

interface Props {
  state: State;
  /** In the language that is shown. */
  names: Record<string, string | undefined>;
  pack: LanguagePack;
  settings: Settings;
  dispatch: Dispatch;
}

/** A step: its heading, what is asked or said there, and what one can do. */
export function StepContent({ state, names, pack, settings, dispatch }: Props) {
  const { step, problem } = state;
  const { phrases } = pack;
  const service = SERVICE.slice(0, settings.employee ? 5 : 4);
  const measures: readonly Measure[] = step === 'ask' ? OVERALL : step === 'details' ? service : [];
  const why = step === 'more' ? phrases.moreWhy : step === 'done' ? phrases.doneWhy : undefined;

  return (
    <div>
      <h2 tabIndex={-1}>{fill(phrases[step], { count: service.length }, pack)}</h2>
      {problem && <Problem problem={problem} phrases={phrases} />}
      {measures.map((measure) => (
        <Statement
          key={measure}
          measure={measure}
          pack={pack}
          settings={settings}
          reply={state.replies[measure]}
          isMissing={problem === 'nothing' && measure === 'satisfaction'}
          onReply={(reply) => dispatch({ type: 'reply', replies: { [measure]: reply } })}
        />
      ))}
      {measures.length > 0 && (
        <Comment
          comment={state.comment}
          limit={settings.comment.limit}
          isTooLong={problem === 'tooLong'}
          pack={pack}
          onComment={(text) => dispatch({ type: 'comment', text })}
        />
      )}
      {why && <p>{fill(why, names, pack)}</p>}
      <Actions step={step} phrases={phrases} dispatch={dispatch} />
    </div>
  );
}
