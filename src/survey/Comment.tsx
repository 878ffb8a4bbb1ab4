import { fill } from '../instrument/statement.ts';
import type { View } from './Survey.tsx';

/**
 * The comment, one for the whole interview. Its limit is always in view and never cuts: who writes more sees by
 * how much. A screen reader hears the number when typing pauses, not at every key.
 */
export function Comment({ host, state, dispatch }: View) {
  const { phrases, lang } = host.pack;
  const isWrong = state.problem === 'tooLong';
  const room = (text: string) => {
    const left = host.settings.comment.limit - text.length;
    return fill(left < 0 ? phrases.over : phrases.left, { count: Math.abs(left).toLocaleString(lang) });
  };
  const isOver = state.comment.length > host.settings.comment.limit;
  return (
    <div class={isWrong ? 'c w' : 'c'}>
      <label for="comment">
        {phrases.comment} <span>({phrases.optional})</span>
      </label>
      <p id="hint">{phrases.commentHint}</p>
      {isWrong && (
        <p id="why" class="m">
          {phrases.tooLong}
        </p>
      )}
      <textarea
        id="comment"
        rows={3}
        value={state.comment}
        aria-invalid={isWrong || undefined}
        aria-describedby={isWrong ? 'why hint room' : 'hint room'}
        onInput={(event) => dispatch({ type: 'comment', text: event.currentTarget.value })}
      />
      <p id="room" class={isOver ? 'm' : ''} aria-hidden="true">
        {room(state.comment)}
      </p>
      <p class="v" aria-live="polite">
        {state.paused !== undefined && room(state.paused)}
      </p>
    </div>
  );
}
