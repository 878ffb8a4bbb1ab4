import type { Page } from '@playwright/test';
import { arrived, expect, survey, test } from './site.ts';

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
    await page.goto(site.url);
    await page.waitForTimeout(1500); // three looks of an invitation that waits
    await expect(survey(page).root).toHaveCount(0);
    expect(await site.interviews()).toEqual([]);
    await show(page);
    await expect(survey(page).heading('How did it go?')).toBeVisible();
    await arrived(site, ['offered']);
    expect(errors).toEqual([]);
  });

test('the delay counts only while the page is seen', async ({ page, site }) => {
  site.config({ trigger: { delaySeconds: 2 } });
  await unseen(page, false);
  await page.goto(site.url);
  await expect.poll(() => site.requests).toContain('GET /dist/cx7.survey.js');
  await page.waitForTimeout(2500);
  const seen = Date.now();
  await show(page);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  expect(Date.now() - seen).toBeGreaterThan(1400);
});

test('a page made ahead draws nobody: what it stores then is lost when it is shown', async ({ page, site }) => {
  site.config({ sampling: { rate: 0.5 } });
  await unseen(page, true);
  await page.goto(site.url);
  await page.waitForLoadState();
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  expect(site.requests).toEqual(['GET /', 'GET /dist/cx7.js', 'GET /cx7.json']);
  await show(page);
  await expect.poll(() => page.evaluate(() => Object.keys(sessionStorage))).toContain('cx7:unit');
});
