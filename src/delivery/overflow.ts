import type { Entry } from './kept.ts';

const MOST_RECORDS = 1000;
const MOST_CHARACTERS = 2_000_000;
const FIRST_TO_GO = ['sent', 'quarantined', 'parked'];

/** What has to go to keep within the caps: unreadable ones first, then parked, then partial; complete ones never. */
export function overflow(entries: Entry[]): Entry[] {
  let count = entries.length - MOST_RECORDS;
  let size = entries.reduce((sum, { _kept }) => sum + _kept.body.length, -MOST_CHARACTERS);
  const rank = ({ _kept }: Entry) => (FIRST_TO_GO.indexOf(_kept.state) + 4) % 4;
  const gone: Entry[] = [];
  for (const entry of entries.sort((a, b) => rank(a) - rank(b) || (a._kept.createdAt < b._kept.createdAt ? -1 : 1))) {
    if (entry._busy || (rank(entry) > 2 && entry._kept.disposition === 'complete')) continue;
    if (count-- > 0 || size > 0) gone.push(entry);
    size -= entry._kept.body.length;
  }
  return gone;
}
