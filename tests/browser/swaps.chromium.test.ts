import type { Page } from '@playwright/test';
import { answerAll } from './respondent.ts';
import { arrived, expect, type Site, survey, test } from './site.ts';

/**
 * Pages whose framework writes to them, done by hand as Turbo, htmx, React and Vue do it. In one browser: what is asked
 * is whether the survey stands what the scripts of a page do to the document, which is the same everywhere.
 */
const tag = '<script src="/dist/cx7.js" data-config="/cx7.json"></script>';

/** Scripts that came as text run once they are made anew. */
const RUN_SCRIPTS = `function runScripts(within) {
  for (const old of within.querySelectorAll('script')) {
    const script = document.createElement('script');
    for (const { name, value } of old.attributes) script.setAttribute(name, value);
    script.textContent = old.textContent;
    old.replaceWith(script);
  }
}`;

/** As Turbo Drive: fetches the next page, merges its head, exchanges the body, and runs the scripts of it. */
const DRIVE = `${RUN_SCRIPTS}
async function drive(path) {
  const next = new DOMParser().parseFromString(await (await fetch(path)).text(), 'text/html');
  history.pushState({}, '', path);
  document.title = next.title;
  for (const element of next.head.children)
    if (![...document.head.children].some((known) => known.isEqualNode(element))) document.head.append(element.cloneNode(true));
  document.documentElement.replaceChild(document.adoptNode(next.body), document.body);
  runScripts(document.body);
}`;

/** As htmx with hx-boost: exchanges what is in the body. */
const BOOST = `${RUN_SCRIPTS}
async function drive(path) {
  const next = new DOMParser().parseFromString(await (await fetch(path)).text(), 'text/html');
  document.body.innerHTML = next.body.innerHTML;
  runScripts(document.body);
  history.pushState({}, '', path);
}`;

/** As morphing does it: goes through both bodies, and mends what differs. */
const MORPH = `
function morph(old, next) {
  if (old.nodeName !== next.nodeName || old.nodeType !== 1) return old.replaceWith(next.cloneNode(true));
  for (const { name } of [...old.attributes]) if (!next.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of next.attributes) old.setAttribute(name, value);
  const [before, after] = [[...old.childNodes], [...next.childNodes]];
  after.forEach((node, index) => before[index] ? morph(before[index], node) : old.append(node.cloneNode(true)));
  for (const rest of before.slice(after.length)) rest.remove();
}
async function drive(path) {
  const next = new DOMParser().parseFromString(await (await fetch(path)).text(), 'text/html');
  morph(document.body, next.body);
  history.pushState({}, '', path);
}`;

const drive = (page: Page) => page.evaluate("drive('/next')");

function twoPages(site: Site, script: string, where: 'head' | 'body') {
  const body = (heading: string) => `<main><h1>${heading}</h1></main>${where === 'body' ? tag : ''}`;
  for (const [path, heading] of [
    ['/', 'First'],
    ['/next', 'Next'],
  ] as const)
    site.page(path, {
      head: `<script>${script}</script>`,
      tag: where === 'head' ? tag : '',
      body: body(heading),
    });
}

for (const [how, script] of Object.entries({ Turbo: DRIVE, htmx: BOOST, 'a morphing library': MORPH }))
  for (const where of ['head', 'body'] as const)
    test(`${how} goes to the next page, the tag in its ${where}: the survey stays with what was answered`, async ({
      page,
      site,
      errors,
    }) => {
      twoPages(site, script, where);
      await page.goto(site.url);
      await survey(page).choose(/satisfied/, 'Disagree');
      await survey(page).comment.fill('Half a sentence');
      await drive(page);
      await expect(page.getByRole('heading', { name: 'Next' })).toBeVisible();
      await page.waitForTimeout(500);
      await expect(survey(page).root).toHaveCount(1);
      await expect(survey(page).comment).toHaveValue('Half a sentence');
      await answerAll(page, site);
      expect(errors).toEqual([]);
    });

/** A page that a server has drawn, and whose app then takes it over. */
const hydrated = (hydrate: string) =>
  `<div id="app"><main><h1>Thank you</h1><div id="here"></div></main></div><script>
    addEventListener('load', () => setTimeout(() => { ${hydrate} }, 1000));
    const draw = () => { const main = document.createElement('main'); main.innerHTML = '<h1>Thank you</h1><div id="here"></div>'; return main; };
  </script>`;

for (const [how, hydrate] of Object.entries({
  'keeps what it finds': `document.querySelector('#app').dataset.hydrated = ''`,
  'finds a mismatch, and draws its root anew': `document.querySelector('#app').replaceChildren(draw())`,
  'draws twice in one go, as in StrictMode': `for (const _ of [1, 2]) document.querySelector('#app').replaceChildren(draw())`,
}))
  test(`an app takes over what a server has drawn, and ${how}: the survey stays`, async ({ page, site, errors }) => {
    site.page('/', { body: hydrated(hydrate) });
    await page.goto(site.url);
    await survey(page).choose(/satisfied/, 'Disagree');
    await page.waitForTimeout(1500);
    await expect(survey(page).root).toHaveCount(1);
    await answerAll(page, site);
    expect(errors).toEqual([]);
  });

test('an app that draws anew what an inline survey stands in loses no answer, and has the survey again when it asks', async ({
  page,
  site,
  errors,
}) => {
  site.config({ display: { placement: 'inline', target: '#here' } });
  site.page('/', { body: hydrated(`document.querySelector('#app').replaceChildren(draw())`) });
  await page.goto(site.url);
  await survey(page).choose(/satisfied/, 'Disagree');
  await expect(survey(page).root).toHaveCount(0);
  expect(await page.evaluate(() => window.cx7?.open())).toMatchObject({ shown: true });
  await expect(page.locator('#here > div[data-cx7]')).toHaveCount(1);
  expect(errors).toEqual([]);
  // What was ticked is kept when the page is left, at the latest.
  await page.goto('about:blank');
  await page.goto(site.url);
  await expect.poll(async () => (await site.interviews()).map(({ answers }) => answers[0]?.value)).toContain(2);
});

test('a script that is inserted long after the page has loaded', async ({ page, site, errors }) => {
  site.page('/', {
    tag: '',
    body: `<main><h1>Thank you</h1></main><script>
      addEventListener('load', () => setTimeout(() => {
        const script = Object.assign(document.createElement('script'), { src: '/dist/cx7.js' });
        script.dataset.config = '/cx7.json';
        document.body.append(script);
      }, 500));
    </script>`,
  });
  await page.goto(site.url);
  await answerAll(page, site);
  await arrived(site, ['complete']);
  expect(errors).toEqual([]);
});

/** As the design system of federal sites does it: a wrapper that is always there, and classes on the body. */
const USWDS = `<style>
    .usa-modal-wrapper { position: fixed; inset: 0; z-index: 99999; background: #0008; transition: opacity .15s }
    .usa-modal-wrapper.is-hidden { visibility: hidden; opacity: 0 }
    .usa-js-modal--active, .usa-js-mobile-nav--active { overflow: hidden }
    .usa-nav { position: fixed; inset: 0 0 0 auto; z-index: 500; width: 240px; background: #fff; display: none }
    .usa-nav.is-visible { display: block }
  </style>
  <header><button id="menu">Menu</button><nav class="usa-nav"><button id="close-menu">Close</button><a href="#x">Home</a></nav></header>
  <main><h1>Thank you</h1><p style="height: 3000px">A long page.</p></main>
  <div id="modal" class="usa-modal-wrapper is-hidden" role="dialog" aria-labelledby="question">
    <div class="usa-modal" tabindex="-1"><h2 id="question">Are you still there?</h2><button id="stay" data-close-modal>Yes</button></div>
  </div>
  <script>
    const modal = document.getElementById('modal');
    const nav = document.querySelector('.usa-nav');
    const setModal = (isOpen) => {
      document.body.classList.toggle('usa-js-modal--active', isOpen);
      modal.classList.toggle('is-hidden', !isOpen);
      if (isOpen) setTimeout(() => modal.querySelector('.usa-modal').focus());
      for (const element of document.querySelectorAll('body > *:not(.usa-modal-wrapper)'))
        isOpen ? element.setAttribute('aria-hidden', 'true') : element.removeAttribute('aria-hidden');
    };
    const setMenu = (isOpen) => {
      document.body.classList.toggle('usa-js-mobile-nav--active', isOpen);
      nav.classList.toggle('is-visible', isOpen);
    };
    document.getElementById('menu').onclick = () => setMenu(true);
    document.getElementById('close-menu').onclick = () => setMenu(false);
    document.getElementById('stay').onclick = () => setModal(false);
  </script>`;

test('USWDS: the mobile menu and a modal have precedence, and the survey goes through after them', async ({
  page,
  site,
  errors,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  site.page('/', { body: USWDS });
  await page.goto(site.url);
  const { panel } = survey(page);
  await expect(panel).toBeVisible();
  await page.locator('#menu').click();
  await expect(panel).toBeHidden();
  await page.locator('#close-menu').click();
  await expect(panel).toBeVisible();
  await page.evaluate('setModal(true)');
  await expect(panel).toBeHidden();
  await page.locator('#stay').click();
  await expect(panel).toBeVisible();
  await answerAll(page, site);
  expect(errors).toEqual([]);
});
