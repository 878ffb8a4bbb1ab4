import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
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
    await page.getByRole('heading', { name: 'The seven measures' }).waitFor({ timeout: 3000 });
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
    await open(`survey=${survey}`);
    await page.getByText('by the collector’s clock: the device’s was wrong').waitFor();
    const section = page.getByRole('region', { name: /^Kept apart 1/ });
    await section.getByText('1 doubtful: its probability does not follow from its rates').waitFor();
    await section.getByText('Look at the newest').click();
    await section.getByText('"probability": 1e-9').waitFor();
    await page
      .getByRole('region', { name: 'Refused since the collector started' })
      .getByText(/^\d+ from no page: the body is no valid record/)
      .waitFor();
    expect(await violations()).toEqual([]);
  });

  describe('with five hundred made-up interviews', () => {
    const survey = 'made-up';
    beforeAll(async () => {
      for (const interview of syntheticInterviews(500, { seed: 3, survey })) await post(interview);
    }, 60_000);

    it('says that they are tests', async () => {
      await open(`survey=${survey}`);
      await page.getByText('All 500 interviews shown are tests').waitFor();
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
      await page.getByText('just now').waitFor({ timeout: 3000 });
      expect(await quotes.count()).toBe(20);
    });
  });

  it('says that the connection is lost, and finds back by itself', async () => {
    await open('survey=first');
    await page.context().setOffline(true);
    // A stream that is open stays so; what ends it is the collector's side.
    await served.close();
    await page.getByText('Connection lost').waitFor({ timeout: 5000 });
    const port = Number(new URL(served.url).port);
    served = await serve({ port, token: TOKEN, assets, signals: false, rateLimit: false, print: () => {} });
    await page.context().setOffline(false);
    await page.getByText('Live', { exact: true }).waitFor({ timeout: 20_000 });
    reported = reported.filter((text) => !/ERR_/.test(text));
  }, 40_000);
});
