import { arrivedOnce, follow, serveApp, test, visitModal } from './apps.ts';
import { BEGUN, beginAnswers, finishAnswers, tabTo } from './keyboard.ts';
import { everybody, expect, type Site, survey } from './site.ts';

/**
 * An app of React and React Router, in StrictMode: in development it runs each effect twice. In one browser: what is asked
 * is whether the survey stands what they do to the document, which is the same everywhere.
 */
async function arrange(site: Site, way: 'tag' | 'effect' | 'element') {
  await serveApp(site, 'react.tsx');
  for (const path of ['/', '/form', '/done'])
    site.page(path, {
      ...(way !== 'tag' && { tag: '' }),
      body: `<div id="app" data-survey="${way}" data-config='${JSON.stringify(everybody)}'></div><script type="module" src="/app/react.js"></script>`,
    });
}

test('React, a tag in the page: the survey comes where routes may have it, and stays with what was begun', async ({
  page,
  site,
  keyboard,
  sent,
  errors,
}) => {
  await arrange(site, 'tag');
  site.config({ pages: { exclude: ['/form*'] } });
  await page.goto(`${site.url}/form`);
  await expect(page.getByRole('heading', { name: 'Form' })).toBeVisible();
  await expect.poll(() => site.requests).toContain('GET /cx7.json');
  await follow(keyboard, 'Done');
  await expect(survey(page).panel).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Done' })).toBeFocused();
  await beginAnswers(keyboard);
  await follow(keyboard, 'Form');
  await expect(page.getByRole('heading', { name: 'Form' })).toBeFocused();
  await visitModal(page, keyboard);
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Done' })).toBeFocused();
  await expect(survey(page).root).toHaveCount(1);
  await expect(survey(page).comment).toHaveValue(BEGUN);
  await finishAnswers(keyboard);
  await arrivedOnce({ site, sent, errors });
});

test('React, a tag in the page: an offer that nobody has touched goes with its route', async ({
  page,
  site,
  keyboard,
  errors,
}) => {
  await arrange(site, 'tag');
  site.config({ pages: { exclude: ['/form*'] } });
  await page.goto(site.url);
  await expect(survey(page).panel).toBeVisible();
  await follow(keyboard, 'Form');
  await expect(page.getByRole('heading', { name: 'Form' })).toBeFocused();
  await expect(survey(page).root).toHaveCount(0);
  await expect(page.locator('html > div')).toHaveCount(0);
  expect(errors).toEqual([]);
});

for (const way of ['effect', 'element'] as const) {
  test(`React, by ${way}: mounted twice, the survey is there once, and goes through`, async ({
    page,
    site,
    keyboard,
    sent,
    errors,
  }) => {
    await arrange(site, way);
    await page.goto(`${site.url}/done`);
    await expect(survey(page).heading('How did it go?')).toBeVisible();
    await expect(page.locator(`${way === 'element' ? 'cx7-survey' : 'html'} > div[data-cx7]`)).toHaveCount(1);
    await beginAnswers(keyboard);
    // The app draws anew what the survey is part of.
    await tabTo(keyboard, 'Drawn 0 times');
    await keyboard.press('Enter');
    await expect(page.getByText('Drawn 1 times')).toBeVisible();
    if (way === 'effect') await visitModal(page, keyboard);
    await expect(survey(page).root).toHaveCount(1);
    await expect(survey(page).comment).toHaveValue(BEGUN);
    await finishAnswers(keyboard);
    await arrivedOnce({ site, sent, errors });
    expect((await site.interviews()).length).toBe(1);
  });

  test(`React, by ${way}: a route that goes takes the survey with it, and what was ticked arrives`, async ({
    page,
    site,
    keyboard,
    sent,
    errors,
  }) => {
    await arrange(site, way);
    await page.goto(site.url);
    await follow(keyboard, 'Done');
    await expect(survey(page).heading('How did it go?')).toBeVisible();
    await beginAnswers(keyboard);
    await follow(keyboard, 'Start');
    await expect(page.getByRole('heading', { name: 'Start' })).toBeFocused();
    await expect(survey(page).root).toHaveCount(0);
    await expect(page.locator('html > div')).toHaveCount(0);
    // There again, the app's survey sends what waits.
    await follow(keyboard, 'Done');
    await expect
      .poll(async () => (await site.interviews()).map(({ answers }) => answers.slice(0, 2).map(({ value }) => value)))
      .toContainEqual([3, 5]);
    await expect(survey(page).root).toHaveCount(0); // it was asked already
    expect(await site.interviews()).toHaveLength(1);
    expect(sent).toEqual([...new Set(sent)]);
    expect(errors).toEqual([]);
  });
}
