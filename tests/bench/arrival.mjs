import { nameOf } from './kinds.mjs';
import { probe } from './load.mjs';
import { pressAnswers, pressAt } from './press.mjs';

/** Milliseconds after which a survey that has not come never will. */
const PATIENCE = 20_000;

/**
 * One visit of an idle page onto which a survey's tag is put; see `arrival.js`.
 *
 * @param rate by which the CPU is slowed down
 * @param network what is emulated, if anything
 * @param ahead whether the survey's files are in the browser's cache by then: those that visits without it have asked for,
 * so that there has to have been one
 * @param categories of events to trace, if any
 * @param pressed whether answers are pressed afterwards
 * @returns milliseconds from the tag to the first statement, the long tasks from then until 0.7 s after it, the trace's
 * events, and how long presses took
 */
export function visitArrival({ site, visitUnobserved }, kind, { rate = 1, network, ahead, categories, pressed }) {
  const name = nameOf(kind);
  const query = ahead ? `?ahead=${site.askedBy(name)}` : '';
  return visitUnobserved(`${site.url}/blank`, async (page) => {
    const { send, evaluate, trace } = page;
    await send('Emulation.setCPUThrottlingRate', { rate });
    if (network) {
      // Without it the network stays as it is. It makes scripts take longer, everybody's.
      await send('Network.enable');
      await send('Network.emulateNetworkConditions', network);
    }
    const end = categories && (await trace(categories));
    const told = site.told();
    await send('Page.navigate', { url: `${site.url}/${name}${query}` });
    const { statement, longTasks } = await inTime(told);
    const events = await end?.();
    if (pressed) await evaluate(probe);
    const presses = pressed && (await pressAnswers([0, 1], evaluate, (spot) => pressAt(page, spot)));
    return { statement, longTasks: longTasks.length, longest: Math.max(0, ...longTasks), events, ...presses };
  }).catch((cause) => {
    throw Error(`${kind}: ${cause.message}`, { cause });
  });
}

async function inTime(told) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(reject, PATIENCE, Error(`no statement within ${PATIENCE / 1000} s.`));
  });
  try {
    return await Promise.race([told, late]);
  } finally {
    clearTimeout(timer);
  }
}
