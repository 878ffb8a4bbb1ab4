import type { Page } from '@playwright/test';
import { arrivedOnce, inPackages, test, visitModal } from './apps.ts';
import { BEGUN, beginAnswers, finishAnswers, tabTo } from './keyboard.ts';
import { expect, type Site, survey } from './site.ts';

/**
 * Pages of the design system of federal sites, with its own style and scripts. In one browser: what is asked is whether
 * the survey gets along with what they do to the document, which is the same everywhere.
 */
const head = `<script src="/uswds/js/uswds-init.min.js"></script>
  <link rel="stylesheet" href="/uswds/css/uswds.min.css"><script src="/uswds/js/uswds.min.js" defer></script>`;

const modal = `<div class="usa-modal" id="stay" aria-labelledby="stay-heading" aria-describedby="stay-text">
    <div class="usa-modal__content">
      <div class="usa-modal__main">
        <h2 class="usa-modal__heading" id="stay-heading">Are you still there?</h2>
        <div class="usa-prose"><p id="stay-text">Your session ends soon. <a href="#" id="feedback">Feedback</a></p></div>
        <div class="usa-modal__footer"><ul class="usa-button-group"><li class="usa-button-group__item">
          <button type="button" class="usa-button" data-close-modal>Yes</button>
        </li></ul></div>
      </div>
      <button type="button" class="usa-button usa-modal__close" aria-label="Close this window" data-close-modal>×</button>
    </div>
  </div>`;

const body = `<a class="usa-skipnav" href="#main-content">Skip to main content</a>
  <div class="usa-overlay"></div>
  <header class="usa-header usa-header--basic">
    <div class="usa-nav-container">
      <div class="usa-navbar">
        <div class="usa-logo"><em class="usa-logo__text"><a href="/" title="Agency">Agency</a></em></div>
        <button type="button" class="usa-menu-btn">Menu</button>
      </div>
      <nav aria-label="Primary navigation" class="usa-nav">
        <button type="button" class="usa-nav__close">Close the menu</button>
        <ul class="usa-nav__primary usa-accordion">
          <li class="usa-nav__primary-item"><a href="#renew" class="usa-nav-link"><span>Renew</span></a></li>
          <li class="usa-nav__primary-item"><a href="#track" class="usa-nav-link"><span>Track</span></a></li>
        </ul>
      </nav>
    </div>
  </header>
  <main id="main-content" class="usa-section"><div class="grid-container">
    <h1>Thank you</h1>
    <a href="#stay" class="usa-button" aria-controls="stay" data-open-modal>Extend my session</a>
    <button type="button" class="usa-button" id="ask">How did it go for you?</button>
    <p style="height: 3000px">A long page.</p>
  </div></main>
  ${modal}`;

test.beforeEach(async ({ page, site }) => {
  await page.route('**/uswds/**', (route) =>
    route.fulfill({ path: inPackages(`@uswds/uswds/dist${new URL(route.request().url()).pathname.slice(6)}`) }),
  );
  site.page('/', { head, body });
});

const open = async (page: Page, site: Site) => {
  await page.goto(site.url);
  // Its scripts have built the modal.
  await expect(page.locator('.usa-modal-wrapper')).toBeAttached();
};

/** What its modal and its menu do to the page as long as they are open, and to us. */
const traces = (page: Page) =>
  page.evaluate(() => ({
    body: document.body.className,
    padding: document.body.style.paddingRight,
    hidden: document.querySelectorAll('[data-modal-hidden],[data-nav-hidden]').length,
    ours: [...document.querySelectorAll('html > div')].some(
      (element) => element.ariaHidden || element.hasAttribute('inert'),
    ),
  }));
const CLEAN = { body: '', padding: '', hidden: 0, ours: false };

test('USWDS: nothing is offered or counted while its modal is open, and the survey comes after it', async ({
  page,
  site,
  keyboard,
  sent,
  errors,
}) => {
  // The config comes once the modal is open.
  let give = () => {};
  const isOpen = new Promise<void>((resolve) => {
    give = resolve;
  });
  await page.route('**/cx7.json', async (route) => {
    await isOpen;
    await route.continue();
  });
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await open(page, site);
  await tabTo(keyboard, 'Extend my session');
  await keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Yes' })).toBeFocused();
  give();
  await page.evaluate(() => window.cx7?.explain());
  expect(said.join()).toContain('a dialog of the page is open');
  await expect(survey(page).root).toHaveCount(0);
  expect(sent).toEqual([]);
  await keyboard.press('Escape');
  await expect(page.getByText('Extend my session')).toBeFocused();
  await expect(survey(page).panel).toBeVisible();
  await expect(survey(page).root).toHaveCount(1);
  await beginAnswers(keyboard);
  await finishAnswers(keyboard);
  await arrivedOnce({ site, sent, errors });
});

test('USWDS: its modal goes before the survey, keeps its focus, and the survey goes on after it', async ({
  page,
  site,
  keyboard,
  sent,
  errors,
}) => {
  await open(page, site);
  await expect(survey(page).panel).toBeVisible();
  await beginAnswers(keyboard);
  await tabTo(keyboard, 'Extend my session');
  await keyboard.press('Enter');
  await expect(survey(page).panel).toBeHidden();
  // Its trap holds: round and round, and nothing but what is in it.
  const stops: (string | undefined)[] = [];
  for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
    await keyboard.press(key);
    stops.push(await page.evaluate(() => document.activeElement?.closest('[role=dialog]')?.id));
  }
  expect(new Set(stops)).toEqual(new Set(['stay']));
  await keyboard.press('Escape');
  await expect(page.getByText('Extend my session')).toBeFocused();
  await expect(survey(page).panel).toBeVisible();
  expect(await traces(page)).toEqual(CLEAN);
  await visitModal(page, keyboard);
  await expect(survey(page).comment).toHaveValue(BEGUN);
  await finishAnswers(keyboard);
  await arrivedOnce({ site, sent, errors });

  // And once the survey is closed.
  await tabTo(keyboard, 'Close this survey', 'button', 'Shift+Tab');
  await keyboard.press('Enter');
  await expect(survey(page).root).toHaveCount(0);
  await tabTo(keyboard, 'Extend my session');
  await keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Yes' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByText('Extend my session')).toBeFocused();
  expect(await traces(page)).toEqual(CLEAN);
});

test('USWDS: a modal that opens by itself over our dialog can be used, and the dialog is one again with its focus', async ({
  page,
  site,
  keyboard,
  sent,
  errors,
}) => {
  site.config({ display: { placement: 'dialog' }, trigger: { on: 'click', selector: '#ask' } });
  await open(page, site);
  await tabTo(keyboard, 'How did it go for you?');
  await keyboard.press('Enter');
  await expect(survey(page).heading('How did it go?')).toBeFocused();
  await beginAnswers(keyboard);
  // As a script does it before a session ends.
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-open-modal]')?.click());
  await expect(survey(page).panel).toBeHidden();
  await expect(page.getByRole('button', { name: 'Yes' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Yes' })).toBeHidden();
  await expect(survey(page).comment).toBeFocused();
  await expect(survey(page).comment).toHaveValue(BEGUN);
  expect(
    await survey(page)
      .root.locator('dialog')
      .evaluate((dialog) => dialog.matches(':modal')),
  ).toBe(true);
  await finishAnswers(keyboard);
  await arrivedOnce({ site, sent, errors });
  await keyboard.press('Escape');
  await expect(survey(page).root).toHaveCount(0);
  // Where the page's modal had put it.
  await expect(page.getByText('Extend my session')).toBeFocused();
  expect(await traces(page)).toEqual(CLEAN);
});

test('USWDS: asked for from within its modal, the survey opens above it, and leaves it as it was', async ({
  page,
  site,
  keyboard,
  sent,
  errors,
}) => {
  site.config({ trigger: { on: 'click', selector: '#feedback' } });
  await open(page, site);
  await tabTo(keyboard, 'Extend my session');
  await keyboard.press('Enter');
  await tabTo(keyboard, 'Feedback', 'a');
  await keyboard.press('Enter');
  await expect(survey(page).heading('How did it go?')).toBeFocused();
  expect(
    await survey(page)
      .root.locator('dialog')
      .evaluate((dialog) => dialog.matches(':modal')),
  ).toBe(true);
  await beginAnswers(keyboard);
  await finishAnswers(keyboard);
  await arrivedOnce({ site, sent, errors });
  await keyboard.press('Escape');
  await expect(survey(page).root).toHaveCount(0);
  await expect(page.locator('#feedback')).toBeFocused();
  await expect(page.getByRole('button', { name: 'Yes' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(page.getByText('Extend my session')).toBeFocused();
  expect(await traces(page)).toEqual(CLEAN);
});

test('USWDS: the mobile menu, which locks the scrolling, has the screen to itself', async ({
  page,
  site,
  keyboard,
  sent,
  errors,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, site);
  await expect(survey(page).panel).toBeVisible();
  await beginAnswers(keyboard);
  await tabTo(keyboard, 'Menu', 'button');
  await keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Close the menu' })).toBeFocused();
  await expect(survey(page).panel).toBeHidden();
  const stops: (string | null | undefined)[] = [];
  for (let i = 0; i < 6; i++) {
    await keyboard.press('Tab');
    stops.push(await page.evaluate(() => document.activeElement?.textContent));
  }
  expect(stops).toEqual(['Renew', 'Track', 'Close the menu', 'Renew', 'Track', 'Close the menu']);
  await keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Menu', exact: true })).toBeFocused();
  await expect(survey(page).panel).toBeVisible();
  expect(await traces(page)).toMatchObject({ body: '', hidden: 0, ours: false });
  await expect(survey(page).comment).toHaveValue(BEGUN);
  await finishAnswers(keyboard);
  await arrivedOnce({ site, sent, errors });
});
