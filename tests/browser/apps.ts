import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { build } from 'esbuild';
import type { StoredInterview } from '../../src/record/schema.ts';
import { arrivedAsGiven, type Keyboard, keyboardOf, tabTo } from './keyboard.ts';
import { test as base, expect, type Site, survey } from './site.ts';

/** For pages that are made of what real ones are made of: the packages from npm, and small apps from `pages/`. */
export interface Fixtures {
  keyboard: Keyboard;
  /** Each record that was sent, by its id and revision. */
  sent: string[];
}

export const test = base.extend<Fixtures>({
  keyboard: async ({ page }, use) => use(keyboardOf(page)),
  sent: [
    async ({ page }, use) => {
      const sent: string[] = [];
      page.on('request', (request) => {
        if (request.method() !== 'POST' || !request.url().endsWith('/v1/interviews')) return;
        const { id, revision } = request.postDataJSON() as StoredInterview;
        sent.push(`${id} ${revision}`);
      });
      await use(sent);
    },
    { auto: true },
  ],
});

/** What was given by keyboard is at the collector, exactly so and once, and neither cx7 nor the page has complained. */
export async function arrivedOnce({ site, sent, errors }: { site: Site; sent: string[]; errors: string[] }) {
  await arrivedAsGiven(site);
  expect(sent.length).toBeGreaterThan(0);
  expect(sent).toEqual([...new Set(sent)]);
  expect(errors).toEqual([]);
}

/** Serves a file of a package under its own name, as a site does that has copied it. */
export async function serve(site: Site, file: string) {
  const type = file.endsWith('.css') ? 'text/css' : 'text/javascript';
  site.file(`/${basename(file)}`, await readFile(inPackages(file)), type);
}

export const inPackages = (file: string) => fileURLToPath(new URL(`../../node_modules/${file}`, import.meta.url));

/** Bundles are made once for all tests of a worker. */
const bundles = new Map<string, ReturnType<typeof bundle>>();

/** Serves an app of `pages/` as `/app/<name>.js`, a module, with what it imports beside it. */
export async function serveApp(site: Site, file: string) {
  const bundled = bundles.get(file) ?? bundle(file);
  bundles.set(file, bundled);
  for (const { path, contents } of (await bundled).outputFiles)
    site.file(`/app/${basename(path)}`, Buffer.from(contents), 'text/javascript');
}

/** With the checks that packages make while a site is developed: they complain, StrictMode draws twice. */
const bundle = (file: string) =>
  build({
    entryPoints: [fileURLToPath(new URL(`./pages/${file}`, import.meta.url))],
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    outdir: 'app',
    conditions: ['development'],
    target: 'es2022',
    define: {
      'process.env.NODE_ENV': '"development"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    plugins: [
      {
        name: 'cx7 as it is built',
        setup({ onResolve }) {
          const built = fileURLToPath(new URL('../../dist/index.js', import.meta.url));
          onResolve({ filter: /src\/entries\/index\.ts$/ }, () => ({ path: built }));
        },
      },
    ],
  });

/** The modal that each of the pages has. */
export const MODAL = 'Are you still there?';

/** Opens the page's modal by keyboard: the survey gives way to it. Closes it: the survey is there again. */
export async function visitModal(page: Page, keyboard: Keyboard) {
  const { panel } = survey(page);
  const yes = page.getByRole('dialog', { name: MODAL }).getByRole('button', { name: 'Yes' });
  await tabTo(keyboard, 'Extend my session');
  await keyboard.press('Enter');
  await expect(yes).toBeFocused();
  await expect(panel).toBeHidden();
  await keyboard.press('Enter');
  await expect(yes).toBeHidden();
  await expect(page.getByText('Extend my session')).toBeFocused();
  await expect(panel).toBeVisible();
}

/** Follows a link by keyboard. */
export async function follow(keyboard: Keyboard, name: string) {
  await tabTo(keyboard, name, 'a');
  await keyboard.press('Enter');
}
