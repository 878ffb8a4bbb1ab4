import { readFileSync } from 'node:fs';
import { CONDITIONS, nameOf, PAGES } from './kinds.mjs';
import { PRESS, pressAnswers, pressAt, rest } from './press.mjs';
import { mainThread } from './site.mjs';
import { scriptTime } from './trace.mjs';

/** Milliseconds that the page is left alone before it is judged: the records are sent, the survey has said it is there. */
const REST = 600;
/** Milliseconds in which a page has been read and its scripts have run, also where the CPU is slowed down. */
const LOADING = 1000;

/** Where to press for the survey that comes on a click, asked without the probe, which would go on listening. */
const BUTTON = `(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }))(
  document.querySelector('#feedback').getBoundingClientRect(),
)`;

export const probe = readFileSync(new URL('paint.js', import.meta.url), 'utf8');

/** One visit of a page that comes with its tag, and what it took. */
export async function visitObserved({ site, browser }, kind, condition) {
  const { trigger } = PAGES[kind];
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
    await emulate(cdp, condition);
    const wire = listen(cdp);
    await cdp.send('Runtime.addBinding', { name: 'benchTell' });
    const shown = heard(cdp, () => `no survey in 15 s. ${troubles.join('\n')}`);
    shown.catch(() => {}); // where none is expected nobody waits

    await page.goto(`${site.url}/${nameOf(kind)}`);
    if (trigger === 'click') {
      await rest(CONDITIONS[condition].network ? 500 : 200); // nobody clicks at once
      const { x, y } = await page.evaluate(() => bench.button());
      await page.mouse.click(x, y, { delay: PRESS });
    }
    const at = trigger === undefined ? undefined : await shown;
    await rest(REST);
    const { loaded, clicked } = await page.evaluate(() => bench.times());
    const counts = { ...wire(), ...(await page.evaluate(() => bench.left())) };

    const press = ({ x, y }) => page.mouse.click(x, y, { delay: PRESS });
    const presses = await pressAnswers(groupsOf(kind), (expression) => page.evaluate(expression), press);
    const { shifts } = await page.evaluate(() => bench.seen());
    await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize, embedderHeapUsedSize } = await cdp.send('Runtime.getHeapUsage');
    if (troubles.length) throw Error(troubles.join('\n'));
    return {
      ...counts,
      ...presses,
      shifts,
      loaded,
      visible: at && at - (trigger === 'click' ? clicked : loaded + trigger),
      heap: (usedSize + embedderHeapUsedSize) / 1024,
    };
  } catch (cause) {
    throw Error(`${kind}, ${condition}: ${cause.message}`, { cause });
  } finally {
    await context.close();
  }
}

/** One visit with nobody looking, and what its scripts took. What there is to ask of the page is asked afterwards. */
export function visitUnobserved({ site, visitUnobserved }, kind, condition) {
  const { trigger } = PAGES[kind];
  const { rate = 1 } = CONDITIONS[condition];
  const address = `${site.url}/${nameOf(kind)}`;
  return visitUnobserved(`${site.url}/blank`, async (page) => {
    const { send, evaluate, trace } = page;
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
    if (trigger === 'click') await pressAt(page, await evaluate(BUTTON));
    if (trigger !== undefined) await rest(REST * rate + (Number(trigger) || 0));
    const after = await mainThread({ send });
    const script = scriptTime(await traced(), address);

    await evaluate(probe);
    const { longTasks: early } = await evaluate('bench.seen()');
    await pressAnswers(groupsOf(kind), evaluate, (spot) => pressAt(page, spot));
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

async function emulate(cdp, condition) {
  const { rate, network } = CONDITIONS[condition];
  await cdp.send('Runtime.enable');
  await cdp.send('Network.enable');
  if (rate) await cdp.send('Emulation.setCPUThrottlingRate', { rate });
  if (network) await cdp.send('Network.emulateNetworkConditions', network);
}

/** Resolves with when the page says that the first statement was painted. */
function heard(cdp, complaint) {
  return new Promise((resolve, reject) => {
    cdp.on('Runtime.bindingCalled', ({ payload }) => resolve(Number(payload)));
    setTimeout(() => reject(Error(complaint())), 15_000).unref();
  });
}

/** The radio groups in which an answer is pressed: of the page's form, or of the survey. */
function groupsOf(kind) {
  return PAGES[kind].trigger === undefined ? [0] : [0, 1];
}

/** Counts what goes over the wire for cx7: its files, its config, its records. */
function listen(cdp) {
  const urls = new Map();
  const counts = { requests: 0, received: 0, sent: 0 };
  cdp.on('Network.requestWillBeSent', ({ requestId, request: { url, postData = '' } }) => {
    if (!/\/(cx7|against|v1)\//.test(url)) return;
    urls.set(requestId, url);
    counts.requests++;
    counts.sent += Buffer.byteLength(postData);
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (urls.has(requestId)) counts.received += encodedDataLength;
  });
  return () => ({ ...counts });
}
