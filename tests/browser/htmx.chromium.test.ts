import { arrivedOnce, follow, serve, test, visitModal } from './apps.ts';
import { BEGUN, beginAnswers, finishAnswers, tabTo } from './keyboard.ts';
import { expect, type Site, survey } from './site.ts';

/**
 * Pages of a server with htmx, which exchanges what is in the body, or a part of it. In one browser: what is asked is
 * whether the survey stands what htmx does to the document, which is the same everywhere.
 */
const tag = '<script src="/dist/cx7.js" data-config="/cx7.json"></script>';

const body = (heading: string, rest = '') => `<div hx-boost:inherited="true">
  <nav><a href="/">First</a> <a href="/next">Next</a></nav>
  <main><h1>${heading}</h1>
    <button onclick="document.getElementById('session').showModal()">Extend my session</button>
    <dialog id="session" aria-label="Are you still there?"><button onclick="this.parentElement.close()">Yes</button></dialog>
    ${rest}
  </main></div>`;

async function arrange(site: Site, { rest = '', where = 'head', cache = false } = {}) {
  await serve(site, 'htmx.org/dist/htmx.min.js');
  await serve(site, 'htmx.org/dist/ext/hx-history-cache.min.js');
  const head = `<script src="/htmx.min.js"></script>${cache ? '<script src="/hx-history-cache.min.js"></script>' : ''}`;
  for (const [path, heading] of [
    ['/', 'First page'],
    ['/next', 'Next page'],
  ] as const)
    site.page(path, {
      head,
      tag: where === 'head' ? tag : '',
      body: body(heading, rest) + (where === 'body' ? tag : ''),
    });
}

for (const where of ['head', 'body'])
  for (const cache of [false, true])
    test(`htmx, the tag in the ${where}${cache ? ', with a cache of its history' : ''}: the survey stays over boosted links, there and back, and goes through`, async ({
      page,
      site,
      keyboard,
      sent,
      errors,
    }) => {
      await arrange(site, { where, cache });
      await page.goto(site.url);
      await page.evaluate("var mark = 'one document'");
      await expect(survey(page).panel).toBeVisible();
      await beginAnswers(keyboard);
      await follow(keyboard, 'Next');
      await expect(page.getByRole('heading', { name: 'Next page' })).toBeVisible();
      await visitModal(page, keyboard);
      await page.goBack();
      await expect(page.getByRole('heading', { name: 'First page' })).toBeVisible();
      await page.goForward();
      await expect(page.getByRole('heading', { name: 'Next page' })).toBeVisible();
      expect(await page.evaluate('window.mark')).toBe('one document');
      await expect(survey(page).root).toHaveCount(1);
      await expect(survey(page).panel).toBeVisible();
      await expect(survey(page).comment).toHaveValue(BEGUN);
      expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain(BEGUN);
      await finishAnswers(keyboard);
      await arrivedOnce({ site, sent, errors });
      expect(site.requests.filter((request) => request === 'GET /cx7.json')).toHaveLength(1);
    });

for (const swap of ['outerHTML', 'outerMorph'])
  test(`htmx: where it exchanges by ${swap} what an inline survey stands in, no tick is lost, and it opens again when asked for`, async ({
    page,
    site,
    keyboard,
    sent,
    errors,
  }) => {
    site.config({ display: { placement: 'inline', target: '#here' } });
    await arrange(site, {
      rest: `<section id="part"><p>Old</p><div id="here"></div></section>
        <button hx-get="/part" hx-target="#part" hx-swap="${swap}">Load the part</button>`,
    });
    site.file('/part', '<section id="part"><p>New</p><div id="here"></div></section>', 'text/html');
    await page.goto(site.url);
    await expect(survey(page).heading('How did it go?')).toBeVisible();
    await beginAnswers(keyboard);
    await tabTo(keyboard, 'Load the part', 'button');
    await keyboard.press('Enter');
    await expect(page.getByText('New', { exact: true })).toBeVisible();
    await expect(survey(page).root).toHaveCount(0);
    await expect(page.getByText('Load the part')).toBeFocused();
    expect(await page.evaluate(() => window.cx7?.open())).toMatchObject({ shown: true });
    await expect(page.locator('#here > div[data-cx7]')).toHaveCount(1);
    await expect
      .poll(async () => (await site.interviews()).map(({ answers }) => answers.slice(0, 2).map(({ value }) => value)))
      .toContainEqual([3, 5]);
    await expect(survey(page).comment).toHaveValue(BEGUN);
    expect(sent).toEqual([...new Set(sent)]);
    expect(errors).toEqual([]);
  });

test('htmx: an inline survey of which its cache has kept a copy is there once when it opens again', async ({
  page,
  site,
  keyboard,
  errors,
}) => {
  site.config({ display: { placement: 'inline', target: '#here' } });
  await arrange(site, { rest: '<div id="here"></div>', cache: true });
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  await beginAnswers(keyboard);
  await follow(keyboard, 'Next');
  await expect(page.getByRole('heading', { name: 'Next page' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'First page' })).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain(BEGUN);
  expect(await page.evaluate(() => window.cx7?.open())).toMatchObject({ shown: true });
  await expect(survey(page).heading('How did it go?')).toHaveCount(1);
  await expect(survey(page).comment).toHaveValue(BEGUN);
  expect(errors).toEqual([]);
});
