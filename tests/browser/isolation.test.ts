import { inflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, survey, test } from './site.ts';

/** Every computed property of every element, by its place: of the survey, or of the page around it. */
const styles = async (page: Page, of: 'survey' | 'page'): Promise<Record<string, string>> => {
  const json = await page.evaluate((of) => {
    const root = document.querySelector('div[data-cx7]')?.shadowRoot;
    const elements =
      of === 'survey' ? root!.querySelectorAll('*') : document.querySelectorAll('html, head, head *, body, body *');
    const all: Record<string, string> = {};
    [...elements].forEach((element, at) => {
      for (const pseudo of [null, '::before', '::after', '::marker']) {
        const style = getComputedStyle(element, pseudo);
        for (const property of style)
          all[`${at} ${element.localName}${pseudo ?? ''} ${property}`] = style.getPropertyValue(property);
      }
    });
    return JSON.stringify(all);
  }, of);
  return JSON.parse(json);
};

/** The survey is there, and has said so. */
const ready = (page: Page) => expect(survey(page).status).toHaveText('Survey about Passport Renewal');

const differences = (one: Record<string, string>, other: Record<string, string>) =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((name) => one[name] !== other[name])
    .map((name) => `${name}: ${one[name]} → ${other[name]}`);

const body =
  '<main class="usa-section"><h1>Thank you</h1><p>Sent. <a href="#next">What next?</a></p><form><label>Name <input></label><fieldset><legend>One</legend><label><input type="radio"> A</label></fieldset><button>Go</button><select><option>1</option></select><textarea></textarea></form><ul><li>One</li></ul><details><summary>More</summary>text</details></main>';

/** Everything that a page's rules can reach, against it. */
const everything = [
  '',
  'div',
  '[data-cx7]',
  'div[data-cx7]',
  ':last-child',
  ':not(main)',
  'html > *',
  'div:empty',
  ':defined',
]
  .map(
    (selector) =>
      `${selector}:not(html) { all: unset !important; display: none !important; position: absolute !important; font: italic 9px serif !important; color: red !important; transform: rotate(9deg) !important; opacity: .1 !important; visibility: hidden !important; zoom: 3; --a: red; --k: red; --p: red; --t: red; --e: red }`,
  )
  .join('\n');

const HOSTS: Record<string, string> = {
  'body * { all: unset }': 'body * { all: unset !important; font-size: 40px !important; color: red !important }',
  'body > * { display: none }': 'body > * { display: none !important }',
  'rules for all that it can reach': everything,
  'html { font-size: 62.5% }': 'html { font-size: 62.5% } body { font-size: 1.6rem }',
  'a hostile reset':
    'html, body, div, section, p, h1, h2, button, input, label, fieldset, legend, textarea, select, dialog { all: revert; margin: 7px !important; padding: 9px !important; border: 3px dotted red !important; font: 30px cursive !important; line-height: 3 !important; letter-spacing: 5px !important; text-transform: uppercase !important; appearance: none !important } :focus { outline: none !important }',
  'another box-sizing': 'html { box-sizing: content-box } *, *::before, *::after { box-sizing: inherit !important }',
  'a body that is transformed and filtered':
    'body { transform: scale(.9); filter: grayscale(1); contain: strict; zoom: .8 }',
};

for (const [host, css] of Object.entries(HOSTS))
  test(`a page with ${host} changes nothing inside`, async ({ page, site }) => {
    // With a scroll bar from the start: a page that grows longer makes the window narrower, rightly.
    site.page('/', { body, head: '<style>:root { overflow-y: scroll !important }</style>' });
    await page.goto(site.url);
    await ready(page);
    const before = await styles(page, 'survey');
    expect(Object.keys(before).length).toBeGreaterThan(10_000);
    await page.addStyleTag({ content: css });
    expect(differences(before, await styles(page, 'survey'))).toEqual([]);
    await survey(page).choose(/satisfied/, 'Agree');
  });

test('a page that runs from right to left leaves it from left to right', async ({ page, site }) => {
  site.page('/', { body });
  await page.goto(site.url);
  await ready(page);
  const before = await styles(page, 'survey');
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });
  await page.addStyleTag({ content: 'div { direction: rtl !important; unicode-bidi: bidi-override !important }' });
  expect(differences(before, await styles(page, 'survey'))).toEqual([]);
});

test('nothing of the page is another for it: no style, no class, no attribute, no element', async ({ page, site }) => {
  const head =
    '<style>body > :last-child { border: 1px solid } body > :nth-last-child(2) { color: green } html { display: grid; gap: 40px } main + * { color: red }</style>';
  site.config({ trigger: { on: 'call' } });
  site.page('/', { body, head });
  await page.goto(site.url);
  const outside = () =>
    page.evaluate(
      () =>
        document.head.outerHTML +
        document.body.outerHTML +
        [...document.documentElement.attributes].map(({ name, value }) => name + value).join(),
    );
  const before = [await styles(page, 'page'), await outside()] as const;
  await page.evaluate(() => window.cx7!.open());
  await survey(page).choose(/satisfied/, 'Agree');
  await survey(page).button('Send').click();
  await expect(survey(page).heading('Would you answer')).toBeVisible();
  expect(differences(before[0], await styles(page, 'page'))).toEqual([]);
  expect(await outside()).toBe(before[1]);
});

test('it is not printed', async ({ page, site }) => {
  site.page('/', { body, head: '<style>@media print { * { display: block !important } }</style>' });
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  const paper = await printed(page);
  await page.evaluate(() => window.cx7!.destroy());
  expect(paper).toEqual(await printed(page));
  await page.getByText('What next?').evaluate((link) => link.remove());
  expect(paper).not.toEqual(await printed(page));
});

/** What is on paper: the parts of a PDF that put down text. */
async function printed(page: Page) {
  const pdf = (await page.pdf()).toString('latin1');
  const streams = [...pdf.matchAll(/FlateDecode.*?stream\r?\n(.*?)\r?\nendstream/gs)];
  return streams
    .map(([, deflated]) => inflateSync(Buffer.from(deflated!, 'latin1')).toString('latin1'))
    .filter((stream) => /\bT[jJ]\b/.test(stream));
}
