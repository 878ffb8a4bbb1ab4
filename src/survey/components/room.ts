import type { LanguagePack } from '../../instrument/language.ts';
import { fill } from '../../instrument/statement.ts';

/** How many characters a comment has left, or too many. */
export function room(comment: string, limit: number, pack: LanguagePack): string {
  const { over, left: under } = pack.phrases;
  const left = limit - comment.length;
  return fill(left < 0 ? over : under, { count: Math.abs(left) }, pack);
}
