import { SCALE, type Score } from '../instrument/measures.ts';
import type { MeasureTally } from '../report/tally.ts';

/** One piece of a diverging bar: `from` and `to` are shares of all, measured from the middle of the neutral answers. */
export interface Piece {
  score: Score;
  share: number;
  n: number;
  from: number;
  to: number;
}

/**
 * Lays the five shares end to end with the neutral answers centred on 0, disagreement to the left. The shares are the
 * weighted ones where there are weights. Empty without data.
 */
export function pieces({ counts, n, weighted }: MeasureTally): Piece[] {
  if (n === 0) return [];
  const shares: readonly number[] = weighted?.shares ?? counts.map((count) => count / n);
  const [strongly = 0, somewhat = 0, neutral = 0] = shares;
  let at = -(strongly + somewhat + neutral / 2);
  return SCALE.map((score, index) => {
    const { [index]: share = 0 } = shares;
    const from = at;
    at += share;
    return { score, share, n: counts[index] ?? 0, from, to: at };
  });
}

/** The stretch that holds every bar, so that all of them share one scale. */
export function extent(bars: readonly (readonly Piece[])[]): [number, number] {
  const ends = bars.flat().flatMap(({ from, to }) => [from, to]);
  return ends.length ? [Math.min(...ends), Math.max(...ends)] : [-1, 1];
}
