import type { Page } from '@playwright/test';
import { arrived, expect, later, survey, test } from './site.ts';

/**
 * Pages that nobody sees: in a tab in the background, or made ahead of a click that may never come. No driver can put a
 * page there, so the page is told that it is.
 */
const unseen = (page: Page, prerendering: boolean) =>
  page.addInitScript((prerendering) => {
    const define = (name: string, get: () => unknown) =>
      Object.defineProperty(document, name, { configurable: true, get });
    let hidden = true;
    define('hidden', () => hidden);
    define('visibilityState', () => (hidden ? 'hidden' : 'visible'));
    define('prerendering', () => hidden && prerendering);
    Object.assign(window, {
      show() {
        hidden = false;
        if (prerendering) document.dispatchEvent(new Event('prerenderingchange'));
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      },
    });
  }, prerendering);

const show = (page: Page) => page.evaluate(() => (window as never as { show(): void }).show());

for (const [where, prerendering] of [
  ['in the background', false],
  ['made ahead', true],
] as const)
  test(`a page ${where} is not asked, and no offer is on record, until somebody sees it`, async ({
    page,
    site,
    errors,
  }) => {
    await unseen(page, prerendering);
    await page.clock.install();
    await page.goto(site.url);
    await later(page); // many looks of an invitation that waits
    await expect(survey(page).root).toHaveCount(0);
    expect(await site.interviews()).toEqual([]);
    await show(page);
    await expect(survey(page).heading('How did it go?')).toBeVisible();
    await arrived(site, ['offered']);
    expect(errors).toEqual([]);
  });

test('the delay counts only while the page is seen', async ({ page, site }) => {
  site.config({ trigger: { delaySeconds: 10 } });
  await unseen(page, false);
  await page.clock.install();
  await page.goto(site.url);
  await expect.poll(() => site.requests).toContain('GET /dist/cx7.survey.js');
  await later(page, 60_000);
  await show(page);
  await later(page, 8000);
  await expect(survey(page).root).toHaveCount(0);
  await later(page, 3000);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
});

test('a page made ahead draws nobody: what it stores then is lost when it is shown', async ({ page, site }) => {
  site.config({ sampling: { rate: 0.5 } });
  await unseen(page, true);
  await page.clock.install();
  await page.goto(site.url);
  await later(page);
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  expect(site.requests).toEqual(['GET /', 'GET /dist/cx7.js', 'GET /cx7.json']);
  await show(page);
  await expect.poll(() => page.evaluate(() => Object.keys(sessionStorage))).toContain('cx7:unit');
});
