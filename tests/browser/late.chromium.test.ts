import type { Page } from '@playwright/test';
import { arrivedOnce, test } from './apps.ts';
import { beginAnswers, finishAnswers } from './keyboard.ts';
import { expect, later, survey } from './site.ts';

/** A tag that comes long after the page, as a tag manager places it. In one browser: it is the same everywhere. */
const place = (page: Page) =>
  page.evaluate(async () => {
    const first = document.getElementsByTagName('script')[0];
    const script = Object.assign(document.createElement('script'), { async: true, src: '/dist/cx7.js' });
    script.dataset.config = '/cx7.json';
    const loaded = new Promise((resolve) => script.addEventListener('load', resolve));
    first?.before(script);
    await loaded;
  });

test('a tag manager that places the tag long after the page, and twice: one survey, which goes through', async ({
  page,
  site,
  keyboard,
  sent,
  errors,
}) => {
  site.page('/', { tag: '<script>var dataLayer = []</script>' });
  await page.clock.install();
  await page.goto(site.url);
  await later(page, 10 * 60_000);
  await Promise.all([place(page), place(page)]);
  await expect(survey(page).panel).toBeVisible();
  await beginAnswers(keyboard);
  await place(page);
  await expect(page.locator('script[data-config]')).toHaveCount(3);
  await expect(survey(page).root).toHaveCount(1);
  await finishAnswers(keyboard);
  await arrivedOnce({ site, sent, errors });
  expect(site.requests.filter((request) => request === 'GET /cx7.json')).toHaveLength(1);
});
