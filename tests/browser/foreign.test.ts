import type { Page } from '@playwright/test';
import { answerAll } from './respondent.ts';
import { arrived, expect, type Site, survey, test } from './site.ts';

/**
 * What stands in our open shadow root without us: extensions darken pages by a style sheet of their own, and put a
 * button beside the field that has the focus. The survey stays, can be typed into, and goes through.
 */
const placements = {
  'a slide-in': {},
  'a dialog': { display: { placement: 'dialog' }, trigger: { on: 'click', selector: '#open' } },
  'an inline survey': { display: { placement: 'inline', target: '#here' } },
} as const;

const body = '<main><h1>Thank you</h1><button id="open">Feedback</button><div id="here"></div></main>';

async function open(page: Page, site: Site, which: keyof typeof placements) {
  site.config(placements[which]);
  site.page('/', { body });
  await page.goto(site.url);
  if (which === 'a dialog') await page.locator('#open').click();
  await expect(survey(page).heading('How did it go?')).toBeVisible();
}

/** Puts a node in, now and after each change: first, last, and beside whatever has the focus. */
const intrude = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector('[data-cx7]')?.shadowRoot;
    if (!root) throw new Error('There is no survey.');
    const put = (name: string) =>
      Object.assign(document.createElement(name), { className: 'foreign', textContent: '' });
    root.prepend(put('style'));
    root.append(put('style'));
    root.querySelector('[data-part=panel]')?.prepend(put('i'));
    root.querySelector('h2')?.before(put('i'));
    root.querySelector('h2')?.after(put('i'));
    root.addEventListener('focusin', (event) => {
      const field = event.target as HTMLElement;
      if (!field.nextElementSibling?.matches('.foreign')) field.after(put('i'));
    });
    root.addEventListener('input', () => root.querySelector('textarea')?.before(put('i')));
  });

for (const which of Object.keys(placements) as (keyof typeof placements)[]) {
  test(`foreign nodes in ${which}: it stays, can be typed into, and goes through`, async ({ page, site, errors }) => {
    await open(page, site, which);
    await intrude(page);
    const { comment, heading } = survey(page);
    await comment.focus();
    await page.keyboard.type('Typed key by key.');
    await expect(comment).toBeFocused();
    await expect(comment).toHaveValue('Typed key by key.');
    if (which === 'a dialog') expect(await isModal(page)).toBe(true);
    await comment.fill('');
    await answerAll(page, site);
    await expect(heading('Thank you')).toHaveCount(1);
    await expect(survey(page).root).toHaveCount(1);
    expect(errors).toEqual([]);
  });
}

const isModal = (page: Page) =>
  survey(page)
    .root.locator('dialog')
    .evaluate((dialog) => dialog.matches(':modal'));

for (const [what, move] of Object.entries({
  'moves the survey within the page': () => {
    const host = document.querySelector('[data-cx7]');
    if (host) document.documentElement.prepend(host);
  },
  'moves the dialog within the survey': () => {
    const root = document.querySelector('[data-cx7]')?.shadowRoot;
    const dialog = root?.querySelector('dialog');
    if (dialog) root?.append(document.createElement('i'), dialog);
  },
}))
  test(`what ${what}: the dialog is one again, with what was typed, and the focus`, async ({ page, site, errors }) => {
    await open(page, site, 'a dialog');
    const { comment } = survey(page);
    await comment.fill('Half a sen');
    // What gives way, and comes back, loads once the page changes or has the focus.
    await page.waitForFunction(() => 'yield' in ((window.cx7 as { parts?: object } | undefined)?.parts ?? {}));
    await page.evaluate(move);
    await expect.poll(() => isModal(page)).toBe(true);
    await expect(comment).toBeFocused();
    await page.keyboard.press('End');
    await page.keyboard.type('tence');
    await expect(comment).toHaveValue('Half a sentence');
    await survey(page).button('Send').click();
    await arrived(site, ['partial']);
    expect(errors).toEqual([]);
  });
