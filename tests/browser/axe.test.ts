import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { SurveyConfig } from '../../src/config/schema.ts';
import { pack as ar } from '../../src/instrument/languages/ar.ts';
import { pack as en } from '../../src/instrument/languages/en.ts';
import { EVERY_SCHEME, expect, schemesOf, survey, test } from './site.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Every rule from WCAG 2.0 A to 2.2 AA, and axe's best practices. */
const EVERYTHING = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What another scheme can change: it has other colors, and every element, name and size is as it was. */
const COLORS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** What axe finds wrong. */
async function violations(page: Page, runOnly: typeof EVERYTHING | typeof COLORS = EVERYTHING) {
  // Once a visit.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  return page.evaluate(async (runOnly) => {
    const { violations } = await (
      window as never as {
        axe: {
          run(where: unknown, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
        };
      }
    ).axe.run(document, { runOnly, resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  }, runOnly);
}

/** How the survey comes to be on the page, and where. */
const PLACEMENTS: Record<string, Partial<SurveyConfig>> = {
  'a slide-in that came by itself': {},
  'a slide-in that was asked for': { trigger: { on: 'call' } },
  'a dialog': { display: { placement: 'dialog' }, trigger: { on: 'call' } },
  inline: { display: { placement: 'inline', target: '#here' }, trigger: { on: 'call' } },
};

const omb = { controlNumber: '1405-0193', expires: '2099-12-31' };
const names = { service: { en: 'Passport Renewal', ar: 'تجديد جواز السفر' } };
const call = { interactionKey: 'CALL-1' };

for (const [placement, config] of Object.entries(PLACEMENTS))
  for (const { phrases, lang, dir } of [en, ar])
    test(
      `axe finds nothing in any state and scheme: ${placement}, ${dir}`,
      EVERY_SCHEME,
      async ({ page, site, context }, { project }) => {
        const isAsked = 'trigger' in config;
        const { root, panel, heading, button, comment, status } = survey(page);
        site.config({ omb, names, privacy: { url: '/privacy' }, languages: ['en', 'ar'], ...config });
        site.page('/', {
          lang,
          body: `<main><h1>Thank you</h1><button style="position:fixed;bottom:9em;${dir === 'rtl' ? 'left' : 'right'}:9em">Below</button><div id="here"></div></main>`,
        });
        // At this address nothing can be stored.
        await page.addInitScript(() => {
          if (location.search !== '?memory') return;
          for (const name of ['localStorage', 'indexedDB'])
            Object.defineProperty(window, name, {
              get() {
                throw new DOMException('denied', 'SecurityError');
              },
            });
        });

        const visit = async (query = '', options?: object) => {
          await page.goto(site.url + query);
          if (isAsked) await page.evaluate((options) => window.cx7?.open(options), options);
          await expect(root.locator('h2')).toBeVisible();
        };
        const answer = () => root.getByRole('group').first().getByRole('radio').nth(3).check();
        const found: Record<string, string[]> = {};
        const look = async (state: string) => {
          for (const [scheme, media] of schemesOf(project.name)) {
            await page.emulateMedia(media);
            const wrong = await violations(page, scheme === 'light' ? EVERYTHING : COLORS);
            if (wrong.length) found[`${state}, ${scheme}`] = wrong;
          }
        };

        await visit();
        await look('ask');
        if (!isAsked) {
          await page.keyboard.press('Tab');
          await expect(page.getByRole('link', { name: phrases.skip })).toBeFocused();
          await look('the link to it');
          await page.getByText('Below').focus();
          await expect(root.locator('[data-back]')).toBeVisible();
          await look('drawn back');
          await panel.focus();
          await expect(root.locator('[data-back]')).toHaveCount(0);
        }
        await button(phrases.send).click();
        await expect(root.getByRole('alert')).toBeFocused();
        await root.locator('summary').click();
        await look('problem, with the small print');
        await root.locator('summary').click();
        await comment.fill('Jane Doe, jane@example.com');
        await expect(status).toContainText(/974|٩٧٤/);
        await look('typing');
        await comment.fill('x'.repeat(1001));
        await button(phrases.send).click();
        await expect(root.getByRole('link', { name: phrases.tooLong })).toBeVisible();
        await look('comment too long');
        await comment.fill('');
        await answer();
        await look('answered');
        await context.setOffline(true);
        await button(phrases.send).click();
        await expect(status).toHaveText(phrases.saved);
        await look('saved offline');
        await context.setOffline(false);
        await expect(status).toHaveText(phrases.sent);
        await look('more');
        await button(phrases.continue).click();
        await expect(heading(phrases.details)).toBeVisible();
        await root.getByRole('radio', { name: phrases.notApplicable }).check();
        await look('details');
        await button(phrases.send).click();
        await expect(heading(phrases.done)).toBeVisible();
        await look('thanks');

        // Another session, so that nothing of this one holds the next survey back.
        await page.evaluate(() => sessionStorage.clear());
        await visit('/?memory');
        await answer();
        await context.setOffline(true);
        await button(phrases.send).click();
        await expect(status).toHaveText(phrases.unsaved);
        await look('unsaved, in memory');
        await context.setOffline(false);

        if (isAsked) {
          site.config({ omb, names, languages: ['en', 'ar'], ...config, sampling: { unit: 'interaction' } });
          await page.evaluate(() => sessionStorage.clear());
          await visit('/', call);
          await answer();
          await button(phrases.send).click();
          await button(phrases.enough).click();
          await visit('/', call);
          await expect(heading(phrases.already)).toBeVisible();
          await look('already answered');
        }
        expect(found).toEqual({});
      },
    );

test('axe finds nothing in any state on a phone of 320 px', async ({ page, site }) => {
  site.config({ omb });
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(site.url);
  const { root, button, heading, choose } = survey(page);
  await expect(heading('How did it go?')).toBeVisible();
  expect(await violations(page), 'ask').toEqual([]);
  await button('Send').click();
  await expect(root.getByRole('alert')).toBeFocused();
  expect(await violations(page), 'problem').toEqual([]);
  await choose(/satisfied/, 'Agree');
  await button('Send').click();
  await button('Yes, continue').click();
  expect(await violations(page), 'details').toEqual([]);
  await button('Send').click();
  await expect(heading('Thank you')).toBeVisible();
  expect(await violations(page), 'thanks').toEqual([]);
});
