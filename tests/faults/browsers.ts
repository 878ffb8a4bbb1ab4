import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BrowserContext, type CDPSession, chromium, firefox, type Page, webkit } from '@playwright/test';
import { CHROMIUM_FLAGS, type Engine, launchOptions, systemBrowser } from '../engines.mjs';
import { there } from '../there.ts';
import { openWebKit } from '../webkit.ts';

/** One tab, as far as the rows need one, whoever drives the browser. */
export interface Tab {
  reload(): Promise<void>;
  /** Runs a function in the page and resolves with what it returns. */
  run<R, A = undefined>(act: (arg: A) => R | Promise<R>, arg?: A): Promise<R>;
  /** Runs a function that leaves or closes the page, so that nobody can say how it ended. */
  last<A = undefined>(act: (arg: A) => unknown, arg?: A): Promise<void>;
  close(): Promise<void>;
  /** Its renderer crashes. Chromium only. */
  crash(): Promise<void>;
  /** Only in browsers that Playwright drives. */
  page?: Page;
}

/** A browser with a profile of its own. */
export interface Browser {
  /** Opens a tab, and resolves when its page has loaded. */
  tab(url: string): Promise<Tab>;
  /** The browser's own idea of being offline, where its driver can change that. */
  offline?(is: boolean): Promise<void>;
  /** Everything that is stored for an origin goes, as when a person clears it. Chromium only. */
  clear(origin: string): Promise<void>;
  /** Ends it as a power cut would. Chromium only. */
  kill(): Promise<void>;
  /** Starts it again with the profile that it had. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export const openBrowser = (engine: Engine): Promise<Browser> =>
  engine === 'chromium'
    ? openChromium()
    : engine === 'firefox' || !systemBrowser('webkit')
      ? openPlain(engine)
      : openSystemWebKit();

const cannot = (what: string) => () => Promise.reject(new Error(`This browser cannot ${what} here.`));

/** Chromium as a person runs it: a process of its own with a profile on disk, which outlives being killed. */
async function openChromium(): Promise<Browser> {
  const program = systemBrowser('chromium') ?? chromium.executablePath();
  const profile = mkdtempSync(join(tmpdir(), 'cx7-profile-'));
  let child: ChildProcess;
  let context: BrowserContext;
  let targets: CDPSession;

  async function start() {
    const portFile = join(profile, 'DevToolsActivePort');
    for (const left of [portFile, ...['Lock', 'Cookie', 'Socket'].map((kind) => join(profile, `Singleton${kind}`))])
      rmSync(left, { force: true });
    child = spawn(
      program,
      [
        ...['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--disable-gpu', '--disable-sync'],
        ...['--no-default-browser-check', '--disable-dev-shm-usage', '--mute-audio', ...CHROMIUM_FLAGS, 'about:blank'],
      ],
      { stdio: 'ignore', detached: true },
    );
    const deadline = Date.now() + 30_000;
    while (!existsSync(portFile) || !readFileSync(portFile, 'utf8').includes('\n')) {
      if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${program} does not start`);
      await sleep(50);
    }
    const [port] = readFileSync(portFile, 'utf8').split('\n');
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    context = there(browser.contexts()[0]);
    targets = await browser.newBrowserCDPSession();
  }

  /** The browser and all its helpers: they are one group of processes. */
  async function kill() {
    const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
    try {
      process.kill(-there(child.pid), 'SIGKILL');
    } catch {
      // It has ended already.
    }
    await ended;
  }

  await start();
  return {
    async tab(url) {
      const opened = context.waitForEvent('page');
      // With nothing in its history: otherwise no script on the page could close it.
      await targets.send('Target.createTarget', { url });
      const page = await opened;
      await page.waitForLoadState();
      const tab = tabOf(page);
      return {
        ...tab,
        async crash() {
          const session = await context.newCDPSession(page);
          const crashed = page.waitForEvent('crash');
          session.send('Page.crash').catch(() => {}); // nobody is left to answer
          await crashed;
        },
      };
    },
    offline: (is) => context.setOffline(is),
    async clear(origin) {
      const session = await context.newCDPSession(there(context.pages()[0]));
      await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
      await session.detach();
    },
    kill,
    restart: start,
    async close() {
      await kill();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A browser that Playwright launches, with a profile that ends with it. */
async function openPlain(engine: Engine): Promise<Browser> {
  const browser = await (engine === 'webkit' ? webkit : firefox).launch(launchOptions(engine));
  const context = await browser.newContext();
  return {
    async tab(url) {
      const page = await context.newPage();
      await page.goto(url);
      return tabOf(page);
    },
    offline: (is) => context.setOffline(is),
    clear: cannot('be cleared'),
    kill: cannot('be killed'),
    restart: cannot('be restarted'),
    close: () => browser.close(),
  };
}

const tabOf = (page: Page): Tab => ({
  page,
  async reload() {
    await page.reload();
  },
  run: (act, arg) => page.evaluate(act as never, arg) as never,
  // The answer is lost with the page.
  last: (act, arg) =>
    page.evaluate(act as never, arg).then(
      () => {},
      () => {},
    ),
  close: () => page.close(),
  crash: cannot('crash'),
});

/** The system's WebKit. */
async function openSystemWebKit(): Promise<Browser> {
  const driven = await openWebKit();
  return {
    async tab(url) {
      const window = await driven.open();
      await window.go(url);
      return { ...window, crash: cannot('crash') };
    },
    clear: cannot('be cleared'),
    kill: cannot('be killed'),
    restart: cannot('be restarted'),
    close: driven.close,
  };
}
