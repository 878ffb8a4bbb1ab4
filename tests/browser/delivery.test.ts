import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Outbox } from '../../src/delivery/types.ts';
import { type OutboxMaker, outboxScript } from '../outbox.ts';
import { arrived, expect, later, type Site, survey, test } from './site.ts';

test('offline, then online: the respondent is told the truth, and the answers arrive', async ({
  page,
  site,
  context,
}) => {
  await page.goto(site.url);
  const { choose, button, status, heading } = survey(page);
  await expect(heading('How did it go?')).toBeVisible();
  await arrived(site, ['offered']);
  await context.setOffline(true);
  await choose(/satisfied/, 'Agree');
  await button('Send').click();
  await expect(status).toHaveText('Saved. Your answers will be sent when you are online.');
  await button('No, that’s all').click();
  expect((await site.interviews())[0]?.disposition).toBe('offered');
  await context.setOffline(false);
  await expect(status).toHaveText('Your answers were sent.');
  await arrived(site, ['complete']);
});

test('answers that wait go with the next visit, though nobody is asked there', async ({ page, site }) => {
  site.page('/next');
  site.network = 'down';
  await page.goto(site.url);
  await survey(page).choose(/satisfied/, 'Agree');
  await survey(page).button('Send').click();
  await expect(survey(page).status).toHaveText(/^Saved\./);
  await page.reload();
  await expect(survey(page).root).toHaveCount(0);
  site.network = 'up';
  await page.goto(`${site.url}/next`);
  await arrived(site, ['partial']);
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test('where nothing can be stored, nobody is told that the answers are saved', async ({ page, site, context }) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'indexedDB'])
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
  });
  await page.goto(site.url);
  const { choose, button, status } = survey(page);
  await choose(/satisfied/, 'Agree');
  await context.setOffline(true);
  await button('Send').click();
  await expect(status).toHaveText('Not sent yet. Keep this page open: we will keep trying.');
  await context.setOffline(false);
  await expect(status).toHaveText('Your answers were sent.');
  await arrived(site, ['partial']);
});

test('200 interviews put while offline arrive exactly once after the network returns', async ({
  page,
  site,
  context,
}) => {
  test.slow();
  site.file('/outbox.js', await outboxScript(), 'text/javascript');
  site.page('/', { tag: '<script src="/outbox.js"></script>' });
  await page.goto(site.url);
  const example = JSON.parse(readFileSync(new URL('../wire/interview-1-complete.json', import.meta.url), 'utf8'));
  await context.setOffline(true);
  const ids = await page.evaluate((interview) => {
    const outbox = (window as never as OutboxMaker).openOutbox({ url: '/v1/interviews' });
    Object.assign(window, { outbox });
    return Array.from({ length: 200 }, () => {
      const id = crypto.randomUUID();
      outbox.put({ ...interview, id });
      return id;
    });
  }, example);
  expect((await site.interviews()).length).toBe(0);
  await context.setOffline(false);
  await expect.poll(async () => (await site.interviews()).length, { timeout: 60_000 }).toBe(200);
  expect((await site.interviews()).map(({ id }) => id).sort()).toEqual([...ids].sort());
  await expect
    .poll(() => page.evaluate(async () => (await (window as never as { outbox: Outbox }).outbox.pending()).length))
    .toBe(0);
  // Nobody saw two: each was posted once.
  expect(site.requests.filter((request) => request === 'POST /v1/interviews')).toHaveLength(200);
});

test('a collector that answers 503 is tried again, not before it said', async ({ page, site }) => {
  site.network = 503;
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  await survey(page).choose(/satisfied/, 'Agree');
  await survey(page).button('Send').click();
  await expect(survey(page).status).toHaveText('Saved. Your answers could not be delivered yet.');
  site.network = 'up';
  await expect(survey(page).status).toHaveText('Your answers were sent.', { timeout: 30_000 });
  await arrived(site, ['partial']);
});

test('a page left in step 2 keeps what step 1 sent and what step 2 had answered', async ({ page, site }) => {
  site.page('/next');
  await page.goto(site.url);
  const { choose, button, heading } = survey(page);
  await choose(/satisfied/, 'Agree');
  await button('Send').click();
  await button('Yes, continue').click();
  await choose('My need was addressed.', 'Strongly agree');
  await expect(heading('What made the difference?')).toBeVisible();
  await page.goto(`${site.url}/next`);
  await expect
    .poll(async () => (await site.interviews())[0]?.answers.map(({ value, state }) => value ?? state))
    .toEqual([4, 'skipped', 5, 'skipped', 'skipped', 'skipped', 'skipped']);
  expect((await site.interviews())[0]?.disposition).toBe('partial');
});

/** An earlier visit whose answers could not be sent. */
async function leaveAnswers(page: Page, site: Site) {
  site.page('/next');
  site.network = 'down';
  await page.goto(site.url);
  await survey(page).choose(/satisfied/, 'Agree');
  await survey(page).button('Send').click();
  await expect(survey(page).status).toHaveText(/^Saved\./);
  site.network = 'up';
}

test('answers wait for no mark: a page that clears localStorage at log-out loses none', async ({
  page,
  site,
  errors,
}) => {
  await page.addInitScript(() => {
    const { databases } = IDBFactory.prototype;
    IDBFactory.prototype.databases = function () {
      sessionStorage.looks = Number(sessionStorage.looks ?? 0) + 1;
      return databases.call(this);
    };
  });
  await leaveAnswers(page, site);
  await page.evaluate(() => localStorage.clear());
  await page.goto(`${site.url}/next`);
  await arrived(site, ['partial']);
  // A session looks once.
  await page.goto(`${site.url}/next`);
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => sessionStorage.looks)).toBe('1');
  expect(errors.filter((error) => error.startsWith('cx7'))).toEqual([]);
});

test('answers wait for no config: their address stands beside them', async ({ page, site }) => {
  await leaveAnswers(page, site);
  site.fail('/cx7.json', 'is cut');
  await page.goto(`${site.url}/next`);
  await arrived(site, ['partial']);
});

for (const [title, config] of [
  ['is switched off', { enabled: false }],
  ['has lost its clearance', { omb: { controlNumber: '3090-0297', expires: '2020-01-31' } }],
  ['is refused', { sampling: { rate: 5 } }],
] as const)
  test(`answers are sent though the survey ${title} by then`, async ({ page, site }) => {
    await leaveAnswers(page, site);
    await page.evaluate(() => sessionStorage.clear());
    site.config(config as never);
    await page.goto(`${site.url}/next`);
    await arrived(site, ['partial']);
  });

test('answers are sent though the config is refused as soon as it is there, on a page that has loaded', async ({
  page,
  site,
}) => {
  await leaveAnswers(page, site);
  await page.evaluate(() => sessionStorage.clear());
  site.config({ sampling: { rate: 5 } });
  const late = `addEventListener('load', () => setTimeout(() => {
    const tag = document.createElement('script');
    tag.src = '/dist/cx7.js';
    tag.dataset.config = '/cx7.json';
    document.head.append(tag);
  }, 100))`;
  site.page('/late', { tag: `<script>${late}</script>` });
  await page.goto(`${site.url}/late`);
  await arrived(site, ['partial']);
  expect(site.requests.slice(site.requests.indexOf('GET /late'))).toContain('POST /v1/interviews');
});

for (const [title, content, status] of [
  ['503', '', 503],
  ['a maintenance page', '<!doctype html><title>Back soon</title>', 200],
  ['a text that was cut off', '{ "survey": "passport-rene', 200],
  ['nothing at all', '', 200],
] as const)
  test(`a config that could not be had, ${title}, is asked for again, and that is told once`, async ({
    page,
    site,
    errors,
  }) => {
    const told = () => errors.filter((error) => error.startsWith('cx7'));
    site.file('/cx7.json', content, 'text/html', status);
    await page.clock.install();
    await page.goto(site.url);
    await expect.poll(told).toHaveLength(1);
    await later(page, 6000);
    await expect.poll(() => site.requests.filter((request) => request === 'GET /cx7.json').length).toBe(2);
    site.config();
    // The pause begins once the page has heard the answer.
    await expect(async () => {
      await later(page, 11_000);
      await expect(survey(page).heading('How did it go?')).toBeVisible({ timeout: 1000 });
    }).toPass();
    expect(told()).toHaveLength(1);
  });

test('told to wait, nobody says that the answers are on their way, nor nothing', async ({ page, site }) => {
  const busy = { status: 503, headers: { 'retry-after': '60' } };
  await page.route('**/v1/interviews', (route) => route.fulfill(busy));
  const offered = page.waitForResponse('**/v1/interviews');
  await page.goto(site.url);
  await offered;
  await survey(page).choose(/satisfied/, 'Agree');
  await survey(page).button('Send').click();
  await expect(survey(page).status).toHaveText('Saved. Your answers could not be delivered yet.');
});

const blockStorage = (page: Page, ...names: string[]) =>
  page.addInitScript((names) => {
    for (const name of names)
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
  }, names);

test('where nothing can be stored, a refusal is no reason to say that the answers are saved', async ({
  page,
  site,
}) => {
  await blockStorage(page, 'localStorage', 'indexedDB');
  site.network = 400;
  await page.goto(site.url);
  await survey(page).choose(/satisfied/, 'Agree');
  await survey(page).button('Send').click();
  await expect(survey(page).status).toHaveText('Not sent yet. Keep this page open: we will keep trying.');
});

test('where nothing can be stored, a refusal is remembered as long as the page lives', async ({ page, site }) => {
  await blockStorage(page, 'localStorage', 'sessionStorage');
  site.config({ sampling: { unit: 'pageview', rate: 1 } });
  await page.goto(site.url);
  await survey(page).button('Not now').click();
  await expect(survey(page).root).toHaveCount(0);
  await page.evaluate(() => {
    history.pushState(null, '', '/other');
    window.cx7?.routeChanged();
  });
  await page.waitForTimeout(1500);
  await expect(survey(page).root).toHaveCount(0);
});
