import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { draws, replay, tier } from '../campaigns.mjs';
import { countTurns } from './model/clock.ts';
import { type History, histories, MODES, type Mode } from './model/history.ts';
import { INVARIANTS } from './model/ledger.ts';
import { live } from './model/live.ts';
import { EXPECTED } from './model/situations.ts';
import { the } from './world.ts';

/**
 * Whatever happens, in whatever order: every promise of `model/ledger.ts` holds at every moment of every history. A
 * campaign, `npm run model`, makes 10,000 for each kind of endpoint, says what they met, and fails where one of the
 * situations that matter never came about; ENDPOINT=final keeps to one kind.
 */
const { ENDPOINT } = process.env;
/** From here on every situation is likely enough that its absence is a fault of the histories. */
const MANY = 5000;

let restore: () => void;
beforeAll(() => {
  restore = countTurns();
});
afterAll(() => restore());

it.each((ENDPOINT ? [ENDPOINT] : Object.keys(MODES)) as Mode[])(
  'keeps its promises, whatever happens: an endpoint of the kind %s',
  async (mode) => {
    const figures = { histories: 0, steps: 0, requests: 0 };
    const met = new Map<string, number>();
    const checks = new Map<string, number>();
    const began = process.cpuUsage().user;
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const { ledger, world } = await live(mode, history);
        figures.histories++;
        figures.steps += history.steps.length;
        figures.requests += world.requests.length;
        for (const situation of ledger.met) met.set(situation, (met.get(situation) ?? 0) + 1);
        for (const [name, count] of Object.entries(ledger.seen)) checks.set(name, (checks.get(name) ?? 0) + count);
        if (ledger.broken) throw ledger.broken;
      }),
      {
        ...draws(10_000),
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
          const again = replay('model', { seed, path: `${counterexamplePath}` }, `ENDPOINT=${mode}`);
          const told = `After ${numRuns} histories, shrunk ${numShrinks} times.`;
          throw new Error(
            `${await story(mode, the(counterexample)[0], errorInstance)}

Tell it again: ${again}
${told}`,
          );
        },
      },
    );
    if (tier === 'campaign') {
      const line = ([what, count]: [string, number]) => `${`${count}`.padStart(9)}  ${what}`;
      const most = (map: Map<string, number>) => [...map].sort(([, a], [, b]) => b - a).map(line);
      const seconds = Math.round((process.cpuUsage().user - began) / 1e6);
      console.log(
        [
          `${mode}: ${figures.histories} histories, ${figures.steps} steps, ${figures.requests} requests, ${seconds} s of processor time`,
          'Histories that met',
          ...most(met),
          'How often each promise was held to',
          ...most(checks),
        ].join('\n'),
      );
    }
    if (figures.histories >= MANY) expect(EXPECTED[mode].filter((situation) => !met.has(situation))).toEqual([]);
  },
  7_200_000,
);

/** The shortest history that breaks a promise, a line a step, and what became of every promise in it. */
async function story(mode: Mode, history: History, error: unknown): Promise<string> {
  const { ledger } = await live(mode, history);
  const { broken, seen } = ledger;
  const { locks, channel, second, late, bad } = history.setup;
  return [
    broken?.message ?? `${error}, and not when told again`,
    '',
    `Web Locks ${locks ?? 'work'}, BroadcastChannel ${channel ?? 'works'}, second outbox: ${second}, begins ${late ? 'when told to' : 'at once'}${bad ? `, never well: ${JSON.stringify(bad)}` : ''}`,
    ...ledger.story,
    '',
    ...Object.entries(INVARIANTS).map(([name, promise]) => {
      const count = seen[name as keyof typeof seen];
      return `  ${broken?.invariant === name ? '✗' : count ? '✓' : '–'} ${name} (looked at ${count} times): ${promise}`;
    }),
  ].join('\n');
}
