import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { test as base, expect, type Page } from '@playwright/test';
import type { Database } from '../../src/collector/database.ts';
import { createCollector } from '../../src/collector/index.ts';
import { openPglite } from '../../src/collector/pglite.ts';
import { createStore } from '../../src/collector/store.ts';
import type { SurveyConfig } from '../../src/config/schema.ts';
import type { Interview } from '../../src/record/schema.ts';
import { there } from '../there.ts';

/**
 * A small site on a port of its own: pages made by the test, the built files under `/dist/`, and a real collector
 * over a real PGlite, which the test can cut off. Nothing of cx7 is replaced by a fake.
 */
export interface Site {
  url: string;
  /** Makes a page. `body` stands in a plain document; `tag` is the script tag, by default one for `/cx7.json`. */
  page(
    path: string,
    page?: { body?: string; head?: string; tag?: string; lang?: string; headers?: Record<string, string> },
  ): void;
  /** Makes a file. Any origin may read it, as on a network that serves files. */
  file(path: string, content: string | Buffer, type?: string, status?: number): void;
  /** From now on this path is never answered, or its connection is cut; without a word how, it is as before. */
  fail(path: string, how?: 'hangs' | 'is cut'): void;
  /** Makes `/cx7.json`: the smallest config, everybody asked at once, and what the test wants otherwise. */
  config(config?: Partial<SurveyConfig>): void;
  /** What happens to interviews: they are collected, the connection is dropped, or a status is answered. */
  network: 'up' | 'down' | number;
  /** What other origins may post interviews; none at first. */
  origins: string[];
  /** Every request so far, `GET /cx7.json`. */
  requests: string[];
  /** The interviews in the database, as collected, by the time of their offer. */
  interviews(): Promise<Interview[]>;
}

export const smallest = {
  survey: 'passport-renewal',
  names: { service: 'Passport Renewal' },
  endpoint: '/v1/interviews',
} satisfies SurveyConfig;

/** The same, with everybody asked at once. */
export const everybody = {
  ...smallest,
  sampling: { rate: 1 },
  trigger: { delaySeconds: 0 },
} satisfies SurveyConfig;

const ANY_ORIGIN = { 'access-control-allow-origin': '*' };
/** What a reader's system may prefer. */
export const SCHEMES = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  'forced colors, light': { colorScheme: 'light', forcedColors: 'active' },
  'forced colors, dark': { colorScheme: 'dark', forcedColors: 'active' },
} as const;

/** Where a test in one scheme runs: Firefox has a project for each that it can be started with. */
export const TAGS = {
  light: '@light',
  dark: '@dark',
  'forced colors, light': '@forced-colors',
  'forced colors, dark': '@chromium',
} as const satisfies Record<keyof typeof SCHEMES, string>;

/** For a test that looks at three of them in turn: in Chromium in one go, in Firefox a scheme a project. */
export const EVERY_SCHEME = { tag: ['@light', '@dark', '@forced-colors'] };
export const schemesOf = (project: string) =>
  Object.entries(SCHEMES).filter(
    ([scheme]) =>
      (project === 'chromium' && scheme !== 'forced colors, dark') ||
      ({ firefox: 'light', 'firefox-dark': 'dark', 'firefox-forced-colors': 'forced colors, light' } as never)[
        project
      ] === scheme,
  );

const FEATURES = {
  media: '',
  colorScheme: 'prefers-color-scheme',
  forcedColors: 'forced-colors',
  reducedMotion: 'prefers-reduced-motion',
  contrast: 'prefers-contrast',
};

/** PostgreSQL in WebAssembly takes seconds to start, so the tests of a worker share one and find it empty. */
interface Shared {
  database: Database;
}

export const test = base.extend<{ site: Site; errors: string[] }, Shared>({
  // Where a driver cannot change what the reader of a page prefers, it says nothing, and the test would prove nothing.
  page: async ({ page }, use) => {
    const emulate = page.emulateMedia.bind(page);
    page.emulateMedia = async (media = {}) => {
      await emulate(media);
      for (const [name, feature] of Object.entries(FEATURES)) {
        const value = media[name as keyof typeof media];
        const query = name === 'media' ? value : `(${feature}: ${value})`;
        if (value && !(await page.evaluate((query) => matchMedia(query).matches, `${query}`)))
          throw new Error(`This browser cannot be made to match ${query} here. See the tags in playwright.config.ts.`);
      }
    };
    await use(page);
  },

  database: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const database = await openPglite();
      await use(database);
      await database.close();
    },
    { scope: 'worker' },
  ],

  site: async ({ database }, use) => {
    const store = await createStore(database);
    await database.query('delete from interviews');
    const origins: string[] = [];
    const collector = createCollector({
      store,
      origins,
      open: true,
      assets: (name) => readFile(new URL(`../../dist/dashboard/${name}`, import.meta.url)),
    });
    const listener = getRequestListener((request) => collector.fetch(request));
    const files = new Map<
      string,
      { content: string | Buffer; type: string; status: number; headers?: Record<string, string> }
    >();

    const failing = new Map<string, 'hangs' | 'is cut' | undefined>();

    const answer = async (request: IncomingMessage, response: ServerResponse) => {
      const path = new URL(there(request.url), 'http://localhost').pathname;
      if (path === '/favicon.ico') return void response.writeHead(204).end(); // the browser's own wish
      site.requests.push(`${request.method} ${path}`);
      const known = files.get(path);
      const failure = failing.get(path);
      if (failure) {
        if (failure === 'is cut') request.socket.destroy();
      } else if (known) {
        response
          .writeHead(known.status, { 'content-type': known.type, ...ANY_ORIGIN, ...known.headers })
          .end(known.content);
      } else if (/^\/dist\/[\w.-]+$/.test(path)) {
        const content = await readFile(new URL(`../../${path.slice(1)}`, import.meta.url));
        response.writeHead(200, { 'content-type': 'text/javascript', ...ANY_ORIGIN }).end(content);
      } else if (path === '/v1/interviews' && site.network === 'down') {
        request.socket.destroy();
      } else if (path === '/v1/interviews' && typeof site.network === 'number') {
        request.resume();
        response.writeHead(site.network, { 'retry-after': '1' }).end();
      } else {
        await listener(request, response);
      }
    };
    const server = createServer((request, response) => {
      answer(request, response).catch((error) => response.destroy(error));
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));

    const site: Site = {
      // Not `localhost`, where cx7 says more and loads more, for whoever develops a page.
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      network: 'up',
      origins,
      requests: [],
      fail: (path, how) => void failing.set(path, how),
      page(
        path,
        {
          body = '<main><h1>Thank you</h1><p>Your application was sent.</p></main>',
          head = '',
          lang = 'en',
          headers,
          tag,
        } = {},
      ) {
        const script = tag ?? '<script src="/dist/cx7.js" data-config="/cx7.json" defer></script>';
        const content = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A service page</title>${head}${script}</head><body>${body}</body></html>`;
        files.set(path, { content, type: 'text/html', status: 200, ...(headers && { headers }) });
      },
      file(path, content, type = 'application/json', status = 200) {
        files.set(path, { content, type, status });
      },
      config(config = {}) {
        site.file('/cx7.json', JSON.stringify({ ...everybody, ...config }));
      },
      async interviews() {
        const rows = await database.query<{ record: Interview }>('select record from interviews order by offered, id');
        return rows.map(({ record }) => record);
      },
    };
    site.config();
    site.page('/');
    await use(site);
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    collector.endStreams();
  },

  /** Whatever the page's console and its scripts complain of; a test that expects none ends with `toEqual([])`. */
  errors: async ({ page }, use) => {
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(String(error)));
    await use(errors);
  },
});

export { expect };

/** The survey's parts, found as a respondent finds them. */
export const survey = (page: Page) => {
  const root = page.locator('div[data-cx7]');
  return {
    root,
    panel: root.locator('[data-part=panel]'),
    statement: (text: string | RegExp) => root.getByRole('group', { name: text }),
    choose: (statement: string | RegExp, label: string) =>
      root.getByRole('group', { name: statement }).getByRole('radio', { name: label, exact: true }).check(),
    comment: root.getByRole('textbox'),
    button: (name: string) => root.getByRole('button', { name }),
    heading: (name: string) => root.getByRole('heading', { name }),
    status: root.getByRole('status'),
  };
};

/**
 * Lets time pass on the page's clock without waiting for it: whatever a timer would do by then has been done. The page
 * is given that clock by `page.clock.install()`, before it is opened.
 */
export const later = async (page: Page, milliseconds = 5000) => {
  await page.waitForLoadState();
  await page.clock.runFor(milliseconds);
};

/** Waits until as many interviews as expected have come as far as expected. */
export const arrived = (site: Site, dispositions: string[]) =>
  expect
    .poll(async () => (await site.interviews()).map(({ disposition }) => disposition).sort(), { timeout: 20_000 })
    .toEqual([...dispositions].sort());
