/** What a trace has to record for what is read from it here. */
export const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8.execute'];

/** Events in which a script runs or is made ready to run. */
const SCRIPT = ['EvaluateScript', 'v8.compile', 'FunctionCall'];
/** Events in which one runs that they do not name. */
const NOBODYS = ['RunMicrotasks', 'EventDispatch', 'TimerFire'];

/** What makes a task a long one: microseconds. */
const LONG = 50_000;

/**
 * Milliseconds that cx7's files have taken on the page's main thread: by the clock, and of the thread's own CPU time,
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
    if (NOBODYS.includes(event.name) || /\/cx7\//.test(urlOf(event))) outermost.push(event);
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
