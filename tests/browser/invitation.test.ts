import type { Page } from '@playwright/test';
import { there } from '../there.ts';
import { arrived, expect, later, survey, test } from './site.ts';

/** What an invitation owes to a page that somebody is using. */
const shown = (page: Page) => expect(survey(page).heading('How did it go?')).toBeVisible();
const held = async (page: Page, by: RegExp) => {
  await expect.poll(() => page.evaluate(() => window.cx7?.explain().then(() => said.at(-1)))).toMatch(by);
  await expect(survey(page).root).toHaveCount(0);
};
declare const said: string[];

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    console.info = (text: string) => said.push(text);
  });
});

test('it waits until a dialog of the page is closed', async ({ page, site }) => {
  site.page('/', {
    body: '<main><h1>Form</h1><dialog id="d"><form method="dialog"><button>Agree</button></form></dialog><div role="dialog" hidden>Hidden</div></main><script>d.showModal()</script>',
  });
  await page.goto(site.url);
  await held(page, /a dialog of the page is open/);
  await page.getByRole('button', { name: 'Agree' }).click();
  await shown(page);
});

test('it waits until nobody has typed for a while', async ({ page, site }) => {
  await page.clock.install();
  site.config({ trigger: { delaySeconds: 1 } });
  site.page('/', { body: '<main><h1>Form</h1><label>Name <input id="name"></label></main>' });
  await page.goto(site.url);
  await expect.poll(() => site.requests).toContain('GET /dist/cx7.survey.js');
  const field = page.getByLabel('Name');
  for (let i = 0; i < 4; i++) {
    await field.pressSequentially('Jane');
    await page.clock.runFor(500);
  }
  await held(page, /a pause in typing/);
  await expect(field).toBeFocused();
  await later(page, 20_000);
  await shown(page);
  await expect(field).toBeFocused();
});

test('Tab comes first to a link that leads to it, and to nothing else of it', async ({ page, site }) => {
  site.page('/', { body: '<main><h1>Form</h1><a href="#a">First</a></main>' });
  await page.goto(site.url);
  await shown(page);
  const skip = page.getByRole('link', { name: 'Go to the survey' });
  const { width, height } = there(page.viewportSize());
  await page.keyboard.press('Tab');
  await expect(skip).toBeFocused();
  const box = there(await skip.boundingBox());
  expect(box.x >= 0 && box.y >= 0 && box.x + box.width < width && box.y + box.height < height).toBe(true);
  expect(box.height).toBeGreaterThanOrEqual(44);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'First' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(survey(page).heading('How did it go?')).toBeFocused();
  expect(new URL(page.url()).hash).toBe('');
  await survey(page).button('Not now').click();
  await expect(skip).toHaveCount(0);
});

test('it is never on top of all of what has the focus', async ({ page, site }) => {
  site.page('/', {
    body: '<main><h1>Form</h1><button>At the top</button><button id="below" style="position:fixed;right:40px;bottom:40px">Below it</button></main>',
  });
  await page.goto(site.url);
  await shown(page);
  const below = page.locator('#below');
  const covered = () =>
    below.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2) !== element;
    });
  expect(await covered()).toBe(true);
  await below.focus();
  await expect.poll(covered).toBe(false);
  await page.getByRole('button', { name: 'At the top' }).focus();
  await expect.poll(covered).toBe(true);
  // It comes back for whoever goes to it.
  await below.focus();
  await expect.poll(covered).toBe(false);
  await page.keyboard.press('Tab');
  await expect.poll(covered).toBe(true);
});

test('a single-page app is asked on the route that the config names', async ({ page, site }) => {
  site.config({ pages: { include: ['/done'] } });
  await page.clock.install();
  await page.goto(site.url);
  await later(page);
  await expect(survey(page).root).toHaveCount(0);
  expect(site.requests).not.toContain('GET /dist/cx7.survey.js');
  await page.evaluate(() => {
    history.pushState({}, '', '/done');
    if (!(window as { navigation?: unknown }).navigation) window.cx7?.routeChanged();
  });
  await shown(page);
  expect(await page.evaluate(() => `${history.pushState}`)).toContain('[native code]');
  await arrived(site, ['offered']);
  expect((await site.interviews())[0]?.page?.path).toBe('/done');
});

test('where the browser does not tell of routes, the app does', async ({ page, site }) => {
  await page.addInitScript(() => Object.defineProperty(window, 'navigation', { value: undefined }));
  site.config({ pages: { include: ['/done'] } });
  await page.clock.install();
  await page.goto(site.url);
  // It has decided for this route by then.
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem('cx7:unit'))).toBeTruthy();
  await page.evaluate(() => history.pushState({}, '', '/done'));
  await later(page);
  await expect(survey(page).root).toHaveCount(0);
  await page.evaluate(() => window.cx7?.routeChanged());
  await shown(page);
});

test('an app that exchanges its whole body leaves it, with its answers', async ({ page, site }) => {
  await page.goto(site.url);
  await survey(page).choose(/satisfied/, 'Agree');
  await page.evaluate(() => {
    const body = document.createElement('body');
    body.innerHTML = '<main><h1>Another view</h1></main>';
    document.body.replaceWith(body);
  });
  await expect(
    survey(page)
      .statement(/satisfied/)
      .getByRole('radio', { name: 'Agree', exact: true }),
  ).toBeChecked();
  await survey(page).button('Send').click();
  await arrived(site, ['partial']);
});

test('a page view is drawn once, and who is drawn is asked', async ({ page, site }) => {
  test.slow(); // many visits
  site.config({ sampling: { unit: 'pageview', rate: 0.5 } });
  await page.clock.install();
  const asked: boolean[] = [];
  const drawn: boolean[] = [];
  for (let visits = 0; visits < 16; visits++) {
    await page.goto(site.url);
    const { checks } = there(await page.evaluate(() => window.cx7?.explain()));
    drawn.push(!there(checks.find(([name]) => name === 'sample'))[1]);
    await later(page, 1000);
    asked.push((await survey(page).root.count()) > 0);
    await page.evaluate(() => sessionStorage.clear());
  }
  expect(asked).toEqual(drawn);
  expect(new Set(asked).size).toBe(2);
});
