import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { test as base, expect } from '@playwright/test';
import type { Database } from '../../src/collector/database.ts';
import { openPglite } from '../../src/collector/pglite.ts';
import { createStore, type Store } from '../../src/collector/store.ts';
import type { PendingRecord } from '../../src/delivery/types.ts';
import type { Interview } from '../../src/record/schema.ts';
import type { Engine } from '../engines.mjs';
import { there } from '../there.ts';
import { type Browser, openBrowser, type Tab } from './browsers.ts';
import type { OutboxPage } from './pages.ts';
import { createSite, type Fault, type FaultSite } from './site.ts';

/** What stands in the table for a row. */
export interface Figures {
  put: number;
  requests: number;
  /** Promised, and not in the database as it was put. */
  lost: number;
  /** Counted by the collector's tally beyond what was put, or handed twice to a receiver that cannot tell. */
  twice: number;
  /** Posts of a revision that was stored before. */
  again: number;
  /** Told as sent when nobody had it. */
  untrue: number;
  /** What scripts on the pages threw. */
  errors: number;
  /** Records that storage still held when all was done. */
  left: number;
}

export interface RowOptions {
  /** A browser of the row's own, with its own profile: what it does concerns the whole browser. */
  own?: boolean;
  /** Nobody who is left can have seen the acknowledgement, so a repeat cannot be avoided. */
  unseen?: boolean;
  /** The rest of storage is looked at too: how many records may be left. Default: none. */
  left?: number;
}

const example = JSON.parse(readFileSync(new URL('../wire/interview-1-complete.json', import.meta.url), 'utf8'));

export class Row {
  /** What was put, by id, and what has to be true of it in the database. */
  readonly promised = new Map<string, (record: Interview) => void>();
  /** Put as well, but the endpoint wants none of it. */
  readonly refused = new Set<string>();
  readonly survey = `faults-${crypto.randomUUID().slice(0, 8)}`;
  readonly tabs: Tab[] = [];

  constructor(
    readonly site: FaultSite,
    readonly browser: Browser,
    readonly database: Database,
  ) {}

  /** A new tab on one of the site's pages. */
  async tab(path = '/put'): Promise<Tab> {
    const url = new URL(path, this.site.url);
    url.searchParams.set('survey', this.survey);
    const tab = await this.browser.tab(url.href);
    this.tabs.push(tab);
    return tab;
  }

  /** New interviews, promised from now on. */
  records(count = 3, { characters = 0, ...over }: { characters?: number; [field: string]: unknown } = {}) {
    return Array.from({ length: count }, () => {
      const record = { ...example, survey: this.survey, id: crypto.randomUUID(), ...over };
      if (characters) record.comment = { text: 'x'.repeat(characters), masked: {} };
      this.promised.set(record.id, (stored) => expect(stored).toEqual(record));
      return record as { id: string; revision: number; disposition: string };
    });
  }

  /** Puts new interviews. Returns how durable each was when `put` returned. */
  put(tab: Tab, count?: number, over?: Parameters<Row['records']>[1]): Promise<string[]> {
    return tab.run((records) => (window as never as OutboxPage).put(records), this.records(count, over));
  }

  /** Puts new interviews while nobody listens at the endpoint, until each has been tried in vain. */
  async putInVain(tab: Tab, count = 3) {
    await this.site.down();
    const before = (await this.heard(tab, 'waiting')).length;
    await this.put(tab, count);
    await expect
      .poll(async () => (await this.heard(tab, 'waiting')).length - before, { timeout: 30_000 })
      .toBeGreaterThanOrEqual(count);
  }

  /** Closes a tab, and gives it the time to go in earnest: what it still sends is accepted with nobody to hear of it. */
  async close(tab: Tab) {
    await tab.close();
    await sleep(1000);
  }

  /** Runs what leaves a page in the same tick, and waits until that page is gone. */
  async leave<A>(tab: Tab, act: (arg: A) => unknown, arg?: A) {
    await tab.run(() => Object.assign(window, { before: true }) && undefined);
    await tab.last(act, arg);
    // Not at once: WebKit's driver waits forever for a window that closes while it is asked something.
    await sleep(500);
    const isThere = () =>
      within(
        1000,
        tab.run(() => 'before' in window),
      );
    await expect.poll(isThere, { timeout: 20_000 }).not.toBe(true);
  }

  /** What the endpoint does from now on, post by post; the last of them for all that follow. */
  answers(...faults: (Fault | (() => Fault))[]) {
    let nth = 0;
    this.site.answers = () => {
      const fault = there(faults[Math.min(nth++, faults.length - 1)]);
      return typeof fault === 'function' ? fault() : fault;
    };
  }

  stored = () =>
    this.database.query<{ id: string; revision: number; record: Interview }>(
      'select id, revision, record from interviews where survey = $1',
      [this.survey],
    );

  async lost(): Promise<string[]> {
    const rows = new Map((await this.stored()).map((row) => [row.id, row]));
    const handed = new Set(this.site.appended.map(({ id }) => id));
    return [...this.promised]
      .filter(([id]) => !this.refused.has(id) && !handed.has(id))
      .filter(([id, check]) => {
        try {
          check(there(rows.get(id)).record);
          return false;
        } catch {
          return true;
        }
      })
      .map(([id]) => id);
  }

  /** Waits until a tab says that all it holds is in the database. */
  async durable(tab: Tab, timeout = 30_000) {
    const waits = async () => (await this.pending(tab)).filter(({ durability }) => durability !== 'indexeddb').length;
    await expect.poll(waits, { timeout, intervals: [20] }).toBe(0);
  }

  /** Waits until all that was promised is in the database: longer than a lease, which a frozen page may have left. */
  async arrive(timeout = 120_000) {
    await expect.poll(async () => (await this.lost()).length, { timeout, intervals: [100, 250, 500] }).toBe(0);
  }

  /** As a visitor is who walks out of reach: nobody listens, and the browser says so where it can be told to. */
  async offline(is: boolean) {
    await (is ? this.site.down() : this.site.up());
    await this.browser.offline?.(is);
  }

  /** Waits until the endpoint has seen so many posts, or more. */
  async posted(count: number, timeout = 30_000) {
    const seen = () => this.site.posts.length + this.site.dropped;
    await expect.poll(seen, { timeout, intervals: [20] }).toBeGreaterThanOrEqual(count);
  }

  pending = (tab: Tab): Promise<PendingRecord[]> =>
    tab.run(async () => JSON.parse(JSON.stringify(await (window as never as OutboxPage).outbox.pending())));

  heard = (tab: Tab, event: string) =>
    tab.run(
      (event) =>
        (window as never as OutboxPage).heard.filter((said) => said.event === event).map(({ detail }) => detail),
      event,
    );

  /** What storage holds in the end, seen from a page on which nothing is wrong: records, or else what is left of them. */
  private async left(expected: number): Promise<number> {
    const tab = await this.tab(this.site.appended.length ? '/hand' : '/put');
    const look = () =>
      tab.run(async () => {
        const records = await (window as never as OutboxPage).outbox.pending();
        return records.length || Object.keys(localStorage).filter((key) => key.startsWith('cx7:')).length;
      });
    const deadline = Date.now() + 10_000;
    let left = await look();
    while (left > expected && Date.now() < deadline) {
      await sleep(200);
      left = await look();
    }
    return left;
  }

  /** Waits, but not forever, until a tab has heard what became of its requests. Some tabs are gone, or have no outbox. */
  private async quiet(tab: Tab) {
    const busy = () =>
      tab.run(async () => {
        const { outbox } = window as never as Partial<OutboxPage>;
        return ((await outbox?.pending()) ?? []).some(({ state }) => state === 'sending');
      });
    for (let nth = 0; nth < 25 && (await within(1000, busy())); nth++) await sleep(100);
  }

  async figures(expected: number): Promise<Figures> {
    const lost = (await this.lost()).length;
    // Whoever is still there gets the answers that are on their way.
    await expect.poll(() => this.site.answering, { timeout: 20_000 }).toBe(0);
    for (const tab of this.tabs) await this.quiet(tab);
    for (const tab of this.tabs.splice(0)) await tab.close().catch(() => {});
    const left = await this.left(expected);
    const response = await this.site.collector.fetch(new Request(`${this.site.url}/v1/tally?survey=${this.survey}`));
    const { tally } = (await response.json()) as { tally: { interviews: number } };
    const { posts, appended, errors, untrue, dropped } = this.site;
    const repeats = (keys: string[]) => keys.length - new Set(keys).size;
    const known = (await this.stored()).filter(({ id }) => this.promised.has(id)).length;
    return {
      put: this.promised.size,
      requests: posts.length + dropped + appended.length,
      lost,
      twice: tally.interviews - known + repeats(appended.map(({ id }) => id)),
      again: repeats(posts.filter(({ stored }) => stored).map(({ id, revision }) => `${id}:${revision}`)),
      untrue: untrue.length,
      errors: errors.length,
      left,
    };
  }
}

/** What a promise says in time; nothing where it fails or takes longer. */
const within = <T>(ms: number, promise: Promise<T>) => Promise.race([promise.catch(() => undefined), sleep(ms)]);

interface Fixtures {
  site: FaultSite;
}
interface Shared {
  database: Database;
  store: Store;
  shared: { get(): Promise<Browser>; broken(): Promise<void> };
}

export const test = base.extend<Fixtures, Shared>({
  database: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const database = await openPglite();
      await use(database);
      await database.close();
    },
    { scope: 'worker' },
  ],
  store: [async ({ database }, use) => use(await createStore(database)), { scope: 'worker' }],

  // One browser for the rows of a worker: each has a site on ports of its own, hence storage of its own.
  shared: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use, { project }) => {
      let browser: Promise<Browser> | undefined;
      const close = async () => (await browser)?.close();
      await use({
        get: () => (browser ??= openBrowser(project.name as Engine)),
        async broken() {
          await close().catch(() => {});
          browser = undefined;
        },
      });
      await close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  site: async ({ store }, use) => {
    const site = await createSite(store);
    await use(site);
    await site.close();
  },
});

/** One row of the matrix. Whatever it does, at its end everything is there, once, and nobody has complained. */
export function row(title: string, options: RowOptions, act: (row: Row) => Promise<void>) {
  test(title, async ({ site, shared, database }, info) => {
    const engine = info.project.name as Engine;
    const browser = options.own ? await openBrowser(engine) : await shared.get();
    const row = new Row(site, browser, database);
    let figures: Figures | undefined;
    try {
      await act(row);
      figures = await row.figures(options.left ?? 0);
      await info.attach('figures', { body: JSON.stringify(figures), contentType: 'application/json' });
      expect(site.errors, 'what scripts threw').toEqual([]);
      expect(site.untrue, 'told as sent when nobody had it').toEqual([]);
      expect({ lost: figures.lost, twice: figures.twice }).toEqual({ lost: 0, twice: 0 });
      if (!options.unseen) expect(figures.again, 'posts of what was acknowledged before').toBe(0);
      expect(figures.left, 'records left in storage').toBe(options.left ?? 0);
    } finally {
      for (const tab of row.tabs) await tab.close().catch(() => {});
      if (options.own) await browser.close();
      else if (!figures) await shared.broken();
    }
  });
}

export { expect };
