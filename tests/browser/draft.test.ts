import type { Page } from '@playwright/test';
import { arrived, expect, type Site, survey, test } from './site.ts';

/** A comment that was typed and not sent, when its survey is closed by mistake and opened again. */
async function type(page: Page, options?: object) {
  await page.evaluate((options) => window.cx7?.open(options), options);
  await survey(page).comment.fill('Half a sentence');
  await page.keyboard.press('Escape');
  await expect(survey(page).root).toHaveCount(0);
}

const typed = async (page: Page, options?: object) => {
  await page.evaluate((options) => window.cx7?.open(options), options);
  return survey(page).comment.inputValue();
};

const call = (site: Site, more: object = {}) => site.config({ trigger: { on: 'call' }, ...more });
const byCall = { sampling: { unit: 'interaction', rate: 1 } };

test('comes back in the same page, and is sent when it is sent', async ({ page, site }) => {
  call(site);
  await page.goto(site.url);
  await type(page);
  expect(await typed(page)).toBe('Half a sentence');
  await survey(page).button('Send').click();
  await arrived(site, ['dismissed', 'partial']);
  await page.keyboard.press('Escape');
  expect(await typed(page)).toBe('');
  expect((await site.interviews()).map(({ comment }) => comment?.text)).toEqual([undefined, 'Half a sentence']);
});

test('is on no storage', async ({ page, site }) => {
  call(site);
  await page.goto(site.url);
  await type(page);
  const stored = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  expect(stored).not.toContain('Half');
  await page.reload();
  expect(await typed(page)).toBe('');
});

test('comes back for the same key, and never after another one', async ({ page, site }) => {
  call(site, byCall);
  await page.goto(site.url);
  await type(page, { interactionKey: 'call-1' });
  expect(await typed(page, { interactionKey: 'call-1' })).toBe('Half a sentence');
  await page.keyboard.press('Escape');
  expect(await typed(page, { interactionKey: 'call-2' })).toBe('');
  await page.keyboard.press('Escape');
  expect(await typed(page, { interactionKey: 'call-1' })).toBe('');
});

test('never comes back after newRespondent()', async ({ page, site }) => {
  call(site);
  await page.goto(site.url);
  await type(page);
  await page.evaluate(() => window.cx7?.newRespondent());
  expect(await typed(page)).toBe('');
});

for (const [where, config] of Object.entries({
  'at a desk': byCall,
  'at a kiosk': { coding: { channel: 'kiosk' } },
}))
  test(`never comes back without a key ${where}, where somebody else may be next`, async ({ page, site }) => {
    call(site, config);
    await page.goto(site.url);
    await type(page);
    expect(await typed(page)).toBe('');
  });

test('never comes back after a quarter of an hour', async ({ page, site }) => {
  await page.clock.install();
  call(site);
  await page.goto(site.url);
  await type(page);
  await page.clock.runFor(15 * 60_000 + 1000);
  expect(await typed(page)).toBe('');
});
