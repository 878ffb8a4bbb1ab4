import { arrivedOnce, follow, serveApp, test, visitModal } from './apps.ts';
import { BEGUN, beginAnswers, finishAnswers, tabTo } from './keyboard.ts';
import { everybody, expect, type Site, survey } from './site.ts';

/**
 * An app of Vue and Vue Router. In one browser: what is asked is whether the survey stands what they do to the document,
 * which is the same everywhere.
 */
async function arrange(site: Site, tag?: string) {
  await serveApp(site, 'vue.ts');
  const config = tag === '' ? `data-config='${JSON.stringify(everybody)}'` : '';
  for (const path of ['/', '/done'])
    site.page(path, {
      ...(tag === '' && { tag }),
      body: `<div id="app" ${config}></div><script type="module" src="/app/vue.js"></script>`,
    });
}

test('Vue, a tag in the page: the survey stays over routes, a modal and an update, and goes through', async ({
  page,
  site,
  keyboard,
  sent,
  errors,
}) => {
  await arrange(site);
  site.config({ pages: { include: ['/done'] } });
  await page.goto(site.url);
  await expect.poll(() => site.requests).toContain('GET /cx7.json');
  await follow(keyboard, 'Done');
  await expect(survey(page).panel).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Done' })).toBeFocused();
  await beginAnswers(keyboard);
  await follow(keyboard, 'Start');
  await expect(page.getByRole('heading', { name: 'Start' })).toBeFocused();
  await visitModal(page, keyboard);
  await tabTo(keyboard, 'Drawn 0 times');
  await keyboard.press('Enter');
  await expect(page.getByText('Drawn 1 times')).toBeVisible();
  await expect(survey(page).root).toHaveCount(1);
  await expect(survey(page).comment).toHaveValue(BEGUN);
  await finishAnswers(keyboard);
  await arrivedOnce({ site, sent, errors });
});

test('Vue, by a component: a route that goes takes the survey with it, and what was ticked arrives', async ({
  page,
  site,
  keyboard,
  sent,
  errors,
}) => {
  await arrange(site, '');
  await page.goto(site.url);
  await follow(keyboard, 'Done');
  await expect(survey(page).panel).toBeVisible();
  await beginAnswers(keyboard);
  await follow(keyboard, 'Start');
  await expect(page.getByRole('heading', { name: 'Start' })).toBeFocused();
  await expect(page.locator('html > div')).toHaveCount(0);
  // There again, the app's survey sends what waits, and does not ask once more.
  await follow(keyboard, 'Done');
  await expect
    .poll(async () => (await site.interviews()).map(({ answers }) => answers.slice(0, 2).map(({ value }) => value)))
    .toEqual([[3, 5]]);
  await expect(survey(page).root).toHaveCount(0);
  expect(sent).toEqual([...new Set(sent)]);
  expect(errors).toEqual([]);
});
