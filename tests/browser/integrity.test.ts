import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { SurveyConfig } from '../../src/config/schema.ts';
import { LANGUAGES as ALL } from '../../src/instrument/languages/index.ts';
import { expect, type Site, survey, test } from './site.ts';

const dist = (name: string) => readFileSync(new URL(`../../dist/${name}`, import.meta.url), 'utf8');
const hashes: Record<string, string> = JSON.parse(dist('integrity.json'));
const languages: string[] = [...ALL];
const LANGUAGES = languages.filter((tag) => tag !== 'en');
/** Every part that the build has made, by what stands between `cx7.` and `.js`; `cx7.all.js` is no part. */
const parts = Object.keys(hashes).flatMap((file) => /^cx7\.(?!all\.)(.+)\.js$/.exec(file)?.[1] ?? []);

/** Somebody has got at a file on the server, and added a line that would run on the page. */
const tamperWith = (site: Site, file: string) =>
  site.file(`/dist/${file}`, `${dist(file)};document.title='taken over'`, 'text/javascript');

/** Nothing of it ran, and nothing of the page is another for it. */
async function untouched(page: Page, before: string) {
  expect(await page.title()).toBe('A service page');
  await expect.poll(() => outside(page)).toBe(before);
}

const outside = (page: Page) => page.evaluate(() => document.head.outerHTML + document.body.outerHTML);

/** The same without what is just being loaded. */
const original = async (page: Page) => (await outside(page)).replace(/<script[^>]+integrity=[^>]*><\/script>/g, '');

interface Use {
  config?: Partial<SurveyConfig>;
  act?: (page: Page) => Promise<unknown>;
  /** Whether the survey stands on the page without it. */
  stays?: boolean;
}

/** What makes a page load a part that is no language. */
const USES: Record<string, Use> = {
  survey: {},
  check: { config: { trigger: { on: 'call' } }, act: (page) => page.evaluate(() => window.cx7?.explain()) },
  'adapter-function': { config: { endpoint: { adapter: 'function', name: 'crm.save' } } },
  // Without these the survey goes on.
  mask: { act: (page) => survey(page).comment.fill('jane@example.gov'), stays: true },
  yield: {
    act: async (page) => {
      await expect(survey(page).panel).toBeVisible();
      await page.evaluate(() => document.body.setAttribute('tabindex', '-1'));
      await page.evaluate(() => document.body.removeAttribute('tabindex'));
    },
    stays: true,
  },
};

for (const part of parts.filter((part) => !languages.includes(part)))
  test(`cx7.${part}.js, tampered with, does not run: one message, and the page untouched`, async ({
    page,
    site,
    errors,
  }) => {
    const use = USES[part];
    if (!use) throw new Error(`Say in USES what makes a page load cx7.${part}.js.`);
    site.config(use.config);
    tamperWith(site, `cx7.${part}.js`);
    await page.goto(site.url);
    const before = await original(page);
    await use.act?.(page);
    const ours = () => errors.filter((error) => error.startsWith('cx7'));
    await expect
      .poll(() => ours().slice(0, 1))
      .toEqual([expect.stringContaining(`cx7.${part}.js is missing, blocked or changed`)]);
    expect(site.requests).toContain(`GET /dist/cx7.${part}.js`);
    await expect(survey(page).root).toHaveCount(use.stays ? 1 : 0);
    await untouched(page, before);
  });

test('each language’s file, tampered with, does not run: the survey stays in the language that it is in', async ({
  page,
  site,
  errors,
}) => {
  site.config({ languages: languages as SurveyConfig['languages'] });
  for (const lang of LANGUAGES) tamperWith(site, `cx7.${lang}.js`);
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  const list = survey(page).root.getByRole('combobox');
  const before = await outside(page);
  for (const lang of LANGUAGES) {
    await list.selectOption(lang);
    await expect.poll(() => errors.join('\n')).toContain(`cx7.${lang}.js is missing, blocked or changed`);
    await expect(list).toHaveValue('en');
    expect(site.requests).toContain(`GET /dist/cx7.${lang}.js`);
  }
  await untouched(page, before);
});

test('a tampered cx7.js does not run either, by the hash that its tag has', async ({ page, site }) => {
  site.page('/', {
    tag: `<script src="/dist/cx7.js" data-config="/cx7.json" integrity="${hashes['cx7.js']}" crossorigin="anonymous" async></script>`,
  });
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  tamperWith(site, 'cx7.js');
  await page.goto(site.url);
  await page.waitForLoadState();
  expect(await page.evaluate(() => [document.title, window.cx7])).toEqual(['A service page', undefined]);
});

/** Every script element that was put on the page, by the name of its file. */
const added = (page: Page) => page.evaluate(() => (window as never as { added: Record<string, string[]> }).added);

test('every file that is loaded carries its hash and the page’s nonce', async ({ page, site }) => {
  await page.addInitScript(() => {
    const added: Record<string, string[]> = {};
    Object.assign(window, { added, crm: { save: async () => {} } });
    new MutationObserver((changes) => {
      for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes]))
        if (node instanceof HTMLScriptElement && !node.dataset.config)
          added[node.src.replace(/.*\//, '')] = [node.integrity, `${node.crossOrigin}`, node.nonce];
    }).observe(document, { childList: true, subtree: true });
  });
  site.config({
    languages: languages as SurveyConfig['languages'],
    display: { accent: '#a12854' },
    endpoint: { adapter: 'function', name: 'crm.save' },
  });
  site.page('/', { tag: '<script src="/dist/cx7.js" data-config="/cx7.json" nonce="r4nd0m" async></script>' });
  // A preview loads what explains.
  await page.goto(`${site.url}/?cx7=preview`);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  for (const lang of LANGUAGES) {
    await survey(page).root.getByRole('combobox').selectOption(lang);
    await expect(survey(page).panel).toHaveAttribute('lang', lang);
  }
  for (const part of ['mask', 'yield']) await USES[part]?.act?.(page);
  // One page has one adapter and one trigger: what it does not name, it does not load.
  const usable = parts.filter((part) => part in USES || languages.includes(part));
  await expect
    .poll(async () => Object.keys(await added(page)).sort())
    .toEqual(usable.map((part) => `cx7.${part}.js`).sort());
  for (const [file, carried] of Object.entries(await added(page)))
    expect(carried, file).toEqual([
      `sha256-${createHash('sha256').update(dist(file)).digest('base64')}`,
      'anonymous',
      'r4nd0m',
    ]);
});
