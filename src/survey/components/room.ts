import type { LanguagePack } from '../../instrument/language.ts';
import { fill } from '../../instrument/statement.ts';

/** How many characters a comment has left, or too many. */
export function room(comment: string, limit: number, pack: LanguagePack): string {
  const { phrases } = pack;
  const left = limit - comment.length;
  return fill(left < 0 ? phrases.over : phrases.left, { count: Math.abs(left) }, pack);
}
