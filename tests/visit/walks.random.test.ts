import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { draws, replay, tier } from '../campaigns.mjs';
import { countTurns } from '../delivery/model/clock.ts';
import { the } from '../delivery/world.ts';
import { openCollector, type WalkedCollector } from './walks/collector.ts';
import { PROMISES, type PromiseName } from './walks/ledger.ts';
import { EXPECTED } from './walks/situations.ts';
import { walks } from './walks/steps.ts';
import { take } from './walks/walk.ts';

/**
 * Whatever respondents do on two machines with two tabs each, in whatever order, and whatever becomes of their pages and
 * requests: the collector never knows less than a respondent was told is sent, and every promise of `walks/ledger.ts`
 * holds. The product is the bundled package, the collector the real one over a database in memory.
 */

/** From here on every situation is likely enough that its absence is a fault of the walks. */
const MANY = 1000;
/** After so many walks the collector's database is emptied, so that it does not fill up the memory. */
const TIDY_AFTER = 500;

let collector: WalkedCollector;
let restore: () => void;
beforeAll(async () => {
  restore = countTurns();
  collector = await openCollector();
});
afterAll(async () => {
  restore();
  await collector.close();
});

it('keeps its promises, whatever respondents do', async () => {
  let count = 0;
  let steps = 0;
  const met = new Map<string, number>();
  const looked = new Map<string, number>();
  const began = process.cpuUsage().user;
  await fc.assert(
    fc.asyncProperty(walks, async (walk) => {
      if (++count % TIDY_AFTER === 0) await collector.clear();
      steps += walk.steps.length;
      const taken = await take(walk, collector);
      for (const situation of taken.met) met.set(situation, (met.get(situation) ?? 0) + 1);
      for (const [name, times] of Object.entries(taken.looked)) looked.set(name, (looked.get(name) ?? 0) + times);
      if (taken.broken) throw taken.broken;
    }),
    {
      ...draws(20_000),
      asyncReporter: async ({
        failed,
        counterexample,
        seed,
        counterexamplePath,
        numRuns,
        numShrinks,
        errorInstance,
      }) => {
        if (!failed) return;
        const { broken, story } = await take(the(counterexample)[0], collector);
        const what = broken
          ? `${broken.promise} (${PROMISES[broken.promise]})`
          : `${errorInstance}, and not when walked again`;
        const again = replay('walks', { seed, path: `${counterexamplePath}` });
        const told = `After ${numRuns} walks, shrunk ${numShrinks} times. Walk it again: ${again}`;
        throw new Error([what, '', ...story, '', told].join('\n'));
      },
    },
  );
  if (tier === 'campaign') {
    const most = (map: Map<string, number>) =>
      [...map].sort(([, a], [, b]) => b - a).map(([what, times]) => `${`${times}`.padStart(9)}  ${what}`);
    const seconds = Math.round((process.cpuUsage().user - began) / 1e6);
    console.log(
      [
        `${count} walks, ${steps} steps, ${seconds} s of processor time`,
        'Walks that met',
        ...most(met),
        'How often each promise was looked at',
        ...most(looked),
      ].join('\n'),
    );
  }
  for (const name in PROMISES) expect(looked.get(name as PromiseName)).toBeGreaterThan(0);
  if (count >= MANY) expect(EXPECTED.filter((situation) => !met.has(situation))).toEqual([]);
}, 7_200_000);
