/**
 * Notes what a visitor of the service page sees and feels: when the survey's first statement is on the screen, long tasks,
 * layout shifts, and how long a press waits for the next paint. Runs before everything else in it; or, where nobody is to
 * observe the page, afterwards, and learns of the long tasks that there were.
 */
(() => {
  const seen = { longTasks: [], shifts: 0, presses: [] };
  const presses = new Map();
  const observe = (options, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ buffered: true, ...options });
  observe({ type: 'longtask' }, ({ duration }) => seen.longTasks.push(duration));
  // What follows a press within half a second is expected, and no shift (web.dev/cls).
  observe({ type: 'layout-shift' }, ({ value, hadRecentInput }) => {
    if (!hadRecentInput) seen.shifts += value;
  });
  observe({ type: 'event', durationThreshold: 16 }, (event) => {
    if (!event.interactionId) return;
    const delay = event.processingStart - event.startTime;
    const known = presses.get(event.interactionId) ?? { paint: 0, delay: 0 };
    presses.set(event.interactionId, {
      paint: Math.max(known.paint, event.duration),
      delay: Math.max(known.delay, delay),
    });
  });

  /** Calls back once the frame that is being made has been painted. */
  const painted = (then) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => then(performance.now());
      port2.postMessage(0);
    });
  const survey = () => document.querySelector('div[data-cx7],div[data-yardstick]')?.shadowRoot;
  const statement = () => survey()?.querySelector('legend')?.getClientRects()[0];

  const middle = (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  };

  let clicked;
  addEventListener('click', ({ timeStamp }) => (clicked ??= timeStamp), true);
  addEventListener('DOMContentLoaded', () => {
    const looking = new MutationObserver(() => {
      if (!survey()) return;
      looking.disconnect();
      requestAnimationFrame(function look() {
        if (!statement()) return requestAnimationFrame(look);
        painted((at) => benchTell(`${at}`)); // a binding of the bench
      });
    });
    // Beside the body, where the survey puts itself.
    looking.observe(document.documentElement, { childList: true });
  });

  window.bench = {
    /** When the page was loaded, and when something on it was first clicked. */
    times: () => ({ loaded: performance.getEntriesByType('navigation')[0].loadEventStart, clicked }),
    /** Where to press for the nth radio of a group: of the survey's, or where there is none, of the page's form. */
    spot(group, nth) {
      const within = (survey() ?? document).querySelectorAll('fieldset')[group];
      const radio = within.querySelectorAll('input')[nth];
      radio.scrollIntoView({ block: 'nearest', behavior: 'instant' });
      return middle(radio);
    },
    /** Where to press for the survey that comes on a click. */
    button: () => middle(document.querySelector('#feedback')),
    /** How many presses have reached their radio. */
    answered: () => (survey() ?? document).querySelectorAll('input:checked').length,
    /** What is on the page that was not in its text, and what is in its storage that its own script has not put there. */
    async left() {
      const text = await (await fetch(location.href)).text();
      const count = (page) => page.querySelectorAll('*').length;
      return {
        elements: count(document) - count(new DOMParser().parseFromString(text, 'text/html')),
        keys: [...Object.keys(sessionStorage), ...Object.keys(localStorage)].filter((key) => !/^visits?$/.test(key))
          .length,
      };
    },
    seen: () => ({ ...seen, presses: [...presses.values()] }),
  };
})();
