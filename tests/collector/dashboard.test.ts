import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request as forward } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { syntheticInterviews } from '../../demo/synthetic.ts';
import { type Served, serve } from '../../src/collector/serve.ts';
import { buildDashboard } from '../../src/dashboard/build.ts';
import { launchOptions } from '../engines.mjs';
import { anInterview } from '../report/interviews.ts';

const TOKEN = '0123456789abcdef0123';
const assets = mkdtempSync(join(tmpdir(), 'cx7-dashboard-'));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

vi.setConfig({ testTimeout: 30_000 });

let served: Served;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let reported: string[];

beforeAll(async () => {
  await buildDashboard(assets);
  served = await serve({ port: 0, token: TOKEN, assets, signals: false, rateLimit: false, print: () => {} });
  browser = await chromium.launch(launchOptions('chromium'));
  // One reader, who signs in once: the collector takes ten tries a minute.
  context = await browser.newContext();
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
  rmSync(assets, { recursive: true, force: true });
});

beforeEach(async () => {
  page = await context.newPage();
  reported = [];
  page.on('pageerror', (error) => reported.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) reported.push(message.text());
  });
});
afterEach(async () => {
  await page.close();
  // A violation of the page's policy is reported here too.
  expect(reported).toEqual([]);
});

const post = (interview: object) =>
  fetch(`${served.url}/v1/interviews`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify(interview),
  });

const open = async (query = '') => {
  await page.goto(`${served.url}/dashboard?${query}`);
  if (await page.getByLabel('Access token').isVisible()) {
    await page.getByLabel('Access token').fill(TOKEN);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }
  await page.getByText('Live', { exact: true }).waitFor();
  if (query) await page.goto(`${served.url}/dashboard?${query}`);
};

const violations = async () => {
  await page.evaluate(axe);
  // @ts-expect-error axe was put into the page just now
  const { violations: found } = await page.evaluate(() => axe.run());
  return found.map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes[0]?.html}`);
};

describe('the dashboard in a browser', () => {
  it('says that there are no answers yet, and shows the first one when it comes', async () => {
    await open();
    await page.getByRole('heading', { name: 'No answers yet' }).waitFor();
    expect(await violations()).toEqual([]);
    await post(anInterview({ survey: 'first', scores: { satisfaction: 4 } }));
    await page.getByRole('heading', { name: 'The seven measures' }).waitFor({ timeout: 10_000 });
    const row = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /^Satisfaction/ }) });
    await row.getByText('4.00').waitFor();
    await row.getByText('Few answers').waitFor();
    await page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: /^Ease/ }) })
      .getByText('No data')
      .waitFor();
  });

  it('shows comments as text, whatever they contain', async () => {
    const text =
      '<img src=x onerror="document.title=\'broken\'"><script>document.title="broken"</script>\u202e& “quoted”';
    await post(anInterview({ survey: 'markup', office: '<b>office</b>', comment: text, scores: { trust: 1 } }));
    await open('survey=markup');
    const quote = page.locator('blockquote');
    await quote.waitFor();
    expect(await quote.textContent()).toBe(text);
    expect(await page.locator('blockquote *').count()).toBe(0);
    expect(await page.title()).toBe('Survey dashboard');
    await page.getByText('<b>office</b>').last().waitFor();
  });

  it('says what is kept apart and why, lets its owner look, and says what was refused', async () => {
    const survey = 'apart';
    await post(anInterview({ survey, scores: { trust: 4 }, comment: 'fine', offered: '2011-01-01T00:00:00Z' }));
    const doubtful = anInterview({ survey, scores: { trust: 1 } });
    await post({ ...doubtful, sample: { ...doubtful.sample, probability: 1e-9 } });
    await post({ ...doubtful, revision: 'x' });
    const limits: (string | null)[] = [];
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (pathname.endsWith('/v1/apart')) limits.push(searchParams.get('limit'));
    });
    await open(`survey=${survey}`);
    await page.getByText('by the collector’s clock: the device’s was wrong').waitFor();
    const section = page.getByRole('region', { name: /^Kept apart 1/ });
    await section.getByText('1 doubtful: its probability does not follow from its rates').waitFor();
    // Records are read once somebody looks at them.
    expect(new Set(limits)).toEqual(new Set(['0']));
    await section.getByText('Look at the newest').click();
    await section.getByText('"probability": 1e-9').waitFor();
    expect(limits.at(-1)).toBe('20');
    await page
      .getByRole('region', { name: 'Refused since the collector started' })
      .getByText(/^\d+ from a server or script: the body is not a valid record/)
      .waitFor();
    expect(await violations()).toEqual([]);
  });

  it('counts the tests among the interviews that it shows, and no others', async () => {
    const survey = 'one-real';
    await post(anInterview({ survey, scores: { trust: 4 } }));
    for (let preview = 0; preview < 5; preview++) await post(anInterview({ survey, recruitment: 'forced' }));
    await open(`survey=${survey}&test=true`);
    await page.getByRole('heading', { name: 'The seven measures' }).waitFor();
    expect(await page.getByText('Test data.').count()).toBe(0);
    await page.getByLabel('Respondents').selectOption('forced');
    await page.getByText('All 5 interviews shown are tests').waitFor();
    await post(anInterview({ survey, test: true }));
    await page.getByLabel('Respondents').selectOption('sampled-offer');
    await page.getByText('1 of the 2 interviews shown is a test').waitFor({ timeout: 10_000 });
  });

  it('leads from an empty selection to the respondents that there are', async () => {
    const survey = 'previewed';
    for (let preview = 0; preview < 4; preview++) await post(anInterview({ survey, recruitment: 'forced' }));
    await open(`survey=${survey}`);
    await page.getByRole('heading', { name: 'No data in this selection' }).waitFor();
    expect(await page.getByText('Test data.').count()).toBe(0);
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Show previews (4)' }).click();
    await page.getByRole('heading', { name: 'The seven measures' }).waitFor();
    await page.getByText('All 4 interviews shown are tests').waitFor();
    await post(anInterview({ survey, recruitment: 'self-initiated' }));
    await open(`survey=${survey}`);
    await page.getByRole('button', { name: 'Show respondents who came by themselves (1)' }).waitFor();
    await page.getByRole('button', { name: 'Show test data (4)' }).click();
    await page.getByRole('button', { name: 'Show previews (4)' }).waitFor();
  });

  it('shows after the sign-in what the link says', async () => {
    const own = await browser.newContext();
    try {
      const tab = await own.newPage();
      const link = `${served.url}/dashboard?survey=a%22%3E%3Cb%3E&test=true`;
      await tab.goto(link);
      for (const token of [`${TOKEN}x`, TOKEN]) {
        await tab.getByLabel('Access token').fill(token);
        await tab.getByRole('button', { name: 'Sign in' }).click();
      }
      await tab.getByText('Live', { exact: true }).waitFor();
      expect(tab.url()).toBe(link);
    } finally {
      await own.close();
    }
    const body = new URLSearchParams({ token: TOKEN });
    for (const query of ['', '?//evil.example/', '?\\evil.example', '?next=https://evil.example']) {
      const answer = await fetch(`${served.url}/login${query}`, { method: 'POST', body, redirect: 'manual' });
      const url = new URL(answer.headers.get('location') ?? '', `${served.url}/login`);
      expect([answer.status, url.origin, url.pathname]).toEqual([303, served.url, '/dashboard']);
    }
  });

  describe('with five hundred made-up interviews', () => {
    const survey = 'made-up';
    beforeAll(async () => {
      for (const interview of syntheticInterviews(500, { seed: 3, survey })) await post(interview);
    }, 60_000);

    it('says that they are tests', async () => {
      const shown = syntheticInterviews(500, { seed: 3, survey }).filter(
        ({ sample }) => sample.recruitment === 'sampled-offer',
      );
      await open(`survey=${survey}`);
      await page.getByText(`All ${shown.length} interviews shown are tests`).waitFor();
    });

    it.each([
      ['light', 1280, ''],
      ['dark', 1280, ''],
      ['light', 320, ''],
      ['dark', 320, '&view=table'],
      ['light', 1280, '&recruitment=self-initiated'],
      ['light', 1280, '&office=nowhere'],
    ] as const)('is usable by everyone: %s, %i px wide, %s', async (colorScheme, width, query) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await open(`survey=${survey}${query}`);
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      expect(await violations()).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    });

    it('has the numbers of the chart in words, and in a table one keystroke away', async () => {
      await open(`survey=${survey}`);
      await page.getByRole('img', { name: /^Satisfaction: \d+% strongly disagree, .*% strongly agree$/ }).waitFor();
      await page.getByRole('radio', { name: 'Chart' }).focus();
      await page.keyboard.press('ArrowRight');
      const row = page.getByRole('row', { name: /^Satisfaction/ });
      await row.waitFor();
      const tally = await (
        await fetch(`${served.url}/v1/tally?survey=${survey}&test=true`, {
          headers: { authorization: `Bearer ${TOKEN}` },
        })
      ).json();
      const { counts, n, mean, weighted } = tally.tally.groups['sampled-offer'].measures.satisfaction;
      const cells = (await row.getByRole('cell').allTextContents()).slice(0, 8);
      expect(cells).toEqual([...counts, n, mean.toFixed(2), weighted.mean.toFixed(2)].map(String));
    });

    it('narrows by office, and a link shows the same again', async () => {
      await open(`survey=${survey}`);
      const comments = page.locator('#comments .count');
      const before = Number(await comments.textContent());
      await page.getByLabel('Office').selectOption('denver');
      await expect.poll(async () => Number(await comments.textContent())).toBeLessThan(before);
      const narrowed = await comments.textContent();
      await page.reload();
      await expect.poll(() => comments.textContent()).toBe(narrowed);
      expect(await page.getByLabel('Office').inputValue()).toBe('denver');
    });

    it('shows more comments, and keeps them when something arrives', async () => {
      await open(`survey=${survey}`);
      const quotes = page.locator('blockquote');
      await expect.poll(() => quotes.count()).toBe(10);
      await page.getByRole('button', { name: 'Show more comments' }).click();
      await expect.poll(() => quotes.count()).toBe(20);
      await post(anInterview({ survey, test: true, offered: new Date().toISOString(), comment: 'just now' }));
      await page.getByText('just now').waitFor({ timeout: 10_000 });
      expect(await quotes.count()).toBe(20);
    });
  });

  describe('in several tabs', () => {
    let tabs: Page[] = [];

    /** Tabs more, beside the one that is signed in. */
    const openTabs = async (many: number, survey: string) => {
      await open(`survey=${survey}`);
      tabs = [page];
      for (let more = 0; more < many; more++) {
        const tab = await context.newPage();
        tabs.push(tab);
        await tab.goto(`${served.url}/dashboard?survey=${survey}`);
        await tab.getByText('Live', { exact: true }).waitFor();
      }
    };
    const turn = (tab: Page | undefined, hidden: boolean) =>
      tab?.evaluate((hidden) => {
        Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, hidden);

    /** Streams that are open or about to be, over all tabs. */
    const streams = async () => {
      const open = tabs.map((tab) => tab.evaluate('streams.filter(({ readyState }) => readyState < 2).length'));
      return (await Promise.all(open)).reduce<number>((all, one) => all + Number(one), 0);
    };

    beforeAll(() =>
      context.addInitScript(() => {
        const streams: EventSource[] = [];
        Object.assign(window, {
          streams,
          EventSource: class extends EventSource {
            constructor(address: string) {
              super(address);
              streams.push(this);
            }
          },
        });
      }),
    );
    afterEach(async () => {
      for (const tab of tabs.slice(1)) await tab.close();
    });

    it('a browser has one stream, and all eight tabs show what arrives', async () => {
      await post(anInterview({ survey: 'tabs', comment: 'the first' }));
      await openTabs(7, 'tabs');
      expect(await streams()).toBe(1);
      await post(anInterview({ survey: 'tabs', comment: 'the second' }));
      for (const tab of tabs) await tab.getByText('the second').waitFor({ timeout: 10_000 });
    }, 60_000);

    it('a tab out of sight leaves the stream to another one, and reads anew when it is back', async () => {
      await post(anInterview({ survey: 'sight', comment: 'the first' }));
      await openTabs(1, 'sight');
      const [first, second] = tabs;
      await turn(first, true);
      await post(anInterview({ survey: 'sight', comment: 'the second' }));
      await second?.getByText('the second').waitFor({ timeout: 10_000 });
      expect(await streams()).toBe(1);
      await turn(second, true);
      await expect.poll(streams).toBe(0);
      await post(anInterview({ survey: 'sight', comment: 'the third' }));
      await turn(first, false);
      await first?.getByText('the third').waitFor({ timeout: 10_000 });
    });
  });

  it('works behind a path of a proxy: signing in, reading, listening, signing out', async () => {
    const proxy = createServer((request, response) => {
      const { pathname, search } = new URL(request.url ?? '', 'http://proxy');
      if (!pathname.startsWith('/surveys/')) return void response.writeHead(404).end();
      const { method, headers } = request;
      const passed = forward(
        `${served.url}${pathname.slice('/surveys'.length)}${search}`,
        { method, headers },
        (answer) => {
          response.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(response);
        },
      );
      passed.on('error', () => response.destroy());
      request.pipe(passed);
      response.on('close', () => passed.destroy());
    });
    await new Promise<void>((ready) => proxy.listen(0, '127.0.0.1', ready));
    const { port } = proxy.address() as AddressInfo;
    const own = await browser.newContext();
    try {
      const tab = await own.newPage();
      await tab.goto(`http://127.0.0.1:${port}/surveys/`);
      await tab.getByLabel('Access token').fill(TOKEN);
      await tab.getByRole('button', { name: 'Sign in' }).click();
      await tab.getByText('Live', { exact: true }).waitFor();
      expect(new URL(tab.url()).pathname).toBe('/surveys/dashboard');
      await post(anInterview({ survey: 'proxied', comment: 'through the proxy' }));
      await tab.goto(`http://127.0.0.1:${port}/surveys/dashboard/?survey=proxied`);
      await tab.goto(`http://127.0.0.1:${port}/surveys/dashboard?survey=proxied`);
      await tab.getByText('through the proxy').waitFor();
      await tab.getByRole('button', { name: 'Sign out' }).click();
      await tab.getByLabel('Access token').waitFor();
      expect(new URL(tab.url()).pathname).toBe('/surveys/dashboard');
    } finally {
      await own.close();
      proxy.closeAllConnections();
      proxy.close();
    }
  });

  it('says that the connection is lost, and finds back by itself', async () => {
    await open('survey=first');
    await page.context().setOffline(true);
    // A stream that is open stays so; what ends it is the collector's side.
    await served.close();
    await page.getByText('Connection lost').waitFor({ timeout: 10_000 });
    const port = Number(new URL(served.url).port);
    served = await serve({ port, token: TOKEN, assets, signals: false, rateLimit: false, print: () => {} });
    await page.context().setOffline(false);
    await page.getByText('Live', { exact: true }).waitFor({ timeout: 20_000 });
    reported = reported.filter((text) => !/ERR_/.test(text));
  }, 40_000);
});
