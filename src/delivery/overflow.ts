import type { Entry } from './kept.ts';

const MOST_RECORDS = 1000;
const MOST_CHARACTERS = 2_000_000;

/** What has to go to keep within the caps: what was sent first, then unreadable ones, then parked ones, then incomplete; complete ones that wait never. */
export function overflow(entries: Entry[]): Entry[] {
  let count = entries.length - MOST_RECORDS;
  let size = entries.reduce((sum, { kept }) => sum + kept.body.length, -MOST_CHARACTERS);
  const gone: Entry[] = [];
  entries.sort((a, b) => (a.kept.createdAt < b.kept.createdAt ? -1 : 1));
  for (const kind of ['sent', 'quarantined', 'parked', 'waiting'])
    for (const entry of entries) {
      const { state, disposition, body } = entry.kept;
      if (state !== kind || entry.busy || (state === 'waiting' && disposition === 'complete')) continue;
      if (count-- > 0 || size > 0) gone.push(entry);
      size -= body.length;
    }
  return gone;
}
