import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { expect, type Site, survey, test } from './site.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong, by every rule from WCAG 2.0 A to 2.2 AA and by its best practices. */
async function violations(page: Page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await (
      window as never as {
        axe: {
          run(where: unknown, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
        };
      }
    ).axe.run(document, { runOnly: tags });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  });
}

const states: Record<string, (page: Page, site: Site) => Promise<void>> = {
  ask: async () => {},
  answered: async (page) => survey(page).choose(/satisfied/, 'Agree'),
  problem: async (page) => {
    await survey(page).button('Send').click();
    await expect(survey(page).root.getByRole('alert')).toBeVisible();
  },
  'comment too long': async (page) => {
    await survey(page).comment.fill('x'.repeat(1001));
    await survey(page).button('Send').click();
    await expect(survey(page).root.getByRole('alert')).toBeVisible();
  },
  saved: async (page, site) => {
    site.network = 'down';
    await states.answered!(page, site);
    await survey(page).button('Send').click();
    await expect(survey(page).status).toHaveText(/^Saved/);
  },
  more: async (page, site) => {
    await states.answered!(page, site);
    await survey(page).button('Send').click();
    await expect(survey(page).status).toHaveText('Your answers were sent.');
  },
  details: async (page, site) => {
    await states.more!(page, site);
    await survey(page).button('Yes, continue').click();
    await survey(page).choose('I was treated fairly.', 'Agree');
  },
  thanks: async (page, site) => {
    await states.details!(page, site);
    await survey(page).button('Send').click();
    await expect(survey(page).heading('Thank you')).toBeVisible();
  },
};

const omb = { controlNumber: '1405-0193', expires: '2099-12-31' };

for (const scheme of ['light', 'dark'] as const)
  for (const [state, reach] of Object.entries(states)) {
    test(`axe finds nothing: slide-in, ${scheme}, ${state}`, { tag: `@${scheme}` }, async ({ page, site }) => {
      site.config({ omb, privacy: { url: '/privacy' } });
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(site.url);
      await expect(survey(page).heading('How did it go?')).toBeVisible();
      await reach(page, site);
      await survey(page).root.getByText('Burden and privacy').click();
      expect(await violations(page)).toEqual([]);
    });
  }

for (const [placement, display] of Object.entries({
  dialog: { display: { placement: 'dialog' as const }, trigger: { on: 'call' as const } },
  inline: { display: { placement: 'inline' as const, target: '#here' } },
  'slide-in that was asked for': { trigger: { on: 'call' as const } },
  'in forced colors': {},
  'at 320 px': {},
})) {
  const tag = placement === 'in forced colors' ? '@forced-colors' : [];
  test(`axe finds nothing: ${placement}`, { tag }, async ({ page, site }) => {
    site.config({ omb, ...display });
    site.page('/', { body: '<main><h1>Thank you</h1><div id="here"></div></main>' });
    if (placement === 'in forced colors') await page.emulateMedia({ forcedColors: 'active' });
    if (placement === 'at 320 px') await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(site.url);
    if ('trigger' in display) await page.evaluate(() => window.cx7!.open());
    for (const state of ['ask', 'problem', 'details', 'thanks']) {
      await expect(survey(page).root.getByRole('heading').first()).toBeVisible();
      if (state === 'thanks') await survey(page).button('Send').click();
      else if (state !== 'ask') await states[state]!(page, site);
      expect(await violations(page), state).toEqual([]);
    }
  });
}
