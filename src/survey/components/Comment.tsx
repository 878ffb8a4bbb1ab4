import { fill } from '../../instrument/statement.ts';
import type { View } from './Survey.tsx';

/**
 * The comment, one for the whole interview. Its limit is always in view and never cuts: who writes more sees by
 * how much. A screen reader hears the number when typing pauses, not at every key.
 */
export function Comment(view: View) {
  const { phrases } = view.host.pack;
  const { comment, problem } = view.state;
  const isWrong = problem === 'tooLong';
  return (
    <div class={isWrong ? 'c e' : 'c'}>
      <label for="comment">{phrases.comment}</label>
      <p id="hint" class="i">
        {phrases.commentHint}
      </p>
      {isWrong && (
        <p id="why" class="m">
          {phrases.tooLong}
        </p>
      )}
      <textarea
        id="comment"
        rows={3}
        value={comment}
        aria-invalid={isWrong}
        aria-describedby="why hint room"
        onInput={(event) => view.dispatch('comment', event.currentTarget.value)}
      />
      <p id="room" class="i">
        {room(comment, view)}
      </p>
    </div>
  );
}

/** How many characters are left, or too many. */
export function room(comment: string, { host: { pack, settings } }: View): string {
  const left = settings.comment.limit - comment.length;
  return fill(left < 0 ? pack.phrases.over : pack.phrases.left, { count: Math.abs(left) }, pack);
}
