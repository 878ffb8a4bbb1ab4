/** @jsxRuntime classic */
/** @jsx h */
import { h } from 'preact';
import type { LanguagePack } from '../../instrument/language.ts';
import type { State } from '../flow.ts';
import { room } from './room.ts';

interface Props {
  state: State;
  /** What the survey is called. */
  title: string;
  pack: LanguagePack;
  /** Of the comment. */
  limit: number;
}

/**
 * The survey's one polite live region, there before its words. It shows what became of the answers; a screen reader is
 * also told that the survey is there, and how much room the comment has left when typing pauses.
 */
export function Status({ state, title, pack, limit }: Props) {
  const { step, delivery, paused } = state;
  if (delivery && step !== 'details')
    return (
      <p role="status" class="news">
        {pack.phrases[delivery]}
      </p>
    );
  return (
    <p role="status" class="unseen">
      {paused === '' ? title : paused && room(paused, limit, pack)}
    </p>
  );
}
