import { nameOf } from './kinds.mjs';

/** Milliseconds after which a survey that has not come never will. */
const PATIENCE = 20_000;

/**
 * One visit of an idle page onto which a survey's tag is put; see `arrival.js`. With `ahead` the survey's files are in the
 * browser's cache by then: those that a visit without that has asked for, so that there has to have been one.
 *
 * @returns milliseconds from the tag to the first statement, the long tasks between and shortly after, and the trace's
 * events where `traced` says of which categories; `then` gets the page afterwards, and what it returns is added
 */
export function visitArrival({ site, visitUnobserved }, kind, { rate = 1, network, ahead, traced, then }) {
  const name = nameOf(kind);
  const query = ahead ? `?ahead=${site.askedBy(name)}` : '';
  return visitUnobserved(`${site.url}/blank`, async (page) => {
    const { send, trace } = page;
    await send('Emulation.setDeviceMetricsOverride', { width: 412, height: 823, deviceScaleFactor: 1, mobile: false });
    await send('Emulation.setCPUThrottlingRate', { rate });
    if (network) {
      await send('Network.enable');
      await send('Network.emulateNetworkConditions', network);
    }
    const end = traced && (await trace(traced));
    const told = site.told();
    await send('Page.navigate', { url: `${site.url}/${name}${query}` });
    const figures = await inTime(told);
    const events = await end?.();
    return { ...figures, events, ...(await then?.(page)) };
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
