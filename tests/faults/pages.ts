import type { SurveyConfig } from '../../src/config/schema.ts';
import type { Outbox } from '../../src/delivery/types.ts';
import type { OutboxMaker } from '../outbox.ts';
import { there } from '../there.ts';

/**
 * The pages of the site. `?with=` names what is wrong with the browser there, so that the same faults can be had in
 * every browser, whoever drives it: `/put?with=database-throws,clock:-30`.
 */
export const FAULTS = {
  'database-missing': `Object.defineProperty(window, 'indexedDB', { value: undefined });`,
  'database-throws': `Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('denied', 'SecurityError'); } });`,
  'database-fails': `IDBFactory.prototype.open = function () {
    const request = new EventTarget();
    request.error = new DOMException('internal error', 'UnknownError');
    setTimeout(() => { const event = new Event('error'); request.onerror?.(event); request.dispatchEvent(event); });
    return request; };`,
  'database-hangs': `IDBFactory.prototype.open = () => ({});`,
  'quota-at-open': `IDBFactory.prototype.open = function () { throw new DOMException('full', 'QuotaExceededError'); };`,
  'quota-at-put': `IDBObjectStore.prototype.add = IDBObjectStore.prototype.put = function () { throw new DOMException('full', 'QuotaExceededError'); };`,
  'journal-blocked': `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });`,
  // Filled in earnest: to the last character that the browser takes.
  'journal-full': `for (let size = 4194304; size >= 1; size >>= 1) try { for (;;) localStorage['junk' + size] = (localStorage['junk' + size] || '') + 'x'.repeat(size); } catch {}`,
  // Requests of the host that are to outlive the page hold all that the browser grants for that.
  'quota-taken': `fetch('/hang', { method: 'POST', body: 'x'.repeat(65536), keepalive: true }).catch(() => {});`,
  'no-locks': `Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });`,
  'no-channel': `delete window.BroadcastChannel;`,
} as const;

/** By the wall clock of the page so many days off; its monotonic clock goes on as ever. */
const clockOff = (days: number) =>
  `{ const off = ${days * 86_400_000}, Real = Date;
    window.Date = class extends Real { constructor(...a) { a.length ? super(...a) : super(Real.now() + off); } static now() { return Real.now() + off; } }; }`;

const scriptsFor = (names: string) =>
  names
    .split(',')
    .filter(Boolean)
    .map((name) => {
      const [, days] = /^clock:(-?\d+)$/.exec(name) ?? [];
      if (days) return clockOff(Number(days));
      if (!(name in FAULTS)) throw new Error(`There is no fault ${name}. There are ${Object.keys(FAULTS).join(', ')}.`);
      return FAULTS[name as keyof typeof FAULTS];
    })
    .join('\n');

/** Before all else, so that nothing that a script throws goes unseen, in any browser, even as its page is left. */
const WITNESS = `for (const event of ['error', 'unhandledrejection'])
  addEventListener(event, (e) => navigator.sendBeacon('/errors', String(e.reason || e.message || e)));`;

/** Says what the page was told as sent, in the moment in which it was: also from a sandbox, whose answers nobody may read. */
const TELL = `const tell = ({ id, revision }) => {
  const body = JSON.stringify({ id, revision });
  // A page that is left still sends a beacon; where their quota is taken, this page stays.
  if (!navigator.sendBeacon('/told', body))
    fetch('/told', { method: 'POST', mode: 'no-cors', body }).catch(() => {});
};`;

/** What tests call on a page that has an outbox. */
export interface OutboxPage {
  outbox: Outbox;
  put(records: object[]): string[];
  heard: { event: string; detail: { error?: string; [what: string]: unknown } }[];
}

/** The script that makes outboxes, and one of them. */
const outboxOn = (endpoint: Parameters<OutboxMaker['openOutbox']>[0]) => [
  '<script src="/outbox.js"></script>',
  `
  ${TELL}
  const heard = [];
  const outbox = openOutbox(${JSON.stringify(endpoint)}, ({ event, ...detail }) => {
    if (event === 'sent') tell(detail);
    // An error is told by its message: it may not be cloned.
    heard.push({ event, detail: detail.error ? { error: String(detail.error.cause || detail.error) } : detail });
  });
  Object.assign(window, { outbox, heard, put: (records) => records.map((record) => outbox.put(record).durability) });`,
];

/** A service worker as apps have it: where the network fails, a page says so. */
const OFFLINE_WORKER = `
  addEventListener('activate', (event) => event.waitUntil(clients.claim()));
  addEventListener('fetch', (event) => event.respondWith(fetch(event.request).catch(
    () => new Response('<!doctype html><h1>You are offline</h1>', { headers: { 'content-type': 'text/html' } }))));`;

const documentOf = (faults: string, ...scripts: string[]) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A service page</title>
<script>${WITNESS}\n${faults}</script></head><body><main><h1>Thank you</h1></main>
${scripts.map((script) => (script.startsWith('<') ? script : `<script>${script}</script>`)).join('\n')}
</body></html>`;

export function pageOf(path: string, query: URLSearchParams, endpoint: string) {
  const faults = () => scriptsFor(query.get('with') ?? '');
  const headers = query.has('sandbox') ? { 'content-security-policy': 'sandbox allow-scripts' } : {};
  const tag = (rate: number) =>
    `<script src="/dist/cx7.js" data-config="/cx7.json?rate=${rate}&amp;survey=${query.get('survey')}"></script>
<script>${TELL} cx7.on('sent', ({ detail }) => tell(detail));</script>`;
  const page = (...scripts: string[]) => ({
    content: documentOf(faults(), ...scripts),
    type: 'text/html; charset=utf-8',
    headers,
  });
  switch (path) {
    case '/put':
      return page(...outboxOn({ url: endpoint }));
    case '/put-headers':
      return page(...outboxOn({ url: endpoint, headers: { 'X-Site': 'www' } }));
    case '/hand':
      // A function of the page, as a contact-center app has one: it takes each interview once and cannot tell repeats.
      return page(
        `window.crm = { async save(interview) {
          const response = await fetch('/append', { method: 'POST', body: JSON.stringify(interview), keepalive: true });
          if (!response.ok) throw new Error('HTTP ' + response.status);
        } };`,
        ...outboxOn('crm.save'),
      );
    case '/visit':
      return page(tag(0));
    case '/survey':
      return page(tag(1));
    case '/elsewhere':
      return page();
    case '/offline-worker.js':
      return { content: OFFLINE_WORKER, type: 'text/javascript', headers };
    case '/cx7.json':
      return {
        content: JSON.stringify({
          survey: there(query.get('survey')),
          names: { service: 'Passport Renewal' },
          endpoint,
          sampling: { rate: Number(query.get('rate')) },
          trigger: { delaySeconds: 0 },
        } satisfies SurveyConfig),
        type: 'application/json',
        headers,
      };
    default:
      return undefined;
  }
}
