/** @jsxRuntime classic */
/** @jsx h */
import { h } from 'preact';
import type { LanguagePack } from '../../instrument/language.ts';
import { room } from './room.ts';

interface Props {
  comment: string;
  limit: number;
  /** Whether Send has found it too long. */
  isTooLong: boolean;
  pack: LanguagePack;
  onComment(text: string): void;
}

/**
 * The comment, one for the whole interview. Its limit is always in view and never cuts: who writes more sees by
 * how much. A screen reader hears the number when typing pauses, not at every key.
 */
export function Comment({ comment, limit, isTooLong, pack, onComment }: Props) {
  const { phrases } = pack;
  return (
    <div class={isTooLong ? 'comment problem' : 'comment'}>
      <label for="comment">{phrases.comment}</label>
      <p id="hint" class="small">
        {phrases.commentHint}
      </p>
      {isTooLong && (
        <p id="why" class="message">
          {phrases.tooLong}
        </p>
      )}
      <textarea
        id="comment"
        rows={3}
        value={comment}
        aria-invalid={isTooLong}
        aria-describedby="why hint room"
        onInput={(event) => onComment(event.currentTarget.value)}
      />
      <p id="room" class="small">
        {room(comment, limit, pack)}
      </p>
    </div>
  );
}
