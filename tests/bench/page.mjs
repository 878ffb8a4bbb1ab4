import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { visitArrival } from './arrival.mjs';
import { CONDITIONS, PAGES } from './kinds.mjs';
import { visitObserved, visitUnobserved } from './load.mjs';
import { benchmarkIndex } from './power.mjs';
import { printArrivals, printMachine, printPages, printTargets } from './report.mjs';
import { countOf, startBench, usageError } from './start.mjs';
import { figure } from './table.mjs';

const HELP = `npm run bench:page: what cx7 costs the page it is on, and how soon it is there. Prints figures and passes no
judgement on a machine; beside them are the targets they are to be read by. All kinds of page take turns within one run,
each visit in a browser context of its own, with nothing in its cache.

    npm run bench:page -- [options]

  --rounds N           how often each kind has its turn; 9 without it, or fewer on a machine that is slow
  --only asked         only what is asked, and the yardstick it is measured by: how soon a survey is there on an idle page
  --only not-asked     only what is not asked, a bare page, and the calls that no survey can do without
  --against DIR        the scripts in DIR, which another version was built into, beside these
  --kind NAME          this kind alone; may be given several times
  --condition NAME     unthrottled, cpu (slowed down 4 times) or slow (slow 4G as well); may be given several times
  --unobserved         without the visits that Playwright drives
  --out FILE           writes the figures of every visit there, and what took longest in it

npm run bench:where tells what the page's main thread does until the first statement.`;

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    only: { type: 'string' },
    against: { type: 'string' },
    kind: { type: 'string', multiple: true },
    condition: { type: 'string', multiple: true, default: Object.keys(CONDITIONS) },
    unobserved: { type: 'boolean' },
    out: { type: 'string' },
    help: { type: 'boolean' },
  },
});
if (options.help) {
  console.log(HELP);
  process.exit();
}
const rounds = countOf('rounds', options.rounds);
const { only } = options;
const unknown = options.condition.find((name) => !CONDITIONS[name]);
if (unknown) usageError(`--condition ${unknown}: there are ${Object.keys(CONDITIONS).join(', ')}.`);
if (only && !['asked', 'not-asked'].includes(only)) usageError(`--only ${only}: takes asked or not-asked.`);

/** Seconds that the usual rounds may take; a machine that is too slow for all of them does fewer. */
const PATIENCE = 900;

const { kinds, bench, close } = await startBench({
  ...options,
  only: options.kind,
  isMeant: (kind, { arrives, trigger }) =>
    !only || kind === 'bare' || (only === 'asked') === (arrives || trigger !== undefined),
});
const turns = Object.entries(kinds).flatMap(([kind, { arrives }]) =>
  options.condition.flatMap((condition) => {
    if (arrives) return [false, true].map((ahead) => ({ kind, condition, ahead }));
    return condition === 'cpu' ? [] : [{ kind, condition }];
  }),
);
const visits = [];
const indices = [];
const loadBefore = loadavg()[0];
const began = performance.now();
const seconds = () => (performance.now() - began) / 1000;
try {
  // The browser's first page pays for the browser's own start, and the site learns which files each survey asks for.
  for (const [kind, { arrives }] of Object.entries(kinds))
    await (arrives ? visitArrival(bench, kind, {}) : visitUnobserved(bench, kind, 'unthrottled'));
  const round = await goRound();
  console.log(
    `${round} rounds${round < rounds ? ` of ${rounds}, because the machine is slow` : ''}; Chromium ${bench.browser.version()}, ${cpus().length} cores, load average ${figure(loadBefore)} before, ${Math.round(seconds())} s. Median (min–max).`,
  );
  if (loadBefore > 1)
    console.log('The machine had other work to do: times by the clock are too long, and only CPU times hold.');
  printPages(kinds, visits);
  printMachine(visits, indices);
  printArrivals(kinds, visits);
  printTargets(kinds, visits, indices);
  if (options.out)
    writeFileSync(options.out, `${JSON.stringify({ browser: bench.browser.version(), indices, visits }, null, 1)}\n`);
} finally {
  await close();
}

/** All kinds in all conditions, in turns, again and again; returns how often. */
async function goRound() {
  let round = 0;
  for (let longest = 0; round < rounds && (rounds > 9 || seconds() + longest < PATIENCE); round++) {
    const start = seconds();
    indices.push(await power());
    for (let turn = 0; turn < turns.length; turn++) {
      // Every round begins with another kind.
      const { kind, condition, ahead } = turns[(turn + 3 * round) % turns.length];
      if (process.stderr.isTTY) process.stderr.write(`\rround ${round + 1} of ${rounds}, ${kind}, ${condition}   \r`);
      const note = (figures) => visits.push({ round, kind, condition, ahead, ...figures });
      if (kinds[kind].arrives) note(await arrival(kind, condition, ahead));
      else if (round % 3 === 0 || !PAGES[kind].seldom) await load(kind, condition, note);
    }
    longest = Math.max(longest, seconds() - start);
  }
  return round;
}

/** A survey that is put onto an idle page. Presses are judged where nothing is slowed down. */
function arrival(kind, condition, ahead) {
  const pressed = condition === 'unthrottled' && !ahead;
  return visitArrival(bench, kind, { ...CONDITIONS[condition], ahead, pressed });
}

/** A page that comes with its tag. Those that are not asked differ by more than there is to tell, and take a second only. */
async function load(kind, condition, note) {
  if (!options.unobserved) note(await visitObserved(bench, kind, condition));
  const times = PAGES[kind].trigger === undefined ? 3 : 1;
  for (let time = 0; time < times; time++) note(await visitUnobserved(bench, kind, condition));
}

/** How fast the machine is at the moment. */
function power() {
  return bench.visitUnobserved(`${bench.site.url}/blank`, async (page) => {
    await page.send('Performance.enable', { timeDomain: 'threadTicks' });
    return benchmarkIndex(page);
  });
}
