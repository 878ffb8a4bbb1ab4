import type { Page } from '@playwright/test';
import { createElement, type ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { arrivedOnce, serveApp, test, visitModal } from './apps.ts';
import { BEGUN, beginAnswers, finishAnswers } from './keyboard.ts';
import { Content, Part, Whole } from './pages/hydrated.ts';
import { expect, type Site, survey } from './site.ts';

/**
 * Pages that a server has drawn with React, which then takes them over in the browser: where it finds other elements than
 * it expects, it complains, and may draw all of it anew. In one browser: React does the same everywhere.
 */
async function arrange(site: Site, what: 'an element' | 'the whole document', heading = 'Thank you') {
  await serveApp(site, 'hydrate.ts');
  const render = (page: ReactNode) => renderToString(page).replace('Thank you', heading);
  if (what === 'an element')
    site.page('/', {
      tag: '<script type="module" src="/app/hydrate.js"></script>',
      body: `<div id="app">${render(createElement(Content, { Part }))}</div>`,
    });
  else site.file('/', `<!doctype html>${render(createElement(Whole, { Part }))}`, 'text/html');
}

/** As a tag manager does it, long after the page has loaded. */
const insertTag = (page: Page) =>
  page.evaluate(() => {
    const script = Object.assign(document.createElement('script'), { src: '/dist/cx7.js', async: true });
    script.dataset.config = '/cx7.json';
    document.head.append(script);
  });

const tell = (page: Page, what: 'hydrate' | 'part') =>
  page.evaluate((what) => void dispatchEvent(new Event(what)), what);

/** React has taken it over: it reacts. */
async function expectAlive(page: Page, name: RegExp) {
  const button = page.getByRole('button', { name });
  const before = Number((await button.textContent())?.match(/\d+/));
  await expect(async () => {
    await button.dispatchEvent('click');
    expect(Number((await button.textContent())?.match(/\d+/))).toBeGreaterThan(before);
  }).toPass();
}

const appears = async (page: Page) => {
  await insertTag(page);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
};

for (const what of ['an element', 'the whole document'] as const)
  for (const when of ['before', 'during', 'after'] as const)
    test(`React takes over ${what}; a survey that comes ${when} that stays, and the page is whole`, async ({
      page,
      site,
      keyboard,
      sent,
      errors,
    }) => {
      await arrange(site, what);
      await page.goto(site.url);
      if (when === 'before') {
        await appears(page);
        await beginAnswers(keyboard);
      }
      await tell(page, 'hydrate');
      await expectAlive(page, /^Drawn/);
      if (when === 'during') {
        await appears(page);
        await beginAnswers(keyboard);
      }
      await tell(page, 'part');
      await expectAlive(page, /late part/);
      if (when === 'after') {
        await appears(page);
        await beginAnswers(keyboard);
      }
      await expect(survey(page).root).toHaveCount(1);
      await expect(survey(page).comment).toHaveValue(BEGUN);
      await visitModal(page, keyboard);
      await finishAnswers(keyboard);
      await expect(page.getByRole('heading', { name: 'Thank you' })).toHaveCount(2); // the page's and ours
      await arrivedOnce({ site, sent, errors });
    });

test('an inline survey stays where React is told to leave its place alone', async ({
  page,
  site,
  keyboard,
  sent,
  errors,
}) => {
  site.config({ display: { placement: 'inline', target: '#left-alone' } });
  await arrange(site, 'an element');
  await page.goto(site.url);
  await appears(page);
  await beginAnswers(keyboard);
  await tell(page, 'hydrate');
  await tell(page, 'part');
  await expectAlive(page, /late part/);
  await expectAlive(page, /^Drawn/);
  await expect(page.locator('#left-alone > div[data-cx7]')).toHaveCount(1);
  await expect(survey(page).comment).toHaveValue(BEGUN);
  await finishAnswers(keyboard);
  await arrivedOnce({ site, sent, errors });
});

test('an inline survey that React removes, since its server has not drawn it, loses no tick and comes again when asked for', async ({
  page,
  site,
  keyboard,
  sent,
}) => {
  site.config({ display: { placement: 'inline', target: '#here' } });
  await arrange(site, 'an element');
  await page.goto(site.url);
  await appears(page);
  await beginAnswers(keyboard);
  await tell(page, 'hydrate');
  await expect(survey(page).root).toHaveCount(0);
  await tell(page, 'part');
  await expectAlive(page, /^Drawn/);
  expect(await page.evaluate(() => window.cx7?.open())).toMatchObject({ shown: true });
  await expect(page.locator('#here > div[data-cx7]')).toHaveCount(1);
  await expect
    .poll(async () => (await site.interviews()).map(({ answers }) => answers.slice(0, 2).map(({ value }) => value)))
    .toContainEqual([3, 5]);
  // What was typed comes back, too.
  await expect(survey(page).comment).toHaveValue(BEGUN);
  expect(sent).toEqual([...new Set(sent)]);
});

/** A server that has drawn other words than the browser would: React says so, and draws all of it anew. */
const complaint = [expect.stringContaining('Hydration failed')];

test('React finds other words than its server has drawn, and draws its element anew: the survey stays', async ({
  page,
  site,
  keyboard,
  sent,
  errors,
}) => {
  await arrange(site, 'an element', 'Thanks');
  await page.goto(site.url);
  await appears(page);
  await beginAnswers(keyboard);
  await tell(page, 'hydrate');
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible();
  await expect(survey(page).root).toHaveCount(1);
  await expect(survey(page).comment).toHaveValue(BEGUN);
  expect(errors).toEqual(complaint);
  await finishAnswers(keyboard);
  await arrivedOnce({ site, sent, errors: [] });
});

test('React finds other words, and draws the whole document anew: no tick is lost, and the survey opens again when asked for', async ({
  page,
  site,
  keyboard,
  sent,
  errors,
}) => {
  await arrange(site, 'the whole document', 'Thanks');
  await page.goto(site.url);
  await appears(page);
  await beginAnswers(keyboard);
  await tell(page, 'hydrate');
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible();
  expect(await page.evaluate(() => window.cx7?.open())).toMatchObject({ shown: true });
  await expect(survey(page).root).toHaveCount(1);
  await expect(survey(page).comment).toHaveValue(BEGUN);
  await expect
    .poll(async () => (await site.interviews()).map(({ answers }) => answers.slice(0, 2).map(({ value }) => value)))
    .toContainEqual([3, 5]);
  expect(sent).toEqual([...new Set(sent)]);
  // Drawing the page's own script anew is another thing that React remarks on.
  expect(errors).toEqual([expect.stringContaining('Encountered a script tag'), ...complaint]);
});
