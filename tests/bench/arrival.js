/**
 * Puts the tag of a survey onto an idle page and tells the bench how long it took until the first statement was painted.
 * Its own `<script>` says in `data-tag` which elements to put there; `?ahead=` in the address, which files the browser is
 * to have in its cache by then.
 *
 * How it knows, for cx7 and the yardstick alike: both append one element with an open shadow root to the page or its body.
 * A MutationObserver hears of that element, then of the first legend in its root, and hands the legend to a ResizeObserver.
 * That is called in the very frame in which the legend first has a size, between its layout and its paint, also where the
 * legend came in that frame. The next task of the highest priority runs once that frame is painted, before timers and
 * events that have been waiting. Nobody polls, nothing forces a layout. (Element Timing and largest-contentful-paint
 * leave shadow roots out.)
 */
(() => {
  const { tag } = document.currentScript.dataset;
  const ahead = new URLSearchParams(location.search).get('ahead');
  /** Milliseconds in which the page comes to rest, and is left alone afterwards. */
  const IDLE = 300;
  const REST = 600;

  addEventListener('load', () => requestIdleCallback(() => setTimeout(fetchAhead, IDLE)));

  async function fetchAhead() {
    for (const file of ahead?.split(',') ?? []) await (await fetch(file)).arrayBuffer();
    setTimeout(put, IDLE);
  }

  function put() {
    const elements = JSON.parse(tag).map(({ text = '', ...attributes }) => {
      const element = document.createElement('script');
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      element.text = text;
      return element;
    });
    whenPainted(() => {
      const statement = performance.now() - at;
      performance.mark('bench:statement');
      setTimeout(tell, REST, at, statement);
    });
    performance.mark('bench:tag');
    const at = performance.now();
    document.head.append(...elements);
  }

  function tell(at, statement) {
    new PerformanceObserver((list, observer) => {
      observer.disconnect();
      send(list.getEntries());
    }).observe({ type: 'longtask', buffered: true });
    // Where there was none the observer is never called.
    const timer = setTimeout(send, 100, []);
    function send(tasks) {
      clearTimeout(timer);
      const since = tasks.filter(({ startTime, duration }) => startTime + duration > at);
      const longTasks = since.map(({ duration }) => duration);
      fetch('/told', { method: 'POST', body: JSON.stringify({ statement, longTasks }) });
    }
  }

  function whenPainted(then) {
    const sized = new ResizeObserver(() => {
      sized.disconnect();
      scheduler.postTask(then, { priority: 'user-blocking' });
    });
    let root;
    const changed = new MutationObserver(() => {
      if (!root) {
        root = document.querySelector('div[data-cx7],div[data-yardstick]')?.shadowRoot;
        if (!root) return;
        changed.disconnect();
        changed.observe(root, { childList: true, subtree: true });
      }
      const legend = root.querySelector('legend');
      if (!legend) return;
      changed.disconnect();
      sized.observe(legend);
    });
    for (const place of [document.documentElement, document.body]) changed.observe(place, { childList: true });
  }
})();
