import type { Database } from './database.ts';

/** How many times the median of its survey a weight may be, where no config vouches for it. */
const MOST = 100;

/**
 * The least probability that counts in a survey whose config is not known: whoever is counted without a config could
 * otherwise outweigh everybody else. 0 where nobody was drawn.
 */
export async function leastProbability(query: Database['query'], survey: string): Promise<number> {
  const [row] = await query<{ n: number }>(`select count(*)::int as n from interviews where ${DRAWN}`, [survey]);
  if (!row?.n) return 0;
  const [middle] = await query<{ probability: number }>(
    `select probability from interviews where ${DRAWN} order by probability limit 1 offset $2`,
    [survey, Math.floor(row.n / 2)],
  );
  // A hair below, so that what is just 100 times the median still counts.
  return middle ? (middle.probability / MOST) * (1 - 1e-9) : 0;
}

const DRAWN = `survey = $1 and standing = 'counted' and recruitment = 'sampled-offer' and not test`;
