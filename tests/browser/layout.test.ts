import type { Page } from '@playwright/test';
import { there } from '../there.ts';
import { expect, survey, test } from './site.ts';

/** Where everything of the page stands, and how far it is scrolled: nothing that the survey does may move it. */
const places = (page: Page) =>
  page.evaluate(() => [
    `${scrollX} ${scrollY}`,
    ...[...document.body.querySelectorAll('*')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return `${element.localName} ${x} ${y} ${width} ${height}`;
    }),
  ]);

/** How far the page could be scrolled sideways. */
const overflow = (page: Page) =>
  page.evaluate(() => {
    const root = document.scrollingElement;
    const beyond = root && root.scrollWidth - root.clientWidth;
    scrollBy(100, 0);
    return [beyond, scrollX];
  });

/** Every state, as a respondent comes through them. */
const STATES: Record<string, (page: Page) => Promise<unknown>> = {
  offered: (page) => expect(survey(page).heading('How did it go?')).toBeVisible(),
  'with a problem': (page) => survey(page).button('Send').click(),
  'asked for more': async (page) => {
    await survey(page).choose(/satisfied/, 'Agree');
    await survey(page).button('Send').click();
    await expect(survey(page).heading('Would you answer')).toBeVisible();
  },
  'in its second step': (page) => survey(page).button('Yes, continue').click(),
  done: async (page) => {
    await survey(page).button('Send').click();
    await expect(survey(page).heading('Thank you')).toBeVisible();
  },
  closed: async (page) => {
    await survey(page).button('Close this survey').click();
    await expect(survey(page).root).toHaveCount(0);
  },
};

const long = (head = '') => ({
  head,
  body: `<header style="height:80px">Agency</header><main><h1>Long</h1>${'<p>Text of a long page.</p>'.repeat(100)}</main>`,
});

for (const [host, css] of Object.entries({
  'as most are': '',
  'that scrolls smoothly': 'html { scroll-behavior: smooth }',
  'that snaps as it scrolls': 'html { scroll-snap-type: y proximity } p { scroll-snap-align: start }',
  'whose root is a grid': 'html { display: grid; gap: 40px; min-height: 100vh }',
}))
  for (const trigger of ['load', 'call'] as const)
    test(`a page ${host} is not moved by a survey that ${trigger === 'load' ? 'came by itself' : 'was asked for'}`, async ({
      page,
      site,
    }) => {
      site.page('/', long(`<style>${css}</style>`));
      site.config({ trigger: trigger === 'load' ? { delaySeconds: 1 } : { on: trigger } });
      await page.goto(site.url);
      await page.evaluate(() => scrollTo({ top: 700, behavior: 'instant' }));
      await expect.poll(async () => (await places(page))[0]).toMatch(/^0 [67]\d\d/);
      await expect(survey(page).root).toHaveCount(0);
      const before = await places(page);
      if (trigger === 'call') await page.evaluate(() => window.cx7?.open());
      for (const [state, reach] of Object.entries(STATES)) {
        await reach(page);
        expect(await places(page), state).toEqual(before);
      }
    });

for (const dir of ['ltr', 'rtl'])
  test(`on a phone 320 px wide, written ${dir}, nothing can be scrolled sideways`, async ({ page, site }) => {
    await page.setViewportSize({ width: 320, height: 568 });
    site.page('/', long(`<script>document.documentElement.dir = '${dir}'</script>`));
    await page.goto(site.url);
    for (const [state, reach] of Object.entries(STATES)) {
      await reach(page);
      expect(await overflow(page), state).toEqual([0, 0]);
      const panel = survey(page).panel;
      if (await panel.count())
        expect(await panel.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth), state).toBe(0);
    }
  });

test('the link that Tab comes to fits a narrow phone, too', async ({ page, site }) => {
  await page.setViewportSize({ width: 320, height: 568 });
  site.page('/', long());
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  await page.keyboard.press('Tab');
  const { x, width } = there(await page.getByRole('link', { name: 'Go to the survey' }).boundingBox());
  expect(x).toBeGreaterThanOrEqual(0);
  expect(x + width).toBeLessThanOrEqual(320);
  expect(await overflow(page)).toEqual([0, 0]);
});

test('it lies over what a page has put on top of all else', async ({ page, site }) => {
  await page.setViewportSize({ width: 320, height: 568 });
  site.page('/', {
    body: `<div style="position:fixed;inset:0;z-index:2147483647;background:#fff">Everywhere</div>${long().body}`,
  });
  await page.goto(site.url);
  await survey(page).choose(/satisfied/, 'Agree'); // a press goes to what lies on top
  await survey(page).button('Send').click();
  await survey(page).button('Close this survey').click();
  await expect(survey(page).root).toHaveCount(0);
});
