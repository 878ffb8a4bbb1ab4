import type { Page } from '@playwright/test';
import { launchOptions } from '../engines.mjs';
import { answerStepOne } from './respondent.ts';
import { arrived, expect, survey, test } from './site.ts';

/**
 * Pages that come back as they were, by the back button. Drivers switch that off; Chromium's can be told not to, and
 * only there can a test tell that it was so.
 */
test.use({
  launchOptions: { ...launchOptions('chromium'), ignoreDefaultArgs: ['--disable-back-forward-cache'] },
});

/** Goes to another page and comes back, to the same document. */
async function thereAndBack(page: Page, url: string) {
  await page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }));
  });
  await page.goto(url);
  await page.evaluate(() => void setTimeout(() => history.back()));
  await page.waitForFunction(() => 'persisted' in window);
  expect(await page.evaluate('persisted'), 'the document itself came back').toBe(true);
}

test.beforeEach(({ site }) => site.page('/next', { tag: '', body: '<h1>Next</h1>' }));

test('a survey that is half answered is as it was, goes on, and delivers', async ({ page, site, errors }) => {
  await page.goto(site.url);
  await survey(page).choose(/satisfied/, 'Agree');
  await survey(page).comment.fill('Half a');
  await thereAndBack(page, `${site.url}/next`);
  await arrived(site, ['opened']);
  await expect(survey(page).comment).toHaveValue('Half a');
  await expect(
    survey(page)
      .statement(/satisfied/)
      .getByRole('radio', { name: 'Agree', exact: true }),
  ).toBeChecked();
  await answerStepOne(page);
  await expect(survey(page).status).toHaveText('Your answers were sent.');
  await arrived(site, ['partial']);
  expect((await site.interviews())[0]?.comment?.text).toBe('Fine.');
  expect(errors).toEqual([]);
});

test('what could not be sent before the page was left is sent when it is back', async ({ page, site }) => {
  site.network = 'down';
  await page.goto(site.url);
  await answerStepOne(page);
  await expect(survey(page).heading('Would you answer')).toBeVisible();
  await thereAndBack(page, `${site.url}/next`);
  expect(await site.interviews()).toEqual([]);
  site.network = 'up';
  await arrived(site, ['partial']);
  await survey(page).button('No, that’s all').click();
  await arrived(site, ['complete']);
});

test('an invitation that waited goes on waiting, and comes', async ({ page, site, errors }) => {
  site.config({ trigger: { delaySeconds: 2 } });
  await page.goto(site.url);
  // A page that still loads something does not come back as it was.
  await expect.poll(() => page.evaluate(() => window.cx7?.parts.survey !== undefined)).toBe(true);
  await thereAndBack(page, `${site.url}/next`);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  await arrived(site, ['offered']);
  expect(errors).toEqual([]);
});
