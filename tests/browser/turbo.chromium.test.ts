import { arrivedOnce, follow, serve, test, visitModal } from './apps.ts';
import { BEGUN, beginAnswers, finishAnswers } from './keyboard.ts';
import { expect, type Site, survey } from './site.ts';

/**
 * Pages of a server with Turbo: a visit exchanges the body, a frame a part of it. In one browser: what is asked is whether
 * the survey stands what Turbo does to the document, which is the same everywhere.
 */
const tag = '<script src="/dist/cx7.js" data-config="/cx7.json"></script>';
const turbo = '<script src="/turbo.es2017-umd.js"></script>';

const body = (heading: string, rest = '') => `<nav><a href="/">First</a> <a href="/next">Next</a></nav>
  <main><h1>${heading}</h1>
    <button onclick="document.getElementById('session').showModal()">Extend my session</button>
    <dialog id="session" aria-label="Are you still there?"><button onclick="this.parentElement.close()">Yes</button></dialog>
    ${rest}
  </main>`;

async function arrange(site: Site, { head = '', rest = '', where = 'head' } = {}) {
  await serve(site, '@hotwired/turbo/dist/turbo.es2017-umd.js');
  for (const [path, heading] of [
    ['/', 'First page'],
    ['/next', 'Next page'],
  ] as const)
    site.page(path, {
      head: turbo + head,
      tag: where === 'head' ? tag : '',
      body: body(heading, rest) + (where === 'body' ? tag : ''),
    });
}

for (const where of ['head', 'body'])
  test(`Turbo, the tag in the ${where}: the survey stays over visits, there and back, and goes through`, async ({
    page,
    site,
    keyboard,
    sent,
    errors,
  }) => {
    await arrange(site, { where });
    await page.goto(site.url);
    await page.evaluate("var mark = 'one document'");
    await expect(survey(page).panel).toBeVisible();
    await beginAnswers(keyboard);
    await follow(keyboard, 'Next');
    await expect(page.getByRole('heading', { name: 'Next page' })).toBeVisible();
    await visitModal(page, keyboard);
    // A restoration visit, from what Turbo keeps of the page; and one that shows that first, as a preview.
    await page.goBack();
    await expect(page.getByRole('heading', { name: 'First page' })).toBeVisible();
    await follow(keyboard, 'Next');
    await expect(page.getByRole('heading', { name: 'Next page' })).toBeVisible();
    await expect(page.locator('html[data-turbo-preview]')).toHaveCount(0);
    expect(await page.evaluate('window.mark')).toBe('one document');
    await expect(survey(page).root).toHaveCount(1);
    await expect(survey(page).panel).toBeVisible();
    await expect(survey(page).comment).toHaveValue(BEGUN);
    await finishAnswers(keyboard);
    await arrivedOnce({ site, sent, errors });
    expect(site.requests.filter((request) => request === 'GET /cx7.json')).toHaveLength(1);
  });

for (const where of ['head', 'body'])
  test(`Turbo, the tag in the ${where}: a page that is refreshed by morphing leaves the survey alone`, async ({
    page,
    site,
    keyboard,
    sent,
    errors,
  }) => {
    const head = '<meta name="turbo-refresh-method" content="morph">';
    await arrange(site, { head, where });
    await page.goto(site.url);
    await expect(survey(page).panel).toBeVisible();
    await beginAnswers(keyboard);
    await arrange(site, { head, where, rest: '<p>Refreshed</p>' });
    await page.evaluate("Turbo.visit(location.href, { action: 'replace' })");
    await expect(page.getByText('Refreshed')).toBeVisible();
    await expect(survey(page).root).toHaveCount(1);
    await expect(survey(page).comment).toHaveValue(BEGUN);
    await visitModal(page, keyboard);
    await finishAnswers(keyboard);
    await arrivedOnce({ site, sent, errors });
  });

test('Turbo: an inline survey in a permanent element goes with it from page to page', async ({
  page,
  site,
  keyboard,
  sent,
  errors,
}) => {
  site.config({ display: { placement: 'inline', target: '#here' } });
  await arrange(site, { rest: '<div id="here" data-turbo-permanent></div>' });
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  await beginAnswers(keyboard);
  await follow(keyboard, 'Next');
  await expect(page.getByRole('heading', { name: 'Next page' })).toBeVisible();
  await expect(page.locator('#here > div[data-cx7]')).toHaveCount(1);
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'First page' })).toBeVisible();
  await expect(survey(page).root).toHaveCount(1);
  await expect(survey(page).comment).toHaveValue(BEGUN);
  await finishAnswers(keyboard);
  await arrivedOnce({ site, sent, errors });
});

test('Turbo: an inline survey that goes with its page loses no tick, and is there once when it opens again', async ({
  page,
  site,
  keyboard,
  sent,
  errors,
}) => {
  site.config({ display: { placement: 'inline', target: '#here' } });
  await arrange(site, { rest: '<div id="here"></div>' });
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  await beginAnswers(keyboard);
  await follow(keyboard, 'Next');
  await expect(page.getByRole('heading', { name: 'Next page' })).toBeVisible();
  await expect(survey(page).root).toHaveCount(0);
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'First page' })).toBeVisible();
  expect(await page.evaluate(() => window.cx7?.open())).toMatchObject({ shown: true });
  await expect(survey(page).heading('How did it go?')).toHaveCount(1);
  await expect
    .poll(async () => (await site.interviews()).map(({ answers }) => answers.slice(0, 2).map(({ value }) => value)))
    .toContainEqual([3, 5]);
  await expect(survey(page).comment).toHaveValue(BEGUN);
  expect(sent).toEqual([...new Set(sent)]);
  expect(errors).toEqual([]);
});

test('Turbo: a frame that loads another part leaves the survey and its focus alone', async ({
  page,
  site,
  keyboard,
  sent,
  errors,
}) => {
  await arrange(site, { rest: '<turbo-frame id="part"><a href="/part">Load the part</a></turbo-frame>' });
  site.page('/part', { tag: '', body: '<turbo-frame id="part"><p>The part is there.</p></turbo-frame>' });
  await page.goto(site.url);
  await expect(survey(page).panel).toBeVisible();
  await beginAnswers(keyboard);
  await follow(keyboard, 'Load the part');
  await expect(page.getByText('The part is there.')).toBeVisible();
  await expect(survey(page).comment).toHaveValue(BEGUN);
  // And one that is told to by the page while somebody types.
  await survey(page).comment.focus();
  await page.evaluate("document.getElementById('part').src = '/part'");
  await expect(page.locator('#part[complete]')).toHaveCount(1);
  await expect(survey(page).comment).toBeFocused();
  await finishAnswers(keyboard);
  await arrivedOnce({ site, sent, errors });
});
