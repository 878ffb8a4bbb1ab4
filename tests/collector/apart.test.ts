import { expect, it } from 'vitest';
import { countApart } from '../../src/collector/apart.ts';
import type { Database } from '../../src/collector/database.ts';

/** A database with so many interviews of unlisted surveys, of which it counts as many as it is asked to. */
const holding =
  (unlisted: number): Database['query'] =>
  async (sql) =>
    [{ n: Math.min(unlisted, Number(/limit (\d+)/.exec(sql)?.[1])) }] as never;

it.each([
  [99_999, 99_999, false],
  [100_000, 100_000, true],
  [5_000_000, 100_000, true],
])(
  'of %i interviews of unlisted surveys it says whether there may be more than it has counted',
  async (n, interviews, orMore) => {
    expect(await countApart(holding(n), undefined)).toMatchObject([{ reason: 'survey', interviews, orMore }]);
  },
);
