import { createHash } from 'node:crypto';
import { buildSync } from 'esbuild';
import { Window } from 'happy-dom';
import type * as Entries from '../../../src/entries/index.ts';
import type { Survey } from '../../../src/visit/api.ts';
import type { createClock } from '../../delivery/model/clock.ts';
import { createWorld, type Page, the } from '../../delivery/world.ts';
import { ENDPOINT, ORIGIN } from './collector.ts';
import { type Screen, screenOf } from './screen.ts';

/**
 * A machine: one disk (localStorage, IndexedDB, locks, channels), a clock on the wall, a network, and two tabs, each with a
 * sessionStorage. Every page runs the bundled, minified package with globals of its own, so that several live at once and
 * each can die alone.
 *
 * Its limits: a page has a document of its own, but no layout, no styles and nothing of the host on it that moves; its
 * config is handed to `createSurvey`, so no script files are loaded, and what explains is not there; databases and locks answer without taking time;
 * a duplicated tab, which begins with a copy of the other's sessionStorage, is not among the walks.
 */
const [bundle] = buildSync({
  entryPoints: [new URL('../../../src/entries/index.ts', import.meta.url).pathname],
  bundle: true,
  write: false,
  minify: true,
  format: 'iife',
  globalName: 'cx7',
  target: 'es2020',
  loader: { '.css': 'text' },
  // What explains is for other visits than these, and every page would have to begin with it.
  external: ['./check.ts'],
  define: { VERSION: '"0.0.0"', INTEGRITY: '{}' },
}).outputFiles;
/** The globals that are a page's own. All others, such as `Promise`, are those of the test. */
const OWN = [
  ...(['window', 'self', 'globalThis', 'document', 'navigator', 'location', 'screen', 'console', 'crypto'] as const),
  ...(['addEventListener', 'removeEventListener', 'setTimeout', 'clearTimeout', 'requestAnimationFrame'] as const),
  ...(['localStorage', 'sessionStorage', 'indexedDB', 'IDBKeyRange', 'BroadcastChannel', 'fetch'] as const),
  ...(['Date', 'performance', 'Math', 'matchMedia', 'getComputedStyle'] as const),
  ...(['CSSStyleSheet', 'MutationObserver', 'Element', 'HTMLElement'] as const),
];
/** Compiled once: a walk opens many pages. By parameters rather than `with`, which would make every name a search. */
const compiled = new Function(...OWN, `${bundle?.text}; return cx7;`) as (...own: unknown[]) => typeof Entries;
const packageOn = (scope: Record<string, unknown>) => compiled(...OWN.map((name) => scope[name]));

/** Makes the documents. What a listener throws goes to whoever has set it off. */
const dom = new Window({
  url: `${ORIGIN}/calls`,
  settings: { errorCapture: 'disabled' as never, disableCSSFileLoading: true, disableJavaScriptFileLoading: true },
});

/** To read the survey's style takes longer than most walks, and nobody looks at it here. */
class Unread extends dom.CSSStyleSheet {
  override replaceSync() {}
}

/** What becomes of a request. */
export type Network =
  | 'well'
  | '503'
  | 'Retry-After'
  | 'refuses connections'
  | 'offline'
  | 'a page with 200'
  | 'loses answers'
  | 'slow';

/** Milliseconds that a request takes to get there at most, so that one overtakes another, and that an answer takes back. */
const THERE = 600;
const BACK = 30;
/** An answer that comes after the time limit. */
const SLOW = 20_000;
export const RETRY_AFTER = 120;

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

export interface MachineOptions {
  name: string;
  /** Of the walk: all go to one collector. */
  number: number;
  clock: ReturnType<typeof createClock>;
  config: Entries.SurveyConfig;
  /** The collector takes a body; nobody else does. */
  deliver(body: string): Promise<Answer>;
  tell(line: string): void;
  /** Something was thrown that nobody has caught, or an `error` event that nobody expects. */
  trouble(what: string): void;
}

export interface WalkedPage {
  page: Page;
  survey: Survey;
  screen(): Screen;
  /** Takes the survey away and puts it up again. */
  remount(): void;
  /** An answer to a request, or news of none, has come since this was last set. */
  hasNews: boolean;
}

export type Machine = ReturnType<typeof createMachine>;

export function createMachine({ name, number, clock, config, deliver, tell, trouble }: MachineOptions) {
  let ahead = 0;
  const wall = () => clock.wall() + ahead;
  class ItsDate extends Date {
    constructor(...words: [number]) {
      super(...(words.length ? words : ([wall()] as [number])));
    }
    static override now = wall;
  }
  const world = createWorld({ clock: { ...clock, Date: ItsDate as DateConstructor } });
  let network: Network = 'well';

  /** Goes through all that may happen to one request. Nothing is told to a page that is gone. */
  function request(page: WalkedPage, init: RequestInit): Promise<unknown> {
    const { state, window } = page.page;
    const { setTimeout } = window as { setTimeout(act: () => void, ms: number): void } & Page['window'];
    return new Promise((resolve, reject) => {
      if (state.dead) return;
      const body = `${init.body}`;
      const { id, revision } = JSON.parse(body);
      const fate = network;
      const what = `${name} sends ${id.slice(0, 4)}:${revision}`;
      init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      const hear = (act: () => void, ms = BACK) =>
        setTimeout(() => {
          page.hasNews = true;
          act();
        }, ms);
      const break_ = () => hear(() => reject(new TypeError('Failed to fetch')));
      const answer = ({ text, ...rest }: Answer) =>
        hear(
          () => resolve({ ...rest, redirected: false, url: ENDPOINT, text: async () => text }),
          fate === 'slow' ? SLOW : BACK,
        );
      tell(`   ${what}${fate === 'well' ? '' : ` (${fate})`}`);
      clock.setTimeout(
        () => {
          // A request that may not outlive its page ends with it.
          if (state.dead && !init.keepalive) return;
          if (fate === 'refuses connections' || fate === 'offline') return break_();
          if (fate === '503') return answer({ status: 503, headers: new Headers(), text: '' });
          if (fate === 'Retry-After')
            return answer({ status: 503, headers: new Headers({ 'retry-after': `${RETRY_AFTER}` }), text: '' });
          if (fate === 'a page with 200')
            return answer({
              status: 200,
              headers: new Headers({ 'content-type': 'text/html' }),
              text: '<!doctype html><title>Sign in</title>',
            });
          void deliver(body).then((said) => (fate === 'loses answers' ? break_() : answer(said)));
        },
        THERE * clock.random() ** 3,
      );
    });
  }

  /** A page of one of its tabs, with the survey on it. */
  function open(session: Map<string, string>): WalkedPage {
    const page = world.open({ session, uncaught: (error) => trouble(`thrown: ${(error as Error)?.stack ?? error}`) });
    const document = dom.document.implementation.createHTMLDocument();
    Object.defineProperties(document, {
      readyState: { value: 'complete' },
      visibilityState: { get: () => page.document.visibilityState },
      hidden: { get: () => page.document.visibilityState === 'hidden' },
    });
    page.document.addEventListener('visibilitychange', () => document.dispatchEvent(new dom.Event('visibilitychange')));
    // What a dead page says is said to nobody.
    const complain = (what: string) => page.state.dead || trouble(what);
    const say = (...words: unknown[]) => complain(`console: ${words.join(' ')}`);
    const { window } = page;
    const scope: Record<string, unknown> = Object.create(window);
    const own = {
      window: scope,
      self: scope,
      globalThis: scope,
      document,
      addEventListener(type: string, listener: EventListener, options: AddEventListenerOptions = {}) {
        const { signal, ...rest } = options;
        window.addEventListener(type, listener, rest);
        // Not by Node's own option: its signals would keep every page in memory for ever.
        signal?.addEventListener('abort', () => window.removeEventListener(type, listener, rest));
      },
      removeEventListener: window.removeEventListener.bind(window),
      location: {
        hostname: 'benefits.example',
        origin: ORIGIN,
        pathname: '/calls',
        search: '',
        href: `${ORIGIN}/calls`,
      },
      navigator: Object.create(window.navigator as object, { language: { value: 'en-US' } }),
      screen: { width: 1280, height: 800 },
      matchMedia: () => ({ matches: false }),
      getComputedStyle: () => ({ visibility: 'visible', overflowY: 'visible' }),
      requestAnimationFrame: (act: () => void) => (window.setTimeout as typeof setTimeout)(act, 16),
      requestIdleCallback: undefined,
      CSSStyleSheet: Unread,
      MutationObserver: class {
        observe() {}
        disconnect() {}
      },
      Element: dom.Element,
      HTMLElement: dom.HTMLElement,
      console: { ...console, warn: say, error: say },
      crypto: {
        subtle: {
          digest: async (_: string, bytes: Uint8Array) =>
            Uint8Array.from(createHash('sha256').update(bytes).digest()).buffer,
        },
        getRandomValues(bytes: Uint8Array) {
          // One walk's ids are in the same order each time, and no other walk's.
          for (const at of bytes.keys()) bytes[at] = at < 12 ? clock.random() * 256 : number >> (8 * (15 - at));
          return bytes;
        },
      },
      fetch: (_: string, init: RequestInit) => request(walked, init),
    };
    for (const [name, value] of Object.entries(own)) Object.defineProperty(scope, name, { value, writable: true });
    const { createSurvey } = packageOn(scope);
    const mount = () => {
      const survey = createSurvey(config);
      survey.on('error', ({ detail }) => complain(`error event: ${detail.error.message}`));
      for (const event of ['dropped', 'rejected'] as const)
        survey.on(event, ({ detail }) => complain(`${event}: ${JSON.stringify(detail)}`));
      return survey;
    };
    const walked: WalkedPage = {
      page,
      survey: mount(),
      hasNews: false,
      screen: () => screenOf(document as never, dom as never),
      remount() {
        void walked.survey.destroy();
        walked.survey = mount();
      },
    };
    return walked;
  }

  return {
    name,
    world,
    open,
    get network() {
      return network;
    },
    /** From now on; who was offline hears of it. */
    turn(next: Network) {
      const wasOffline = network === 'offline';
      network = next;
      world.faults.offline = next === 'offline';
      if (wasOffline && next !== 'offline') for (const page of world.pages) (page as Page).fire('online');
    },
    setClock(ms: number) {
      ahead += ms;
    },
    /** What waits on its disk, in words. */
    waiting(): string[] {
      const rows = [...world.peek().rows.values()].filter(({ state }) => state !== 'sent');
      return [
        ...rows.map(({ key, state, reason }) => `the database holds ${key}, ${state} ${reason ?? ''}`),
        ...[...the(world.disk.local).keys()].map((key) => `localStorage holds ${key}`),
      ];
    },
  };
}
