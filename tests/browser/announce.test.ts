import type { Page } from '@playwright/test';
import { arrived, expect, survey, test } from './site.ts';

declare const said: string[];

/** Notes all that the survey's live region holds, from the moment when it comes to be, and whether it is still the first one. */
test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const regions: Element[] = [];
    const note = (root: ShadowRoot) => {
      for (const region of root.querySelectorAll('[role=status], [role=alert], [aria-live]')) {
        if (!regions.includes(region)) regions.push(region);
        const words = `${regions.indexOf(region)} ${region.role} ${region.textContent}`;
        if (said.at(-1) !== words) said.push(words);
      }
    };
    new MutationObserver((_, outer) => {
      const root = document.querySelector('div[data-cx7]')?.shadowRoot;
      if (!root) return;
      outer.disconnect();
      note(root);
      new MutationObserver(() => note(root)).observe(root, { subtree: true, childList: true, characterData: true });
    }).observe(document, { subtree: true, childList: true });
  });
});

const told = (page: Page) => page.evaluate(() => said);

test('one polite region, there before its words, tells of the survey, the room left and the delivery', async ({
  page,
  site,
}) => {
  await page.goto(site.url);
  const { button, choose, comment, heading, status, root } = survey(page);
  await expect(status).toHaveText('Survey about Passport Renewal');
  expect(await told(page)).toEqual(['0 status ', '0 status Survey about Passport Renewal']);

  // The number is in view at every key, and said once, when typing pauses.
  await comment.pressSequentially('Quick');
  await expect(root.locator('#room')).toHaveText('Characters left: 995');
  await expect(status).toHaveText('Characters left: 995');
  await choose(/satisfied/, 'Agree');
  await button('Send').click();
  await arrived(site, ['partial']);
  await expect(status).toHaveText('Your answers were sent.');
  await button('Yes, continue').click();
  await expect(status).toHaveText('');
  await choose('I was treated fairly.', 'Agree');
  await button('Send').click();
  await expect(heading('Thank you')).toBeVisible();
  await arrived(site, ['complete']);
  await expect(status).toHaveText('Your answers were sent.');
  expect((await told(page)).slice(2).filter((words) => words !== '0 status ')).toEqual([
    '0 status Characters left: 995',
    '0 status Sending your answers…',
    '0 status Your answers were sent.',
    '0 status Sending your answers…',
    '0 status Your answers were sent.',
  ]);
});

test('what waits is said in the same region', async ({ page, site }) => {
  await page.goto(site.url);
  const { button, choose, status } = survey(page);
  await arrived(site, ['offered']);
  await choose(/satisfied/, 'Agree');
  site.network = 503;
  await button('Send').click();
  await expect(status).toHaveText('Saved. Your answers could not be delivered yet.');
  site.network = 'up';
  await expect(status).toHaveText('Your answers were sent.');
  expect((await told(page)).filter((words) => !words.startsWith('0 status'))).toEqual([]);
});

test('the survey announces itself once, also to who empties the comment again', async ({ page, site }) => {
  await page.clock.install();
  await page.goto(site.url);
  const { comment, status } = survey(page);
  await expect(status).toHaveText('Survey about Passport Renewal');
  await comment.fill('Quick');
  await expect(status).toHaveText('Characters left: 995');
  await comment.fill('');
  // Later than the pause in typing, on the same clock.
  await page.clock.runFor(1100);
  expect((await told(page)).filter((words) => words.includes('Survey about'))).toHaveLength(1);
});
