import { CATEGORIES } from './trace.mjs';

/** A phone's screen, and a window that it fits into: what is beyond the window is laid out and never comes to the screen. */
const SCREEN = { width: 412, height: 823 };
const WINDOW = { width: 412, height: 1000 };

/**
 * Visits of a page as nobody observes it. Playwright listens to all that a page does, and has the browser do more in
 * every script, `fetch` above all, for which it asks who called it. Here nothing of DevTools is on but a counter and a
 * trace, which writes down when what has begun and ended.
 */
export async function startUnobserved(browser) {
  const cdp = await browser.newBrowserCDPSession();
  const answers = new Map();
  cdp.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result, error } = JSON.parse(message);
    const { resolve, reject } = answers.get(id) ?? {};
    answers.delete(id);
    if (error) reject?.(Error(error.message));
    else resolve?.(result);
  });

  let calls = 0;
  /** A DevTools session that Playwright knows nothing of. */
  const attached = async (targetId) => {
    const { sessionId } = await cdp.send('Target.attachToTarget', { targetId });
    const send = (method, params = {}) =>
      new Promise((resolve, reject) => {
        const id = ++calls;
        answers.set(id, { resolve, reject });
        const message = JSON.stringify({ id, method, params });
        cdp.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject);
      });
    const evaluate = async (expression) => {
      const { result, exceptionDetails } = await send('Runtime.evaluate', { expression, returnByValue: true });
      if (exceptionDetails) throw Error(result.description);
      return result.value;
    };
    return { send, evaluate };
  };

  /** Begins a trace; what it returns ends that, and gives its events. */
  const trace = async (categories = CATEGORIES) => {
    const events = [];
    const note = ({ value }) => events.push(...value);
    cdp.on('Tracing.dataCollected', note);
    await cdp.send('Tracing.start', {
      traceConfig: { includedCategories: categories, excludedCategories: ['*'] },
      transferMode: 'ReportEvents',
    });
    return async () => {
      const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve));
      await cdp.send('Tracing.end');
      await complete;
      cdp.off('Tracing.dataCollected', note);
      return events;
    };
  };

  /** Comes from another page of the same site, with nothing in the cache; `measure` gets its session. */
  return async function visit(from, measure) {
    const { browserContextId } = await cdp.send('Target.createBrowserContext');
    try {
      const { targetId } = await cdp.send('Target.createTarget', { url: from, browserContextId, ...WINDOW });
      const page = await attached(targetId);
      await page.send('Emulation.setDeviceMetricsOverride', { ...SCREEN, deviceScaleFactor: 1, mobile: false });
      return await measure({ ...page, trace });
    } finally {
      await cdp.send('Target.disposeBrowserContext', { browserContextId });
    }
  };
}
