import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benchmarkIndex, HIGH_END } from './power.mjs';
import { startService } from './service.mjs';
import { mainThread, startBrowser } from './site.mjs';
import { figure, spread, summary, table, uncertainty } from './table.mjs';
import { scriptTime } from './trace.mjs';
import { startUnobserved } from './unobserved.mjs';

/**
 * `npm run bench:page`: what cx7 costs the page it is on. Prints figures and passes no judgement on a machine; beside
 * them are the targets they are to be read by. All kinds of page take turns within one run, each visit in a browser
 * context of its own, with nothing in its cache.
 *
 *     npm run bench:page
 *     npm run bench:page -- --rounds 21 --out figures.json    the figures of every visit, and what took longest in it
 *     npm run bench:page -- --rounds 21 --kind 'not asked' --kind 'calls alone'    these alone, in a fraction of the time
 *     npm run bench:page -- --rounds 61 --kind bare --kind asked --unobserved    without the visits that Playwright drives
 */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    kind: { type: 'string', multiple: true },
    out: { type: 'string' },
    unobserved: { type: 'boolean' },
  },
});
const rounds = Number(options.rounds);
const built = fileURLToPath(new URL('../../dist/cx7.js', import.meta.url));
if (!existsSync(built) || !(rounds >= 1)) {
  console.error(
    rounds >= 1
      ? `There is no ${built}. Build it first: npm run build`
      : `--rounds ${options.rounds}: takes a whole number from 1 on, as in --rounds 21.`,
  );
  process.exit(2);
}

/** Seconds that the usual rounds may take; a machine that is too slow for all of them does fewer. */
const PATIENCE = 400;
/** Milliseconds that the page is left alone before it is judged: the records are sent, the survey has said it is there. */
const REST = 600;
/** Milliseconds in which a page has been read and its scripts have run, also where the CPU is slowed down. */
const LOADING = 1000;
/** How long a finger presses: milliseconds. */
const PRESS = 80;
/** What makes a visit worthless. */
const ELSEWHERE = 'A press went elsewhere.';

const config = {
  survey: 'change-of-address',
  names: { service: 'Change of Address' },
  endpoint: '/v1/interviews',
  omb: { controlNumber: '0000-0000', expires: '2099-12-31' },
  sampling: { rate: 1 },
};
/**
 * The kinds of the page, what is on each, and from when on the survey is waited for: milliseconds after the load, or
 * the click. Those that differ in the trigger alone have their turn in every third round, since they take the longest.
 */
const ALL = {
  bare: {},
  'calls alone': { config, script: 'calls.js' },
  'not asked': { config: { ...config, sampling: { rate: 0 } } },
  'not asked inline': { config: { ...config, sampling: { rate: 0 } }, inline: true },
  asked: { config: { ...config, trigger: { delaySeconds: 0 } }, trigger: 0 },
  'asked after 5 s': { config: { ...config, trigger: { delaySeconds: 5 } }, trigger: 5000, seldom: true },
  'asked on click': {
    config: { ...config, trigger: { on: 'click', selector: '#feedback' } },
    trigger: 'click',
    seldom: true,
  },
};
const unknown = options.kind?.find((kind) => !ALL[kind]);
if (unknown) {
  console.error(`--kind ${unknown}: there are ${Object.keys(ALL).join(', ')}.`);
  process.exit(2);
}
const KINDS = Object.fromEntries(Object.entries(ALL).filter(([kind]) => options.kind?.includes(kind) ?? true));
const CONDITIONS = {
  unthrottled: {},
  slow: {
    rate: 4,
    network: { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 },
  },
};
const SAID = {
  unthrottled: 'Unthrottled',
  slow: 'CPU slowed down 4 times, slow 4G (150 ms, 1.6 Mbit/s down, 0.75 up)',
};
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
  shifts: { title: 'layout shift' },
  loaded: { title: 'load event at, ms' },
  visible: { title: 'trigger to statement, ms' },
  delay: { title: 'input delay, ms' },
  paint: { title: 'press to next paint, ms' },
  heap: { title: 'heap used, kB' },
};
const asked = Object.keys(ALL).filter((kind) => ALL[kind].trigger !== undefined);
const notAsked = ['not asked', 'not asked inline'];
/**
 * What medians are to stay below, or `slowed` times their difference to those of another kind; 0 is to be kept exactly. A CPU
 * four times as slow takes four times the CPU time. The emulated one is no measure of that: it also multiplies what the page's
 * thread waits for, other programs included, as the bare page's main thread shows. What it comes to on the phone that four
 * times usually stands for is printed beside it, and not judged.
 */
const TARGETS = [
  { kinds: notAsked, condition: 'unthrottled', row: 'cpu', slowed: 4, below: 5, beyond: 'bare' },
  { kinds: notAsked, condition: 'slow', row: 'longTasks', below: 0, beyond: 'bare' },
  { kinds: notAsked, condition: 'slow', row: 'shifts', below: 0 },
  { kinds: asked, condition: 'unthrottled', row: 'ownLongTasks', below: 0 },
  { kinds: asked, condition: 'unthrottled', row: 'shifts', below: 0 },
  { kinds: asked, condition: 'unthrottled', row: 'paint', below: 50 },
];

/** Where to press for the survey that comes on a click, asked without the probe, which would go on listening. */
const BUTTON = `(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }))(
  document.querySelector('#feedback').getBoundingClientRect(),
)`;

const probe = readFileSync(new URL('paint.js', import.meta.url), 'utf8');
const visits = [];
const indices = [];
const names = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, kind.replace(/\W+/g, '-')]));
const site = await startService(Object.fromEntries(Object.entries(KINDS).map(([kind, page]) => [names[kind], page])));
const browser = await startBrowser();
const visitUnobserved = await startUnobserved(browser);
const loadBefore = loadavg()[0];
const began = performance.now();
const seconds = () => (performance.now() - began) / 1000;
try {
  // The browser's first page pays for the browser's own start.
  for (const kind of Object.keys(KINDS)) await unobserved(kind, 'unthrottled');
  const turns = Object.keys(CONDITIONS).flatMap((condition) => Object.keys(KINDS).map((kind) => [kind, condition]));
  let round = 0;
  let longest = 0;
  for (; round < rounds && (rounds > 9 || seconds() + longest < PATIENCE); round++) {
    const start = seconds();
    indices.push(await power());
    for (let turn = 0; turn < turns.length; turn++) {
      // Every round begins with another kind.
      const [kind, condition] = turns[(turn + 3 * round) % turns.length];
      if (round % 3 && KINDS[kind].seldom) continue;
      if (process.stderr.isTTY) process.stderr.write(`\rround ${round + 1} of ${rounds}, ${kind}, ${condition}   \r`);
      if (!options.unobserved) visits.push({ round, kind, condition, ...(await visit(kind, condition)) });
      // Those who are not asked differ by more than there is to tell, and take a second only.
      for (let time = KINDS[kind].trigger === undefined ? 0 : 2; time < 3; time++)
        visits.push({ round, kind, condition, ...(await unobserved(kind, condition)) });
    }
    longest = Math.max(longest, seconds() - start);
  }
  print(round);
  if (options.out)
    writeFileSync(options.out, `${JSON.stringify({ browser: browser.version(), indices, visits }, null, 1)}\n`);
} finally {
  await browser.close();
  site.close();
}

/** One visit of a page, and what it took. */
async function visit(kind, condition) {
  const { trigger } = KINDS[kind];
  const { rate, network } = CONDITIONS[condition];
  const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
  try {
    const page = await context.newPage();
    const troubles = [];
    page.on('pageerror', ({ message }) => troubles.push(message));
    page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
    const cdp = await context.newCDPSession(page);
    // On the site already, so that the page comes into this process, and what is set here holds.
    await page.goto(`${site.url}/blank`);
    await page.addInitScript(probe);
    await cdp.send('Runtime.enable');
    await cdp.send('Runtime.addBinding', { name: 'benchTell' });
    await cdp.send('Network.enable');
    if (rate) await cdp.send('Emulation.setCPUThrottlingRate', { rate });
    if (network) await cdp.send('Network.emulateNetworkConditions', network);
    const wire = listen(cdp);
    const shown = new Promise((resolve, reject) => {
      cdp.on('Runtime.bindingCalled', ({ payload }) => resolve(Number(payload)));
      setTimeout(
        () => reject(Error(`${kind}, ${condition}: no survey in 15 s. ${troubles.join('\n')}`)),
        15_000,
      ).unref();
    });
    shown.catch(() => {}); // where none is expected nobody waits

    await page.goto(`${site.url}/${names[kind]}`);
    if (trigger === 'click') {
      await rest(network ? 500 : 200); // nobody clicks at once
      const { x, y } = await page.evaluate(() => bench.button());
      await page.mouse.click(x, y, { delay: PRESS });
    }
    const at = trigger === undefined ? undefined : await shown;
    await rest(REST);
    const { loaded, clicked } = await page.evaluate(() => bench.times());
    const counts = wire();

    const groups = groupsOf(kind);
    for (const group of groups) {
      const { x, y } = await page.evaluate((group) => bench.spot(group, 1), group);
      await rest(50); // until it has been scrolled there
      await page.mouse.click(x, y, { delay: PRESS });
      await rest(150);
    }
    if ((await page.evaluate(() => bench.answered())) !== groups.length) troubles.push(ELSEWHERE);
    const { shifts, presses } = await page.evaluate(() => bench.seen());
    await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize, embedderHeapUsedSize } = await cdp.send('Runtime.getHeapUsage');
    if (troubles.length) throw Error(`${kind}, ${condition}: ${troubles.join('\n')}`);
    return {
      ...counts,
      shifts,
      loaded,
      visible: at && at - (trigger === 'click' ? clicked : loaded + trigger),
      // The slowest press. One that took less than the 16 ms from which on the browser tells counts as 16.
      delay: Math.max(0, ...presses.map(({ delay }) => delay)),
      paint: Math.max(16, ...presses.map(({ paint }) => paint)),
      heap: (usedSize + embedderHeapUsedSize) / 1024,
    };
  } finally {
    await context.close();
  }
}

/** One visit with nobody looking, and what its scripts took. What there is to ask of the page is asked afterwards. */
function unobserved(kind, condition) {
  const { trigger } = KINDS[kind];
  const { rate = 1 } = CONDITIONS[condition];
  const address = `${site.url}/${names[kind]}`;
  return visitUnobserved(`${site.url}/blank`, async ({ send, evaluate, trace }) => {
    const press = async ({ x, y }) => {
      for (const type of ['mousePressed', 'mouseReleased']) {
        await send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
        await rest(PRESS);
      }
    };
    await send('Performance.enable', { timeDomain: 'threadTicks' });
    await send('Emulation.setCPUThrottlingRate', { rate });
    const before = await mainThread({ send });
    const traced = await trace();
    await send('Page.navigate', { url: address });
    // Nobody asks how far it has come: DevTools would answer in the middle of a script, which would take that much longer.
    let read = 0;
    while (read <= before.read) {
      await rest(LOADING);
      ({ read } = await mainThread({ send }));
    }
    if (trigger === 'click') await press(await evaluate(BUTTON));
    if (trigger !== undefined) await rest(REST * rate + (Number(trigger) || 0));
    const after = await mainThread({ send });
    const script = scriptTime(await traced(), address);

    await evaluate(probe);
    const { longTasks: early } = await evaluate('bench.seen()');
    const groups = groupsOf(kind);
    for (const group of groups) {
      const spot = await evaluate(`bench.spot(${group}, 1)`);
      await rest(50); // until it has been scrolled there
      await press(spot);
      await rest(150);
    }
    if ((await evaluate('bench.answered()')) !== groups.length) throw Error(ELSEWHERE);
    const { longTasks } = await evaluate('bench.seen()');
    return {
      clock: script.clock,
      cpu: script.cpu,
      main: after.task - before.task,
      // Presses on the survey are over after the trace, and what is long then is the survey's.
      ownLongTasks: script.longTasks + (trigger === undefined ? 0 : longTasks.length - early.length),
      longTasks: longTasks.length,
      longest: Math.max(0, ...longTasks),
      longestScripts: script.longest,
    };
  }).catch((cause) => {
    throw Error(`${kind}, ${condition}: ${cause.message}`, { cause });
  });
}

/** How fast the machine is at the moment. */
function power() {
  return visitUnobserved(`${site.url}/blank`, async (page) => {
    await page.send('Performance.enable', { timeDomain: 'threadTicks' });
    return benchmarkIndex(page);
  });
}

/** The radio groups in which an answer is pressed: of the page's form, or of the survey. */
function groupsOf(kind) {
  return KINDS[kind].trigger === undefined ? [0] : [0, 1];
}

/** Counts what goes over the wire for cx7: its files, its config, its records. */
function listen(cdp) {
  const urls = new Map();
  const counts = { requests: 0, received: 0, sent: 0 };
  cdp.on('Network.requestWillBeSent', ({ requestId, request: { url, postData = '' } }) => {
    if (!/\/cx7\/|\/v1\//.test(url)) return;
    urls.set(requestId, url);
    counts.requests++;
    counts.sent += Buffer.byteLength(postData);
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (urls.has(requestId)) counts.received += encodedDataLength;
  });
  return () => ({ ...counts });
}

function rest(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function of(kind, condition, row) {
  return visits.filter((visit) => visit.kind === kind && visit.condition === condition).map((visit) => visit[row]);
}

function print(round) {
  console.log(
    `${round} rounds${round < rounds ? ` of ${rounds}, because the machine is slow` : ''}; Chromium ${browser.version()}, ${cpus().length} cores, load average ${figure(loadBefore)} before, ${Math.round(seconds())} s. Median (min–max).`,
  );
  if (loadBefore > 1)
    console.log('The machine had other work to do: times by the clock are too long, and only CPU times hold.');
  for (const condition of Object.keys(CONDITIONS)) {
    const rows = Object.entries(ROWS).map(([row, { title }]) => [
      title,
      ...Object.keys(KINDS).map((kind) => spread(of(kind, condition, row))),
    ]);
    console.log(`\n${SAID[condition]}\n\n${table([['', ...Object.keys(KINDS)], ...rows])}`);
  }
  const [slow, fast] = ['slow', 'unthrottled'].map((condition) => summary(of('bare', condition, 'main'))?.median);
  if (slow) console.log(`\nEmulated, the bare page's main thread takes ${figure(slow / fast)} times the CPU time.`);
  const index = summary(indices).median;
  console.log(
    `\nBenchmarkIndex ${spread(indices)}. Four times as slow as a high-end desktop of ${figure(HIGH_END)} is ${figure((4 * index) / HIGH_END)} times as slow as here.`,
  );
  console.log('\nTargets, by the medians\n');
  console.log(
    table([
      ['', 'median', 'target', ''],
      ...TARGETS.flatMap(({ kinds, condition, row, slowed, below, beyond }) =>
        kinds
          .filter((kind) => [kind, beyond ?? kind].every((kind) => of(kind, condition, row).some(Number.isFinite)))
          .flatMap((kind) => {
            const samples = [kind, ...(beyond ? [beyond] : [])].map((kind) => of(kind, condition, row));
            const [median, from = 0] = samples.map((values) => summary(values).median);
            const line = (times, target) => {
              const value = times * (median - from);
              const kept = below ? value < below : value <= 0;
              return [
                `${slowed ? `${figure(times)} × ` : ''}${kind}${beyond ? ` beyond ${beyond}` : ''}, ${condition}: ${ROWS[row].title}`,
                `${figure(value)}${beyond ? ` ± ${figure(times * uncertainty(...samples))}` : ''}`,
                target,
                target === '–' || kept ? '' : 'MISSED',
              ];
            };
            const target = below ? `< ${below}` : '0';
            return slowed ? [line(slowed, target), line((slowed * index) / HIGH_END, '–')] : [line(1, target)];
          }),
      ),
    ]),
  );
  console.log(
    "\nScripts: EvaluateScript, v8.compile, FunctionCall of cx7's files, and all microtasks, events and timers on the main thread of a page whose own script has none, from a trace, until 0.6 s after the survey is there. These, the main thread and long tasks are of visits of their own, without Playwright's listening, CPU slowed down but not the network. Bytes received have the headers in them. The page's load is the browser's `load` event; a press is one of an answer, or of the page's own form where there is no survey, and of the button for the survey on click; heap is JavaScript's and the DOM's after a collection.",
  );
}
