import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { visitArrival } from './arrival.mjs';
import { CONDITIONS } from './kinds.mjs';
import { countOf, startBench } from './start.mjs';
import { figure, summary, table } from './table.mjs';
import { CATEGORIES, functionsOf, PROFILED, tasksOf } from './trace.mjs';

/**
 * `npm run bench:where`: what the page's main thread does between a survey's tag and the first statement, for cx7 and the
 * yardstick side by side, from traces.
 *
 *     npm run bench:where
 *     npm run bench:where -- --rounds 9 --rate 1 --ahead     not slowed down; the files fetched ahead
 *     npm run bench:where -- --kind yardstick --kind 'cx7, config inline' --slow-4g --against ../before/dist
 *     npm run bench:where -- --functions                     and which functions it is in; the noting costs time itself
 *     npm run bench:where -- --out trace.json                the last visit's events, for DevTools' Performance panel
 */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    rate: { type: 'string', default: '4' },
    kind: { type: 'string', multiple: true },
    ahead: { type: 'boolean' },
    'slow-4g': { type: 'boolean' },
    against: { type: 'string' },
    functions: { type: 'boolean' },
    out: { type: 'string' },
  },
});
const rounds = countOf('rounds', options.rounds);
const condition = {
  rate: Number(options.rate),
  network: options['slow-4g'] && CONDITIONS.slow.network,
  ahead: options.ahead,
};

/** What events are told as, by their names; scripts go by their file. */
const TOLD = {
  'style: recalculated': ['UpdateLayoutTree', 'RecalculateStyles', 'ScheduleStyleRecalculation'],
  'style: sheets parsed': ['ParseAuthorStyleSheet'],
  layout: ['Layout', 'InvalidateLayout'],
  'paint and commit': ['PrePaint', 'Paint', 'Layerize', 'Commit', 'UpdateLayer', 'UpdateLayerTree', 'CompositeLayers'],
  'collecting garbage': ['MinorGC', 'MajorGC', 'V8.GC_SCAVENGER', 'V8.GCScavenger', 'BlinkGC.AtomicPhase'],
  'parsing HTML': ['ParseHTML'],
  'scripts: compiled': ['v8.compile', 'v8.compileModule', 'v8.produceCache', 'V8.CompileCode', 'V8.DeserializeContext'],
  'frames: callbacks, observers': ['FireAnimationFrame', 'IntersectionObserverController::computeIntersections'],
  'hit tests, input': ['HitTest', 'EventDispatch'],
  'scripts: continuations of promises': ['RunMicrotasks'],
  timers: ['TimerFire', 'TimerInstall', 'TimerRemove'],
  'tasks, what is in none of these': ['RunTask'],
};
/** The marks of `arrival.js`. */
const BETWEEN = ['bench:tag', 'bench:statement'];
const categories = [...CATEGORIES, ...(options.functions ? PROFILED : [])];

const CLOCK = 'first statement after, by the clock';
const TOTAL = 'main thread, all';
const COUNT = 'tasks';
const STYLES = 'recalculations of style';
const LAYOUTS = 'layouts';
const ORDER = [CLOCK, TOTAL, COUNT, STYLES, LAYOUTS].reverse();
const WORD_OF = new Map(Object.entries(TOLD).flatMap(([word, names]) => names.map((name) => [name, word])));
/** Functions and scripts by the file they are in; those of the browser's own, and the bench's, are told apart. */
const wordOf = ({ name, url }) =>
  ['EvaluateScript', 'FunctionCall'].includes(name)
    ? `scripts: ${url.split('/').pop() || 'no file'}`
    : (WORD_OF.get(name) ?? `other: ${name}`);

const { kinds, bench, close } = await startBench({
  against: options.against,
  only: options.kind,
  isMeant: (_, { arrives }) => arrives,
});
const visits = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
try {
  for (const kind of Object.keys(kinds)) await visitArrival(bench, kind, {});
  for (let round = 0; round < rounds; round++)
    for (const kind of Object.keys(kinds)) {
      if (process.stderr.isTTY) process.stderr.write(`\rround ${round + 1} of ${rounds}, ${kind}    `);
      const { statement, events } = await visitArrival(bench, kind, { ...condition, categories });
      const functions = options.functions && functionsOf(events, ...BETWEEN);
      visits[kind].push({ statement, events, functions, tasks: tasksOf(events, ...BETWEEN) });
    }
  print();
} finally {
  await close();
}

function print() {
  const columns = Object.keys(kinds).map((kind) => visits[kind].map(spentIn));
  const words = [...new Set(columns.flat().flatMap((spent) => [...spent.keys()]))];
  const median = (column, word) => summary(column.map((spent) => spent.get(word) ?? 0)).median;
  const most = (word) => Math.max(...columns.map((column) => median(column, word)));
  const rows = words
    .filter((word) => most(word) >= 0.05)
    .sort((a, b) => ORDER.indexOf(b) - ORDER.indexOf(a) || most(b) - most(a))
    .map((word) => [word, ...columns.map((column) => figure(median(column, word)))]);
  console.log(
    `Between the tag and the first statement: ms of the main thread's own CPU time, medians of ${rounds}; CPU ${condition.rate}×${condition.network ? ', slow 4G' : ''}${condition.ahead ? ', files fetched ahead' : ''}.\n`,
  );
  console.log(table([['', ...Object.keys(kinds)], ...rows]));
  for (const kind of Object.keys(kinds)) printTasks(kind);
  if (options.functions) for (const kind of Object.keys(kinds)) printFunctions(kind);
  if (options.out)
    writeFileSync(options.out, JSON.stringify({ traceEvents: Object.values(visits).at(-1).at(-1).events }));
}

/** Milliseconds by word, of one visit. */
function spentIn({ statement, tasks }) {
  const spent = new Map();
  const add = (word, ms) => spent.set(word, (spent.get(word) ?? 0) + ms);
  for (const task of tasks) {
    add(TOTAL, task.cpu);
    add(COUNT, 1);
    for (const event of task.events) {
      add(wordOf(event), event.own);
      if (event.name === 'Layout') add(LAYOUTS, 1);
      if (event.name === 'UpdateLayoutTree') add(STYLES, 1);
    }
  }
  add(CLOCK, statement);
  return spent;
}

/** Of the visit in the middle: each task that took a millisecond, and what took most in it. */
function printTasks(kind) {
  const middle = visits[kind].toSorted((a, b) => a.statement - b.statement)[Math.floor((rounds - 1) / 2)];
  console.log(`\n${kind}: tasks of the visit that took ${figure(middle.statement)} ms, from 1 ms on\n`);
  const rows = middle.tasks
    .filter(({ cpu }) => cpu >= 1)
    .map(({ at, ms, cpu, events }) => {
      const own = new Map();
      for (const event of events) own.set(wordOf(event), (own.get(wordOf(event)) ?? 0) + event.own);
      const told = [...own].filter(([, ms]) => ms >= 0.3).sort(([, a], [, b]) => b - a);
      return [
        figure(Math.max(0, at)),
        figure(ms),
        figure(cpu),
        told.map(([word, ms]) => `${word} ${figure(ms)}`).join(', '),
      ];
    });
  console.log(table([['at', 'ms', 'CPU', ''], ...rows]));
}

/** The functions that most time was spent in, with those that they called, and alone. */
function printFunctions(kind) {
  const all = visits[kind].map(({ functions }) => functions);
  const median = (place, of) => summary(all.map((functions) => functions.get(place)?.[of] ?? 0)).median;
  const places = [...new Set(all.flatMap((functions) => [...functions.keys()]))]
    .map((place) => ({ place, all: median(place, 'all'), own: median(place, 'own') }))
    .sort((a, b) => b.all - a.all)
    .slice(0, 60);
  console.log(`\n${kind}: functions, medians of ms by the clock with those that they called, and alone\n`);
  console.log(table([['', 'all', 'own'], ...places.map(({ place, all, own }) => [place, figure(all), figure(own)])]));
}
