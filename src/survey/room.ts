import type { Yielding, yieldTo } from './yield.ts';

/** Milliseconds until what could not be loaded is tried again, at the next change. */
const PAUSE = 5000;

/**
 * Sees to it that the survey gives way to the page. What does that is loaded when something of the page first changes, or
 * gets the focus: most visits end before. The function returned brings the survey forward, above all that is open then.
 */
export function shareRoom(yielding: Yielding, load: () => Promise<{ yieldTo: typeof yieldTo }>): () => void {
  const { root, signal } = yielding;
  let isAskedFor = false;
  let comeForward = () => {};
  const begin = async (causes: readonly { target: unknown }[]) => {
    // Our own focus, and our own files that come into the head, ask for no room.
    const ours: unknown[] = [root.host, document.head];
    if (isAskedFor || causes.every(({ target }) => ours.includes(target))) return;
    isAskedFor = true;
    try {
      const { yieldTo } = await load();
      observer.disconnect();
      if (!signal.aborted) comeForward = yieldTo(yielding);
    } catch {
      // A page may change many times a second.
      setTimeout(() => {
        isAskedFor = false;
      }, PAUSE);
    }
  };

  const observer = new MutationObserver(begin);
  observer.observe(document, { subtree: true, childList: true, attributes: true });
  signal.addEventListener('abort', () => observer.disconnect());
  for (const type of ['focusin', 'fullscreenchange'])
    addEventListener(type, (event) => begin([event]), { signal, capture: true });
  if (root.querySelector('dialog')) begin([{ target: document }]);
  return () => comeForward();
}
