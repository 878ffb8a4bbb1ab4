import type { Page } from '@playwright/test';
import { there } from '../there.ts';
import { arrived, expect, survey, test } from './site.ts';

/** Pages with dialogs, menus and films of their own, which go before the survey. */
const call = { trigger: { on: 'call' as const } };

/** A page with a native modal, one as libraries make them (with a focus trap, the rest inert), and a menu that locks scrolling. */
const body = `<main><h1>Thank you</h1><p style="height: 3000px">A long page.</p></main>
  <button id="outside">Outside</button>
  <dialog id="native"><button id="ask">Feedback</button><button onclick="this.closest('dialog').close()">Close it</button></dialog>
  <div id="made" role="dialog" aria-modal="true" tabindex="-1" hidden style="position: fixed; inset: 20%; z-index: 999; background: #fff">
    <input aria-label="Name"><button id="extend" onclick="closeMade()">Extend my session</button>
  </div>
  <nav id="menu" hidden style="position: fixed; inset: 0; z-index: 999; background: #fff"><a href="#x">A link of the menu</a></nav>
  <div id="film" style="background: #000">A film</div>
  <script>
    const made = document.getElementById('made');
    let before;
    function openMade() {
      before = document.activeElement;
      made.hidden = false;
      for (const element of document.body.children) if (element !== made) element.inert = true;
      made.focus();
    }
    function closeMade() {
      made.hidden = true;
      for (const element of document.body.children) element.inert = false;
      before?.focus();
    }
    document.addEventListener('focusin', ({ target }) => { if (!made.hidden && !made.contains(target)) made.querySelector('input').focus(); }, true);
    function toggleMenu(isOpen) {
      document.getElementById('menu').hidden = !isOpen;
      document.body.style.overflow = isOpen ? 'hidden' : '';
    }
  </script>`;

/** A web component with a native modal in it, and one as design systems make them, with what it says handed in. */
const components = `<the-app></the-app><the-notice hidden><p>Read this.</p><button id="handed">Feedback</button></the-notice>
  <script>
    customElements.define('the-app', class extends HTMLElement {
      constructor() {
        super().attachShadow({ mode: 'open' }).innerHTML = '<dialog><p>Words</p><button>Feedback</button></dialog>';
        window.inner = this.shadowRoot.querySelector('dialog');
      }
    });
    customElements.define('the-notice', class extends HTMLElement {
      constructor() {
        super().attachShadow({ mode: 'open' }).innerHTML =
          '<div role="dialog" aria-modal="true" style="position: fixed; inset: 10%; background: #fff"><slot></slot></div>';
      }
    });
    const notice = document.querySelector('the-notice');
    function showNotice(isOpen) {
      notice.hidden = !isOpen;
      if (isOpen) document.getElementById('handed').focus();
    }
  </script>`;

const run = (page: Page, script: string) => page.evaluate(script);
const isModal = (page: Page) =>
  survey(page)
    .root.locator('dialog')
    .evaluate((dialog) => dialog.matches(':modal'));
const openSurvey = (page: Page) => page.evaluate(() => window.cx7?.open());
const offers = (page: Page) => page.evaluate(() => window.cx7?.explain());

test('asked for within a modal of the page, it opens above it, and goes through', async ({ page, site, errors }) => {
  site.config({ trigger: { on: 'click', selector: '#ask' } });
  site.page('/', { body });
  await page.goto(site.url);
  await run(page, 'native.showModal()');
  await page.locator('#ask').click();
  const { heading, choose, button, root } = survey(page);
  await expect(heading('How did it go?')).toBeFocused();
  expect(await isModal(page)).toBe(true);
  await choose(/satisfied/, 'Agree');
  await button('Send').click();
  await arrived(site, ['partial']);
  expect((await site.interviews())[0]?.shown.display).toBe('dialog');
  await page.keyboard.press('Escape');
  await expect(root).toHaveCount(0);
  // The page's own is still open, and has the focus again.
  await expect(page.locator('#ask')).toBeFocused();
  expect(errors).toEqual([]);
});

test('asked for within a dialog with a focus trap, it can be typed into', async ({ page, site, errors }) => {
  site.config(call);
  site.page('/', { body });
  await page.goto(site.url);
  await run(page, 'openMade()');
  await openSurvey(page);
  const { comment, button, root } = survey(page);
  await comment.click();
  await page.keyboard.type('Fine.');
  await expect(comment).toHaveValue('Fine.');
  await button('Send').click();
  await arrived(site, ['partial']);
  await page.keyboard.press('Escape');
  await expect(root).toHaveCount(0);
  await expect(page.locator('#made')).toBeFocused();
  expect(errors).toEqual([]);
});

for (const [what, open, close] of [
  ['a native modal', 'native.showModal()', 'native.close()'],
  ['a dialog with a focus trap', 'openMade()', 'closeMade()'],
  ['a menu that locks the scrolling', 'toggleMenu(true)', 'toggleMenu(false)'],
] as const)
  test(`an invitation draws back while ${what} is open, and what was typed stays`, async ({ page, site, errors }) => {
    site.page('/', { body });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(site.url);
    const { comment, panel } = survey(page);
    await comment.fill('Half a sentence');
    await run(page, open);
    await expect(panel).toBeHidden();
    await page.waitForTimeout(500);
    await expect(panel).toBeHidden();
    await run(page, close);
    await expect(comment).toBeVisible();
    await expect(comment).toHaveValue('Half a sentence');
    await survey(page).button('Send').click();
    await arrived(site, ['partial']);
    expect(errors).toEqual([]);
  });

for (const [how, css] of [
  [
    'fades out',
    '.fading { visibility: hidden; opacity: 0; transition: 600ms } .fading.open { visibility: visible; opacity: 1 }',
  ],
  [
    'is animated out',
    `@keyframes out { from { visibility: visible } to { visibility: hidden } }
    .fading { visibility: hidden; animation: out 600ms } .fading.open { visibility: visible; animation: none }`,
  ],
  [
    'is taken away while it fades out',
    `.fading { visibility: hidden; transition: 60s } .fading.open { visibility: visible; transition: none }
    [data-state=gone] { display: none }`,
  ],
] as const)
  test(`an invitation comes again after a dialog of the page that ${how}`, async ({ page, site, errors }) => {
    site.page('/', {
      head: `<style>.fading { position: fixed; inset: 20%; background: #eee } ${css}</style>`,
      body: `${body}<div id="fading" class="fading" role="dialog" aria-modal="true"><button>Words</button></div>`,
    });
    await page.goto(site.url);
    const { comment, panel } = survey(page);
    await comment.fill('Half a sentence');
    await run(page, `fading.classList.add('open')`);
    await expect(panel).toBeHidden();
    await run(page, `fading.classList.remove('open')`);
    // Until then it is still there, whenever it is looked for.
    await page.waitForTimeout(250);
    await expect(panel).toBeHidden();
    await run(page, `fading.dataset.state = 'gone'`);
    await expect(panel).toBeVisible();
    await expect(comment).toHaveValue('Half a sentence');
    expect(errors).toEqual([]);
  });

test('an invitation comes again after a dialog that fades out within a web component', async ({
  page,
  site,
  errors,
}) => {
  site.page('/', {
    body: `<main><h1>Thank you</h1></main><the-fading></the-fading>
      <script>
        const inside = document.querySelector('the-fading').attachShadow({ mode: 'open' });
        inside.innerHTML = \`<style>
          div { position: fixed; inset: 20%; background: #eee; visibility: hidden; transition: 600ms }
          .open { visibility: visible }
        </style><div role="dialog" aria-modal="true"><button>Words</button></div>\`;
        const fading = inside.querySelector('div');
      </script>`,
  });
  await page.goto(site.url);
  const { panel } = survey(page);
  await expect(panel).toBeVisible();
  await run(page, `fading.classList.add('open')`);
  await page.getByRole('button', { name: 'Words' }).click();
  await expect(panel).toBeHidden();
  await run(page, `fading.classList.remove('open')`);
  await expect(panel).toBeVisible();
  expect(errors).toEqual([]);
});

test('a dialog of ours draws back from one of the page, which can be used, and comes again', async ({
  page,
  site,
  errors,
}) => {
  site.config({ ...call, display: { placement: 'dialog' } });
  site.page('/', { body });
  await page.goto(site.url);
  await openSurvey(page);
  const { comment, panel, root } = survey(page);
  await comment.fill('Half a sentence');
  await run(page, 'openMade()');
  await expect(panel).toBeHidden();
  await page.locator('#made input').fill('Jane');
  await page.locator('#extend').click();
  await expect(comment).toBeVisible();
  await expect(comment).toHaveValue('Half a sentence');
  await expect(comment).toBeFocused();
  expect(await isModal(page)).toBe(true);
  await page.keyboard.press('Escape');
  await expect(root).toHaveCount(0);
  expect(errors).toEqual([]);
});

test('a dialog of ours that the page takes away stays away, whatever the page becomes', async ({
  page,
  site,
  errors,
}) => {
  site.config({ ...call, display: { placement: 'dialog' } });
  site.page('/', { body });
  await page.goto(site.url);
  await openSurvey(page);
  const { heading, root } = survey(page);
  await expect(heading('How did it go?')).toBeFocused();
  // It gives way by now.
  await run(page, 'openMade()');
  await expect(survey(page).panel).toBeHidden();
  await run(page, 'closeMade()');
  await expect(heading('How did it go?')).toBeVisible();
  await run(page, `document.querySelector('div[data-cx7]').remove()`);
  for (const change of ['document.body.append("More")', 'document.body.replaceWith(document.createElement("body"))']) {
    await page.waitForTimeout(300);
    await run(page, change);
  }
  await page.waitForTimeout(300);
  await expect(root).toHaveCount(0);
  expect(errors).toEqual([]);
});

test('a dialog of ours that draws back leaves the focus where the page put it', async ({ page, site, errors }) => {
  site.config({ ...call, display: { placement: 'dialog' } });
  const warning = `<dialog id="warning"><button>End it</button><button id="stay" autofocus>Stay signed in</button></dialog>`;
  site.page('/', { body: `<button id="first">First</button>${body}${warning}` });
  await page.goto(site.url);
  await page.locator('#outside').focus();
  await openSurvey(page);
  const { heading, panel } = survey(page);
  await expect(heading('How did it go?')).toBeFocused();
  // A locked page has no place of its own for the focus: it goes back to where it was.
  await run(page, 'toggleMenu(true)');
  await expect(panel).toBeHidden();
  await expect(page.locator('#outside')).toBeFocused();
  await run(page, 'toggleMenu(false)');
  await expect(panel).toBeVisible();
  await run(page, 'warning.showModal()');
  await expect(panel).toBeHidden();
  await expect(page.locator('#stay')).toBeFocused();
  expect(errors).toEqual([]);
});

for (const [what, open, close] of [
  ['a native modal within a web component', 'inner.showModal()', 'inner.close()'],
  ['a web component that is a dialog around what it is handed', 'showNotice(true)', 'showNotice(false)'],
] as const) {
  test(`${what} keeps an invitation from being offered, and from staying in front`, async ({ page, site, errors }) => {
    site.config({ trigger: { delaySeconds: 1 } });
    site.page('/', { body: `${body}${components}` });
    await page.goto(site.url);
    await run(page, open);
    await page.waitForTimeout(2500);
    await expect(survey(page).root).toHaveCount(0);
    expect(await site.interviews()).toEqual([]);
    await run(page, close);
    const { panel } = survey(page);
    await expect(panel).toBeVisible();
    await run(page, open);
    await expect(panel).toBeHidden();
    await run(page, close);
    await expect(panel).toBeVisible();
    expect(errors).toEqual([]);
  });

  test(`asked for within ${what}, it opens above it`, async ({ page, site, errors }) => {
    site.config(call);
    site.page('/', { body: `${body}${components}` });
    await page.goto(site.url);
    await run(page, open);
    await openSurvey(page);
    const { heading, choose, button, root } = survey(page);
    await expect(heading('How did it go?')).toBeFocused();
    expect(await isModal(page)).toBe(true);
    await choose(/satisfied/, 'Agree');
    await button('Send').click();
    await arrived(site, ['partial']);
    await page.keyboard.press('Escape');
    await expect(root).toHaveCount(0);
    expect(errors).toEqual([]);
  });
}

test('a dialog of ours leaves the focus where a modal within a web component has it', async ({
  page,
  site,
  errors,
}) => {
  site.config({ ...call, display: { placement: 'dialog' } });
  site.page('/', { body: `${body}${components}` });
  await page.goto(site.url);
  await openSurvey(page);
  const { comment, panel } = survey(page);
  await comment.fill('Half a sentence');
  await run(page, 'inner.showModal()');
  await expect(panel).toBeHidden();
  expect(await page.evaluate('inner.getRootNode().activeElement.textContent')).toBe('Feedback');
  await run(page, 'inner.close()');
  await expect(comment).toBeFocused();
  expect(await isModal(page)).toBe(true);
  expect(errors).toEqual([]);
});

test('an element in fullscreen has the screen to itself', { tag: '@chromium' }, async ({ page, site }) => {
  site.page('/', { body });
  await page.goto(site.url);
  const { panel } = survey(page);
  await expect(panel).toBeVisible();
  await page.locator('#film').click();
  await run(page, 'film.requestFullscreen()');
  await expect(panel).toBeHidden();
  await run(page, 'document.exitFullscreen()');
  await expect(panel).toBeVisible();
});

for (const [what, open, close] of [
  ['a native modal', 'native.showModal()', 'native.close()'],
  ['a menu that locks the scrolling', 'toggleMenu(true)', 'toggleMenu(false)'],
] as const)
  test(`nothing is offered, and nothing counted, while ${what} is open`, async ({ page, site }) => {
    site.config({ trigger: { delaySeconds: 2 } });
    site.page('/', { body });
    await page.goto(site.url);
    await expect.poll(() => site.requests).toContain('GET /dist/cx7.survey.js');
    await page.waitForTimeout(500);
    await run(page, open);
    await page.waitForTimeout(3000);
    await expect(survey(page).root).toHaveCount(0);
    expect(await site.interviews()).toEqual([]);
    await run(page, close);
    await expect(survey(page).root).toHaveCount(1);
    await arrived(site, ['offered']);
  });

for (const [what, css, attributes] of [
  ['transparent', 'inset: 20%; opacity: 0; pointer-events: none', 'aria-modal="true" aria-hidden="true"'],
  ['beside the screen', 'inset: 0 60% 0 0; transform: translateX(-100%)', 'inert'],
] as const)
  test(`a closed dialog that is ${what} keeps nothing from being offered, an open one does`, async ({ page, site }) => {
    site.config({ trigger: { delaySeconds: 1 } });
    site.page('/', {
      body: `${body}<div id="shut" style="position: fixed; ${css}" role="dialog" ${attributes}>Words</div>`,
    });
    await page.goto(site.url);
    const { panel } = survey(page);
    await expect(panel).toBeVisible();
    await arrived(site, ['offered']);
    await run(page, `shut.inert = false; shut.removeAttribute('aria-hidden')`);
    await expect(panel).toBeHidden();
    await run(page, 'shut.inert = true');
    await expect(panel).toBeVisible();
  });

test('asked for within a dialog, it comes again after another that made it inert', async ({ page, site, errors }) => {
  site.config(call);
  site.page('/', { body: `${body}<div id="first" role="dialog" style="position: fixed; inset: 10%">First</div>` });
  await page.goto(site.url);
  await openSurvey(page);
  const { panel } = survey(page);
  await expect(panel).toBeVisible();
  await run(page, 'openMade()');
  await expect(panel).toBeHidden();
  await run(page, 'closeMade()');
  await expect(panel).toBeVisible();
  expect(errors).toEqual([]);
});

test('nothing is offered while an element is in fullscreen', { tag: '@chromium' }, async ({ page, site }) => {
  site.config({ trigger: { delaySeconds: 1 } });
  site.page('/', { body });
  await page.goto(site.url);
  await page.locator('#film').click();
  await run(page, 'film.requestFullscreen()');
  await page.waitForTimeout(2500);
  expect(await site.interviews()).toEqual([]);
  await run(page, 'document.exitFullscreen()');
  await arrived(site, ['offered']);
});

test('an app whose scrolling is locked from the start is asked as any page', async ({ page, site }) => {
  site.page('/', { head: '<style>html, body { overflow: hidden }</style>', body });
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  await page.waitForTimeout(500);
  await expect(survey(page).panel).toBeVisible();
  await arrived(site, ['offered']);
});

test('asked for while it stands there, it comes forward, with the focus', async ({ page, site, errors }) => {
  site.page('/', { body });
  await page.goto(site.url);
  const { heading, panel, comment } = survey(page);
  await comment.fill('Typed before');
  await page.locator('#outside').focus();
  expect(await openSurvey(page)).toMatchObject({ shown: true });
  await expect(heading('How did it go?')).toBeFocused();

  // Drawn back to its title bar, from something that it covers.
  await page.evaluate(() => {
    const button = Object.assign(document.createElement('button'), { id: 'covered', textContent: 'Covered' });
    button.style.cssText = 'position: fixed; bottom: 60px; right: 60px';
    document.body.append(button);
    button.focus();
  });
  await expect(panel).toHaveAttribute('data-back', '');
  await openSurvey(page);
  await expect(heading('How did it go?')).toBeFocused();
  await expect(panel).not.toHaveAttribute('data-back');

  // Hidden behind a modal of the page, from which it is asked for.
  await run(page, 'native.showModal()');
  await expect(panel).toBeHidden();
  await openSurvey(page);
  await expect(heading('How did it go?')).toBeFocused();
  expect(await isModal(page)).toBe(true);
  await expect(comment).toHaveValue('Typed before');
  await run(page, 'native.close()');
  await page.waitForTimeout(300);
  await expect(panel).toBeVisible();
  await survey(page).button('Send').click();
  await arrived(site, ['partial']);
  expect(errors).toEqual([]);
});

test('explain() says what an invitation waits for', async ({ page, site }) => {
  site.config({ trigger: { delaySeconds: 1 } });
  site.page('/', {
    body: `${body}<script>toggleMenu(false); addEventListener('load', () => native.showModal())</script>`,
  });
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(site.url);
  await page.waitForTimeout(1500);
  await offers(page);
  expect(there(said.find((text) => text.includes('waits:')))).toContain('a dialog of the page is open');
});
