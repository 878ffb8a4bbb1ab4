/** What a trace has to record for what is read from it here. */
export const CATEGORIES = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'v8.execute',
  'blink.user_timing',
];

/** What makes V8 note every tenth of a millisecond which function it is in. It costs time itself. */
export const PROFILED = ['disabled-by-default-v8.cpu_profiler', 'disabled-by-default-v8.cpu_profiler.hires'];

/** Events in which a script runs or is made ready to run. */
const SCRIPT = ['EvaluateScript', 'v8.compile', 'FunctionCall'];
/** Events in which one runs that they do not name. */
const NOBODYS = ['RunMicrotasks', 'EventDispatch', 'TimerFire'];

/** What makes a task a long one: microseconds. */
const LONG = 50_000;

/**
 * Milliseconds that cx7's files, of any build, have taken on the page's main thread: by the clock, and of the thread's own CPU time,
 * which other programs on the machine cannot lengthen. `longTasks` are those that would not be long without cx7, or
 * would be with nothing else; `longest` are the events that took most.
 *
 * A microtask, an event and a timer do not say whose they are. All are taken for cx7's, since the page's own script has none.
 */
export function scriptTime(trace, page) {
  const { pid, tid } = trace.find(({ name, args }) => name === 'CommitLoad' && args.data.url === page);
  const onThread = trace.filter((event) => event.pid === pid && event.tid === tid && event.ph === 'X');
  const events = onThread
    .filter(({ name }) => SCRIPT.includes(name) || NOBODYS.includes(name))
    .sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  const outermost = [];
  let end = 0;
  for (const event of events) {
    if (event.ts < end) continue; // inside one that was counted, or that is the page's own
    end = event.ts + event.dur;
    if (NOBODYS.includes(event.name) || /\/(cx7|against)\//.test(urlOf(event))) outermost.push(event);
  }
  const tasks = onThread.filter(({ name, dur }) => name === 'RunTask' && dur > LONG);
  const shareOf = (task) =>
    outermost.filter(({ ts }) => ts >= task.ts && ts < task.ts + task.dur).reduce((all, { dur }) => all + dur, 0);
  const sum = (field) => outermost.reduce((all, event) => all + (event[field] ?? 0) / 1000, 0);
  return {
    clock: sum('dur'),
    cpu: sum('tdur'),
    longTasks: tasks.filter((task) => shareOf(task) > LONG || task.dur - shareOf(task) <= LONG).length,
    longest: outermost
      .sort((a, b) => b.dur - a.dur)
      .slice(0, 8)
      .map((event) => {
        const { functionName = '', lineNumber, columnNumber } = event.args.data ?? {};
        return {
          ms: event.dur / 1000,
          what: event.name,
          where: `${urlOf(event)}:${lineNumber}:${columnNumber} ${functionName}`,
        };
      }),
  };
}

const urlOf = ({ args }) => args.data?.url ?? args.fileName ?? '';

/**
 * The tasks of the main thread between two marks, in order: when each began after the first mark, how long it took by the
 * clock and of the thread's own CPU time, and its events with the CPU time that is their `own`, without that of events
 * within them. All times in milliseconds. A task across a mark counts with the part that lies between.
 */
export function tasksOf(trace, from, to) {
  const [start, end] = [from, to].map((name) => trace.find((event) => event.name === name));
  const onThread = trace
    .filter(({ pid, tid, ph }) => pid === start.pid && tid === start.tid && ph === 'X')
    .filter(({ ts, dur = 0 }) => ts + dur > start.ts && ts < end.ts)
    .sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  const tasks = [];
  const open = [];
  for (const event of onThread) {
    const { name, ts, dur = 0, tdur = 0 } = event;
    const within = Math.max(0, Math.min(ts + dur, end.ts) - Math.max(ts, start.ts)) / (dur || 1);
    const told = { name, url: urlOf(event), own: (tdur * within) / 1000 };
    while (open.length && open.at(-1).ends <= ts) open.pop();
    if (name === 'RunTask' && !open.length)
      tasks.push({ at: (ts - start.ts) / 1000, ms: (dur * within) / 1000, cpu: told.own, events: [] });
    if (open.length) open.at(-1).told.own -= told.own;
    if (!tasks.length) continue;
    tasks.at(-1).events.push(told);
    open.push({ ends: ts + dur, told });
  }
  return tasks;
}

/**
 * Milliseconds by the clock that the main thread was in each function between two marks, from a trace with what
 * `PROFILED` adds: `own`, and `all` with those that it called. Functions go by name and place.
 */
export function functionsOf(trace, from, to) {
  const [start, end] = [from, to].map((name) => trace.find((event) => event.name === name));
  const profile = trace.find(({ name, pid, tid }) => name === 'Profile' && pid === start.pid && tid === start.tid);
  const chunks = trace.filter(({ name, pid, id }) => name === 'ProfileChunk' && pid === start.pid && id === profile.id);
  const nodes = new Map();
  const times = new Map();
  let at = profile.args.data.startTime;
  for (const { args } of chunks.sort((a, b) => a.ts - b.ts)) {
    const { cpuProfile, timeDeltas = [] } = args.data;
    for (const node of cpuProfile?.nodes ?? []) nodes.set(node.id, node);
    for (const [i, id] of (cpuProfile?.samples ?? []).entries()) {
      // A sample counts for the time since the one before it.
      const since = Math.max(at, start.ts);
      at += timeDeltas[i];
      const ms = (Math.min(at, end.ts) - since) / 1000;
      if (ms > 0) note(id, ms);
    }
  }
  return times;

  function note(id, ms) {
    const seen = new Set();
    for (let node = nodes.get(id), own = ms; node; node = nodes.get(node.parent), own = 0) {
      const { functionName, url = '', lineNumber, columnNumber } = node.callFrame;
      const place = `${functionName || '(no name)'} ${url.split('/').pop()}${url && `:${lineNumber + 1}:${columnNumber + 1}`}`;
      const known = times.get(place) ?? { own: 0, all: 0 };
      times.set(place, { own: known.own + own, all: known.all + (seen.has(place) ? 0 : ms) });
      seen.add(place);
    }
  }
}
