import { CONDITIONS } from './kinds.mjs';
import { HIGH_END } from './power.mjs';
import { figure, spread, summary, table, uncertainty } from './table.mjs';

const ROWS = {
  requests: { title: "cx7's requests" },
  received: { title: 'bytes received for it' },
  sent: { title: 'bytes of records sent' },
  clock: { title: 'its scripts, ms' },
  cpu: { title: 'the same, CPU time' },
  main: { title: 'main thread, CPU, ms' },
  ownLongTasks: { title: 'long tasks by cx7' },
  longTasks: { title: "long tasks, the page's too" },
  longest: { title: 'the longest, ms' },
  elements: { title: 'elements added' },
  keys: { title: 'storage keys written' },
  shifts: { title: 'layout shift' },
  loaded: { title: 'load event at, ms' },
  visible: { title: 'trigger to statement, ms' },
  delay: { title: 'input delay, ms' },
  paint: { title: 'press to next paint, ms' },
  heap: { title: 'heap used, kB' },
};
const asked = ['asked', 'asked after 5 s', 'asked on click'];
const notAsked = ['not asked by the tag', 'not asked', 'not asked inline'];
const arrivals = ['cx7, draw on the tag', 'cx7, config inline', 'cx7, config requested'];
const BOTH = [false, true];

/**
 * What medians are to stay below, or `slowed` times their difference to those of another kind; 0 is to be kept exactly. A CPU
 * four times as slow takes four times the CPU time. The emulated one is no measure of that: it also multiplies what the page's
 * thread waits for, other programs included, as the bare page's main thread shows. What it comes to on the phone that four
 * times usually stands for is printed beside it, and not judged.
 */
const TARGETS = [
  { kinds: notAsked, condition: 'unthrottled', row: 'cpu', slowed: 4, below: 5, beyond: 'bare' },
  {
    kinds: ['not asked by the tag'],
    condition: 'unthrottled',
    row: 'cpu',
    slowed: 4,
    wanted: 3,
    beyond: 'calls alone inline',
  },
  { kinds: notAsked, condition: 'slow', row: 'longTasks', below: 0, beyond: 'bare' },
  { kinds: notAsked, condition: 'slow', row: 'shifts', below: 0 },
  { kinds: asked, condition: 'unthrottled', row: 'ownLongTasks', below: 0 },
  { kinds: asked, condition: 'unthrottled', row: 'shifts', below: 0 },
  { kinds: asked, condition: 'unthrottled', row: 'paint', below: 50 },
  { kinds: arrivals, condition: 'unthrottled', row: 'longTasks', below: 0 },
  { kinds: arrivals, condition: 'unthrottled', row: 'paint', below: 50 },
];

/** How often as long as the yardstick's a first statement may take. */
const TIMES = { unthrottled: 1.3, cpu: 1.5, slow: 1.3 };

/** The conditions in which there were visits of these kinds. */
const conditionsOf = (visits, kinds) =>
  Object.keys(CONDITIONS).filter((name) =>
    visits.some(({ kind, condition }) => kinds.includes(kind) && condition === name),
  );

const valuesOf = (visits, kind, condition, row, ahead = false) =>
  visits
    .filter((visit) => visit.kind === kind && visit.condition === condition && (visit.ahead ?? false) === ahead)
    .map((visit) => visit[row]);

/** A table a condition of the pages that come with their tag: first those that are not asked, then those that are. */
export function printPages(kinds, visits) {
  const pages = Object.keys(kinds).filter((kind) => !kinds[kind].arrives);
  const groups = [false, true]
    .map((asked) => pages.filter((kind) => kind !== 'bare' && (kinds[kind].trigger !== undefined) === asked))
    .filter(({ length }) => length)
    .map((group) => [...pages.filter((kind) => kind === 'bare'), ...group]);
  for (const condition of conditionsOf(visits, pages))
    for (const group of groups) {
      const rows = Object.entries(ROWS)
        .map(([row, { title }]) => [title, ...group.map((kind) => spread(valuesOf(visits, kind, condition, row)))])
        .filter(([, ...cells]) => cells.some((cell) => cell !== '–'));
      console.log(`\n${CONDITIONS[condition].title}\n\n${table([['', ...group], ...rows])}`);
    }
  if (pages.length)
    console.log(
      "\nScripts: EvaluateScript, v8.compile, FunctionCall of cx7's files, and all microtasks, events and timers on the main thread of a page whose own script has none, from a trace, until 0.6 s after the survey is there. These, the main thread and long tasks are of visits of their own, without Playwright's listening, CPU slowed down but not the network. Bytes received have the headers in them. The page's load is the browser's `load` event; a press is one of an answer, or of the page's own form where there is no survey, and of the button for the survey on click; heap is JavaScript's and the DOM's after a collection.",
    );
}

/** How fast the machine is, and what slowing it down has come to. */
export function printMachine(visits, indices) {
  const [slow, fast] = ['slow', 'unthrottled'].map(
    (condition) => summary(valuesOf(visits, 'bare', condition, 'main'))?.median,
  );
  if (slow) console.log(`\nEmulated, the bare page's main thread takes ${figure(slow / fast)} times the CPU time.`);
  const index = summary(indices).median;
  console.log(
    `\nBenchmarkIndex ${spread(indices)}. Four times as slow as a high-end desktop of ${figure(HIGH_END)} is ${figure((4 * index) / HIGH_END)} times as slow as here.`,
  );
}

/** First statements after a tag was put onto an idle page, and how often as long as the yardstick's each took. */
export function printArrivals(kinds, visits) {
  const shown = Object.keys(kinds).filter((kind) => kinds[kind].arrives);
  if (!shown.length) return;
  const columns = conditionsOf(visits, shown).flatMap((condition) => BOTH.map((ahead) => [condition, ahead]));
  const titles = columns.flatMap(([condition, ahead]) => [`${condition}${ahead ? ', ahead' : ''}`, '×']);
  const rows = shown.map((kind) => [
    kind,
    ...columns.flatMap(([condition, ahead]) => [
      spread(valuesOf(visits, kind, condition, 'statement', ahead).map(Math.round)),
      figure(ratioOf(kinds, visits, kind, condition, ahead)),
    ]),
  ]);
  const targets = columns.flatMap(([condition]) => ['', `≤ ${TIMES[condition]}`]);
  console.log(
    `\nFirst statement, ms after the tag was put onto an idle page, and times the yardstick's\n\n${table([['', ...titles], ...rows, ['target', ...targets]])}`,
  );
  console.log(
    "\nThe yardstick is a loader and a bare Preact widget with the seven statements: two files, like cx7's. The condition cpu is the CPU slowed down 4 times, slow is slow 4G as well, ahead with the files in the browser's cache. What requests its config is told by the yardstick that does: three steps.",
  );
  if (!columns.some(([condition]) => condition === 'unthrottled')) return;
  const others = shown.map((kind) => [
    kind,
    ...['longTasks', 'longest', 'paint'].map((row) => spread(valuesOf(visits, kind, 'unthrottled', row))),
  ]);
  console.log(`\nUnthrottled\n\n${table([['', 'long tasks', 'the longest, ms', ROWS.paint.title], ...others])}`);
}

/** How often as long as its yardstick's a kind's first statement takes, by the medians. */
function ratioOf(kinds, visits, kind, condition, ahead) {
  const [own, its] = [kind, kinds[kind].beside].map(
    (kind) => summary(valuesOf(visits, kind, condition, 'statement', ahead))?.median,
  );
  return own && its && own / its;
}

/** What medians are to stay below, and whether they do. */
export function printTargets(kinds, visits, indices) {
  const index = summary(indices).median;
  const rows = [
    ...TARGETS.flatMap((target) => target.kinds.flatMap((kind) => linesOf(visits, index, kind, target))),
    ...arrivals.flatMap((kind) => ratioLines(kinds, visits, kind)),
  ];
  if (rows.length) console.log(`\nTargets, by the medians\n\n${table([['', 'median', 'target', ''], ...rows])}`);
}

function linesOf(visits, index, kind, { condition, row, slowed, below, wanted, beyond }) {
  const samples = [kind, ...(beyond ? [beyond] : [])].map((kind) => valuesOf(visits, kind, condition, row));
  if (!samples.every((values) => values.some(Number.isFinite))) return [];
  const [median, from = 0] = samples.map((values) => summary(values).median);
  const line = (times, target) => {
    const value = times * (median - from);
    const kept = below ? value < below : value <= (wanted ?? 0);
    return [
      `${slowed ? `${figure(times)} × ` : ''}${kind}${beyond ? ` beyond ${beyond}` : ''}, ${condition}: ${ROWS[row].title}`,
      `${figure(value)}${beyond ? ` ± ${figure(times * uncertainty(...samples))}` : ''}`,
      target,
      target === '–' || kept ? '' : wanted ? 'not yet' : 'MISSED',
    ];
  };
  const target = wanted ? `wanted ≤ ${wanted}` : below ? `< ${below}` : '0';
  if (!slowed) return [line(1, target)];
  return wanted ? [line(slowed, target)] : [line(slowed, target), line((slowed * index) / HIGH_END, '–')];
}

function ratioLines(kinds, visits, kind) {
  return Object.keys(CONDITIONS).flatMap((condition) =>
    BOTH.flatMap((ahead) => {
      const ratio = kinds[kind] && ratioOf(kinds, visits, kind, condition, ahead);
      if (!ratio) return [];
      const what = `${kind}, ${condition}${ahead ? ', ahead' : ''}: first statement, times that of the ${kinds[kind].beside}`;
      return [[what, figure(ratio), `≤ ${TIMES[condition]}`, ratio <= TIMES[condition] ? '' : 'MISSED']];
    }),
  );
}
