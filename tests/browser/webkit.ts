import { webkit } from '@playwright/test';
import { Key, Origin } from 'selenium-webdriver';
import { launchOptions, systemBrowser } from '../engines.mjs';
import { there } from '../there.ts';
import { openWebKit } from '../webkit.ts';
import type { Keyboard } from './keyboard.ts';
import { test as base, expect, type Site } from './site.ts';

/** One window of WebKit, whoever drives it: the system's has no Playwright. */
interface Window extends Keyboard {
  run<R, A = undefined>(act: (arg: A) => R | Promise<R>, arg?: A): Promise<R>;
  /** Clicks at this place of the window. */
  click(x: number, y: number): Promise<void>;
  close(): Promise<void>;
}

const SIZE = { width: 1280, height: 800 };

const openSystemWebKit = async (): Promise<Window> => {
  const driven = await openWebKit();
  const window = await driven.open();
  await window.drive((driver) => driver.manage().window().setRect(SIZE));
  return {
    ...window,
    press: (keys) =>
      window.drive((driver) => {
        const names = keys.split('+').map((key) => Key[key.replace(/\B[A-Z]/g, '_$&').toUpperCase() as 'TAB']);
        const actions = driver.actions();
        for (const name of names) actions.keyDown(name);
        for (const name of names.reverse()) actions.keyUp(name);
        return actions.perform();
      }),
    type: (text) => window.drive((driver) => driver.actions().sendKeys(text).perform()),
    click: (x, y) =>
      window.drive((driver) =>
        driver
          .actions()
          .move({ x: Math.round(x), y: Math.round(y), origin: Origin.VIEWPORT, duration: 0 })
          .press()
          .release()
          .perform(),
      ),
    close: driven.close,
  };
};

const openPlaywrightWebKit = async (): Promise<Window> => {
  const browser = await webkit.launch(launchOptions('webkit'));
  const page = await browser.newPage({ viewport: SIZE });
  return {
    go: async (url) => void (await page.goto(url)),
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    run: (act, arg) => page.evaluate(act as never, arg) as never,
    click: (x, y) => page.mouse.click(x, y),
    close: () => browser.close(),
  };
};

/** A part of the survey, as a respondent would name it: what it is, what it is called, at which statement it stands. */
type Part = [selector: string, name?: string, statement?: string];

/** Somebody with a mouse and a keyboard in front of the survey. */
const respondentAt = (window: Window) => {
  /** Where a part is, and how it stands; nothing where there is none of that name, or it is not to be seen. */
  const find = (part: Part, show = false) =>
    window.run(
      ({ part: [selector, name = '', statement = ''], show }) => {
        const root = document.querySelector('div[data-cx7]')?.shadowRoot;
        const named = (element: Element) =>
          (
            element.getAttribute('aria-label') ??
            (element as HTMLInputElement).labels?.[0]?.textContent ??
            element.textContent
          ).trim();
        const parts = [...(root?.querySelectorAll<HTMLInputElement>(selector) ?? [])].filter(
          (part) => !statement || part.closest('fieldset')?.querySelector('legend')?.textContent.includes(statement),
        );
        const part = parts.find((part) => named(part) === name) ?? parts.find((part) => named(part).includes(name));
        if (!part?.checkVisibility()) return null;
        if (show) part.scrollIntoView({ block: 'center' });
        const { x, y, width, height } = part.getBoundingClientRect();
        const { value, checked, textContent: text } = part;
        return { x, y, width, height, value, checked, text };
      },
      { part, show },
    );
  const sees = async (...part: Part) => {
    await expect.poll(() => find(part).then(Boolean), { message: `sees ${part.join(', ')}` }).toBe(true);
    return there(await find(part));
  };
  const clicks = async (...part: Part) => {
    await sees(...part);
    const { x, y, width, height } = there(await find(part, true));
    await window.click(x + width / 2, y + height / 2);
  };
  return {
    ...window,
    find: (...part: Part) => find(part),
    sees,
    clicks,
    async chooses(statement: string, label: string) {
      await clicks('input', label, statement);
      expect((await find(['input', label, statement]))?.checked).toBe(true);
    },
    isTold: (news: string) =>
      expect.poll(() => find(['[role=status]']).then((status) => status?.text), { timeout: 20_000 }).toMatch(news),
    /** Whatever scripts complained of, and whatever a policy forbade, since the page was opened. */
    complaints: () => window.run(() => (globalThis as never as { heard: string[] }).heard),
  };
};

export type Respondent = ReturnType<typeof respondentAt>;

/** Runs before all else on every page. */
const WITNESS = `{
  const heard = window.heard = [];
  for (const level of ['error', 'warn']) console[level] = (...said) => heard.push(said.join(' '));
  for (const event of ['error', 'unhandledrejection'])
    addEventListener(event, (e) => heard.push(String(e.reason || e.message || e)));
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    // The icon is the browser's own wish.
    if (!blockedURI.endsWith('/favicon.ico')) heard.push('violated ' + violatedDirective + ' ' + blockedURI);
  });
}`;

/** What somebody wants to know of a page on which a test has failed: there is no trace. */
const seenOn = async (window: Window, site: Site) => {
  const page = await window.run(async () => ({
    location: location.href,
    state: [document.readyState, document.visibilityState],
    heard: (globalThis as never as { heard?: string[] }).heard,
    survey: document.querySelector('div[data-cx7]')?.shadowRoot?.textContent,
    storage: { ...sessionStorage },
  }));
  return JSON.stringify({ ...page, requests: site.requests }, null, 2);
};

/** The nonce of a policy that trusts scripts by one. */
export const NONCE = 'r4nd0m';

export const test = base.extend<{ respondent: Respondent; site: Site }, { window: Window }>({
  // One window for the tests of a worker: each has a site on a port of its own, hence storage of its own.
  window: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const window = await (systemBrowser('webkit') ? openSystemWebKit() : openPlaywrightWebKit());
      await use(window);
      await window.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  respondent: async ({ window, site }, use, info) => {
    await use(respondentAt(window));
    if (info.status !== info.expectedStatus) await info.attach('page', { body: await seenOn(window, site) });
  },
  site: async ({ site, window }, use) => {
    const { page } = site;
    site.file('/witness.js', WITNESS, 'text/javascript');
    site.page = (path, { head = '', ...rest } = {}) =>
      page(path, { head: `<script nonce="${NONCE}" src="/witness.js"></script>${head}`, ...rest });
    site.page('/');
    await use(site);
    await window.go('about:blank');
  },
});

export { expect };
