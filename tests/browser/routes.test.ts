import type { Page } from '@playwright/test';
import { arrived, expect, survey, test } from './site.ts';

/** A single-page app that goes on while the survey is there. */
const goTo = (page: Page, path: string) =>
  page.evaluate((path) => {
    history.pushState(null, '', path);
    if (!(window as { navigation?: unknown }).navigation) window.cx7?.routeChanged();
  }, path);

test('an offer that nobody has touched goes where the config wants none', async ({ page, site, errors }) => {
  site.config({ pages: { exclude: ['/form*'] } });
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  await arrived(site, ['offered']);
  await goTo(page, '/done');
  await page.waitForTimeout(300);
  await expect(survey(page).root).toHaveCount(1);
  await goTo(page, '/form/2');
  await expect(survey(page).root).toHaveCount(0);
  await expect(page.locator('div[data-cx7-skip]')).toHaveCount(0);
  // That is no refusal.
  await page.waitForTimeout(500);
  await arrived(site, ['offered']);
  expect(errors).toEqual([]);
});

test('one whose answers are begun stays there, explain() says so, and it goes through', async ({
  page,
  site,
  errors,
}) => {
  site.config({ pages: { include: ['/'] } });
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(site.url);
  await survey(page).choose(/satisfied/, 'Agree');
  await goTo(page, '/form/2');
  await page.waitForTimeout(300);
  await page.evaluate(() => window.cx7?.explain());
  expect(said.join('\n')).toContain('the config wants no survey here. It was begun on another page');
  await survey(page).button('Send').click();
  await arrived(site, ['partial']);
  expect(errors).toEqual([]);
});

test('one that was asked for stays', async ({ page, site }) => {
  site.config({ trigger: { on: 'call' }, pages: { exclude: ['/form*'] } });
  await page.goto(site.url);
  await page.evaluate(() => window.cx7?.open());
  await goTo(page, '/form/2');
  await page.waitForTimeout(300);
  await expect(survey(page).root).toHaveCount(1);
});

test('the path of a page is recorded without what is personal in it, and what the config drops', async ({
  page,
  site,
}) => {
  const path = '/claims/C-4711-X/123-45-6789/jane.doe%40example.gov/done';
  site.config({ dropParts: ['/claims/*', '/never/*/there'], keepParams: ['from'], trigger: { delaySeconds: 2 } });
  site.page(decodeURIComponent(path));
  site.page(path);
  await page.goto(`${site.url}${path}?from=jane%40example.gov&to=x`);
  await arrived(site, ['offered']);
  expect((await site.interviews())[0]?.page?.path).toBe('/claims/*/[ssn]/[email]/done?from=[email]');
});
