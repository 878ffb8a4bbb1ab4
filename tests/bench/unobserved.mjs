/**
 * Visits of a page as nobody observes it. Playwright listens to all that a page does, and a trace writes it down: both
 * have the browser do more in every script, `fetch` above all, for which they ask who called it. Here nothing of
 * DevTools is on but the counter of CPU time.
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
    return {
      send: (method, params = {}) =>
        new Promise((resolve, reject) => {
          const id = ++calls;
          answers.set(id, { resolve, reject });
          const message = JSON.stringify({ id, method, params });
          cdp.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject);
        }),
    };
  };

  /** Comes from another page of the same site, with nothing in the cache; `measure` gets its session. */
  return async function visit(from, measure) {
    const { browserContextId } = await cdp.send('Target.createBrowserContext');
    try {
      const { targetId } = await cdp.send('Target.createTarget', { url: from, browserContextId });
      return await measure(await attached(targetId));
    } finally {
      await cdp.send('Target.disposeBrowserContext', { browserContextId });
    }
  };
}
