import { inflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import type { SurveyConfig } from '../../src/config/schema.ts';
import { expect, survey, test } from './site.ts';

/** Every computed property of every element of the page around the survey, as one text an element. */
const styles = (page: Page) =>
  page.evaluate(() => {
    const longhands = [...getComputedStyle(document.documentElement)];
    return [...document.querySelectorAll('html, head, head *, body, body *')].map((element) => {
      const style = getComputedStyle(element);
      return `${element.localName} ${longhands.map((name) => `${name}: ${style.getPropertyValue(name)}`).join('; ')}`;
    });
  });

/**
 * What the page's style sheets change inside: every computed property of every element of the survey and of the link
 * to it, with them and without them. The colors of selected text are not looked at: by the standard they are handed
 * down from the page, both together, and are what its readers know.
 */
const changedInside = (page: Page) =>
  page.evaluate(() => {
    const longhands = [...getComputedStyle(document.documentElement)].filter((name) => !name.startsWith('--'));
    /** Of pseudo-elements, what would be seen. */
    const visible = ['content', 'display', 'position', 'color', 'background-color', 'font-size', 'text-shadow'];
    const styles = () => {
      const all = new Map<string, string>();
      [...document.querySelectorAll('div[data-cx7], div[data-cx7-skip]')]
        .flatMap((host) => [...(host.shadowRoot as ShadowRoot).querySelectorAll('*')]) // each has one
        .forEach((element, at) => {
          for (const pseudo of ['', '::before', '::after', '::marker', '::placeholder', '::backdrop']) {
            const style = getComputedStyle(element, pseudo || null);
            for (const property of pseudo ? visible : longhands)
              all.set(`${at} ${element.localName}${pseudo} ${property}`, style.getPropertyValue(property));
          }
        });
      return all;
    };
    // With a scroll bar throughout: a page that grows longer makes the window narrower, rightly.
    document.documentElement.style.setProperty('overflow-y', 'scroll', 'important');
    const hostile = styles();
    for (const sheet of document.styleSheets) sheet.disabled = true;
    const bare = styles();
    for (const sheet of document.styleSheets) sheet.disabled = false;
    document.documentElement.removeAttribute('style');
    return {
      compared: bare.size,
      changes: [...new Set([...hostile.keys(), ...bare.keys()])]
        .filter((name) => hostile.get(name) !== bare.get(name))
        .map((name) => `${name}: ${bare.get(name)} → ${hostile.get(name)}`)
        .slice(0, 20),
    };
  });

const body =
  '<main class="usa-section"><h1>Thank you</h1><p>Sent. <a href="#next">What next?</a></p><form><label>Name <input></label><fieldset><legend>One</legend><label><input type="radio"> A</label></fieldset><button>Go</button><select><option>1</option></select><textarea></textarea></form><ul><li>One</li></ul><details><summary>More</summary>text</details></main>';

/** Everything that a page's rules can reach, against it. */
const everything = [
  '',
  'div',
  '[data-cx7]',
  'div[data-cx7]',
  '[data-cx7-skip]',
  ':last-child',
  ':not(main)',
  'html > *',
  'div:empty',
  ':defined',
]
  .map(
    (selector) =>
      `${selector}:not(html) { all: unset !important; display: none !important; position: absolute !important; font: italic 9px serif !important; color: red !important; transform: rotate(9deg) !important; opacity: .1 !important; visibility: hidden !important; zoom: 3; filter: blur(9px) !important; clip-path: inset(50%) !important; content-visibility: hidden !important; animation: spin 1s infinite !important; transition: all 9s !important; container: cx7 / size !important; --cx7-ink: red; --cx7-paper: red; --cx7-accent: red; --cx7-tint: red; --cx7-error: red }`,
  )
  .join('\n');

/** What a page's root hands down to all that stands in it. */
const inherited =
  'writing-mode: vertical-rl; direction: rtl; text-orientation: upright; letter-spacing: 9px; word-spacing: 9px; text-transform: uppercase; visibility: hidden; pointer-events: none; user-select: none; cursor: wait; text-indent: 4em; text-align: justify; text-shadow: 0 0 9px red; white-space: pre; word-break: break-all; overflow-wrap: normal; hyphens: auto; tab-size: 1; quotes: none; list-style: square inside; color-scheme: dark; accent-color: red; caret-color: red; -webkit-text-fill-color: red; font: small-caps italic 900 30px/3 cursive; font-variant: all-small-caps; font-size-adjust: 1; border-collapse: collapse; caption-side: bottom; empty-cells: hide; orphans: 9; widows: 9; image-rendering: pixelated; text-rendering: geometricPrecision; fill: red; stroke: red; paint-order: stroke; scrollbar-color: red red'
    .split('; ')
    .map((declaration) => `${declaration} !important`)
    .join('; ');

/** Names that a page may have given a type and a first value: they hold in every shadow root as well. */
const registered = [...'abcdefghijklmnopqrstuvwxyz']
  .map((name) => `@property --${name} { syntax: "<length>"; inherits: false; initial-value: 9px }`)
  .join('\n');

const HOSTS: Record<string, string> = {
  'body * { all: unset }': 'body * { all: unset !important; font-size: 40px !important; color: red !important }',
  'body > * { display: none }': 'body > * { display: none !important }',
  'html > * { display: none }':
    'html > * { display: none !important } html > :not(body) { position: static !important; height: 0 !important; overflow: hidden !important }',
  'rules for all that it can reach': everything,
  'the same rules in a layer': `@layer page { ${everything} }`,
  'html { font-size: 62.5% }': 'html { font-size: 62.5% } body { font-size: 1.6rem }',
  'a root that hands everything down': `html, body { ${inherited} }`,
  'a hostile reset':
    'html, body, div, section, p, h1, h2, button, input, label, fieldset, legend, textarea, select, dialog { all: revert; margin: 7px !important; padding: 9px !important; border: 3px dotted red !important; font: 30px cursive !important; line-height: 3 !important; letter-spacing: 5px !important; text-transform: uppercase !important; appearance: none !important } :focus { outline: none !important }',
  'another box-sizing': 'html { box-sizing: content-box } *, *::before, *::after { box-sizing: inherit !important }',
  '* { box-sizing: content-box }': '*, *::before, *::after { box-sizing: content-box !important }',
  'a body that is transformed and filtered':
    'body { transform: scale(.9); filter: grayscale(1); contain: strict; zoom: .8 }',
  'text from right to left':
    'html { direction: rtl } div { direction: rtl !important; unicode-bidi: bidi-override !important }',
  'generated content':
    '*::before, *::after { content: "x" !important; display: block !important; position: fixed !important; inset: 0 !important } *::placeholder { color: red !important } *::backdrop { background: red !important } *::marker { content: "x" !important }',
  'custom properties of a type': registered,
};

/** Each state that the survey can be in, and how a respondent gets there from the one before. */
const STATES: Record<string, (page: Page) => Promise<unknown>> = {
  offered: (page) => expect(survey(page).status).toHaveText('Survey about Passport Renewal'),
  'with a problem': (page) => survey(page).button('Send').click(),
  answered: async (page) => {
    await survey(page).choose(/satisfied/, 'Agree');
    await survey(page).comment.fill('Fine.');
  },
  'asked for more': async (page) => {
    await survey(page).button('Send').click();
    await expect(survey(page).status).toHaveText('Your answers were sent.');
  },
  'in its second step': (page) => survey(page).button('Yes, continue').click(),
  done: async (page) => {
    await survey(page).button('Send').click();
    await expect(survey(page).heading('Thank you')).toBeVisible();
    await expect(survey(page).status).toHaveText('Your answers were sent.');
  },
};

for (const [host, css] of Object.entries(HOSTS))
  test(`a page with ${host} changes nothing inside, in any state`, async ({ page, site }) => {
    site.page('/', { body, head: `<style>${css}</style>` });
    await page.goto(site.url);
    for (const [state, reach] of Object.entries(STATES)) {
      await reach(page);
      const { compared, changes } = await changedInside(page);
      expect(compared).toBeGreaterThan(5_000);
      expect(changes, state).toEqual([]);
    }
  });

for (const placement of ['dialog', 'inline'] as const)
  test(`nor does a page with rules for all that it can reach change the ${placement}`, async ({ page, site }) => {
    site.config({ trigger: { on: 'call' }, display: { placement, target: '#here' } });
    // Where the survey stands among the page's own, its place is the page's.
    site.page('/', {
      body: `${body}<aside id="here"></aside>`,
      head: `<style>${everything.replaceAll(':not(html) {', ':not(html, body, #here) {')}</style>`,
    });
    await page.goto(site.url);
    await page.evaluate(() => window.cx7?.open());
    await expect(survey(page).heading('How did it go?')).toBeVisible();
    const { compared, changes } = await changedInside(page);
    expect(compared).toBeGreaterThan(5_000);
    // Where an inline survey stands on the page is the page's to say.
    expect(changes.filter((change) => !/ (top|bottom|inset-block-\w+): /.test(change))).toEqual([]);
  });

for (const [how, trigger] of [
  ['opened by a call', { on: 'call' }],
  ['come by itself', { on: 'load', delaySeconds: 0 }],
] as [string, NonNullable<SurveyConfig['trigger']>][])
  test(`nothing of the page is another for a survey ${how}: no style, no class, no attribute, no element`, async ({
    page,
    site,
  }) => {
    const head =
      '<style>body > :last-child { border: 1px solid } body > :nth-last-child(2) { color: green } html { display: grid; gap: 40px } main + * { color: red } head + body { color: blue }</style>';
    // First as it is without it: a visit that is not asked.
    site.config({ enabled: false });
    site.page('/', { body, head });
    const outside = () =>
      page.evaluate(() =>
        [
          document.head.outerHTML,
          document.body.outerHTML,
          ...[...document.documentElement.attributes].map(({ name, value }) => name + value),
          document.styleSheets.length,
          document.adoptedStyleSheets.length,
        ].join(),
      );
    await page.goto(site.url);
    await page.waitForFunction(() => window.cx7);
    const before = [await styles(page), await outside()] as const;
    site.config({ trigger });
    await page.goto(site.url);
    if (trigger.on === 'call') await page.evaluate(() => window.cx7?.open());
    for (const [state, reach] of Object.entries(STATES)) {
      await reach(page);
      expect(await styles(page), state).toEqual(before[0]);
      // What gives way to the page comes by an element that goes again.
      await expect.poll(outside, state).toBe(before[1]);
    }
    await survey(page).button('Close this survey').click();
    await expect(survey(page).root).toHaveCount(0);
    await page.getByLabel('Name').focus(); // what is left of it is where the focus was given back to, until it goes on
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    expect(await outside()).toBe(before[1]);
    expect(await page.evaluate(() => document.documentElement.children.length)).toBe(2);
  });

test('no key, input, paste or focus inside is heard by what listens on the page', async ({ page, site }) => {
  site.page('/', {
    body,
    // Listeners that capture are called on the way down, before any of ours could be: they hear of it, from the element
    // that holds the survey, as they hear of everything on the page. What they read of the answers is theirs to answer for.
    head: `<script>
      var heard = [], captured = [];
      for (const type of ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'paste', 'change', 'focusin', 'focusout'])
        for (const target of [window, document]) {
          target.addEventListener(type, (event) => event.isTrusted && heard.push(type));
          target.addEventListener(type, () => captured.push(type), true);
        }
    </script>`,
  });
  await page.goto(site.url);
  const { comment, choose, button, root } = survey(page);
  await comment.click();
  await page.keyboard.type('s/k?');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('ControlOrMeta+c');
  await page.keyboard.press('ControlOrMeta+v');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await choose(/satisfied/, 'Agree');
  await page.keyboard.press('ArrowRight');
  await button('Send').press('Enter');
  await expect(root.getByRole('heading', { name: 'Would you answer' })).toBeVisible();
  const heard = (what: 'heard' | 'captured') =>
    page.evaluate((what) => [...new Set((window as never as Record<string, string[]>)[what])], what);
  expect(await heard('heard')).toEqual([]);
  expect(await heard('captured')).toEqual(
    expect.arrayContaining(['keydown', 'beforeinput', 'input', 'paste', 'focusin']),
  );
});

test('it is not printed', async ({ page, site }) => {
  site.page('/', { body, head: '<style>@media print { * { display: block !important } }</style>' });
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  const paper = await printed(page);
  await page.evaluate(() => window.cx7?.destroy());
  await expect(survey(page).root).toHaveCount(0);
  expect(paper).toEqual(await printed(page));
  await page.getByText('What next?').evaluate((link) => link.remove());
  expect(paper).not.toEqual(await printed(page));
});

/** What is on paper: the parts of a PDF that put down text. */
async function printed(page: Page) {
  const pdf = (await page.pdf()).toString('latin1');
  const streams = [...pdf.matchAll(/FlateDecode.*?stream\r?\n(.*?)\r?\nendstream/gs)];
  return streams
    .map(([, deflated = '']) => inflateSync(Buffer.from(deflated, 'latin1')).toString('latin1'))
    .filter((stream) => /\bT[jJ]\b/.test(stream));
}
