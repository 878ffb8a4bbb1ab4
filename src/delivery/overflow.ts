import type { Entry } from './kept.ts';

const MOST_RECORDS = 1000;
const MOST_CHARACTERS = 2_000_000;

/** What has to go to keep within the caps: unreadable ones first, then parked, then partial; complete ones never. */
export function overflow(entries: Entry[]): Entry[] {
  let size = entries.reduce((sum, { _kept }) => sum + _kept.body.length, 0);
  let count = entries.length;
  const rank = ({ _kept, _head }: Entry) =>
    ['quarantined', 'parked'].indexOf(_kept.state) + 1 || (_head.disposition === 'complete' ? 0 : 3);
  return entries
    .filter((entry) => rank(entry) && !entry._busy)
    .sort((a, b) => rank(a) - rank(b) || (a._kept.createdAt < b._kept.createdAt ? -1 : 1))
    .filter(({ _kept }) => {
      const over = count > MOST_RECORDS || size > MOST_CHARACTERS;
      if (over) {
        count--;
        size -= _kept.body.length;
      }
      return over;
    });
}
