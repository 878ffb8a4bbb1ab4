import { arrived, expect, survey, test } from './site.ts';

/** Pages that do what a page ought not to do. Each time the whole first step has to go through, and the page to go on. */
const tag = '<script src="/dist/cx7.js" data-config="/cx7.json"></script>';

for (const [host, head] of Object.entries({
  'gives every array a toJSON and methods that are enumerated': `<script>
    Array.prototype.toJSON = function () { return '[' + this.map(String).join(', ') + ']'; };
    Array.prototype.each = function (act) { this.forEach(act); };
    Array.prototype.clear = function () { this.length = 0; return this; };
    String.prototype.toJSON = function () { return '"' + this + '"'; };
    Object.toJSON = JSON.stringify;
  </script>`,
  'extends Object.prototype': `<script>
    Object.prototype.extend = function (other) { return Object.assign(this, other); };
    Object.prototype.later = 'text';
  </script>`,
  'freezes Object.prototype and Array.prototype': `<script>
    Object.freeze(Object.prototype); Object.freeze(Array.prototype); Object.freeze(Function.prototype);
  </script>`,
  'has an AMD loader and CommonJS': `<script>
    var module = { exports: {} }, exports = module.exports, defined = [];
    function define() { defined.push(arguments); } define.amd = {};
    function require(name) { throw Error('no ' + name); }
  </script>`,
  'has an element with the id cx7': '',
  'has a script that is placed twice': tag,
}))
  test(`a page that ${host}`, async ({ page, site, errors }) => {
    site.page('/', { head, tag, body: '<main id="cx7"><h1>Thank you</h1></main>' });
    await page.goto(site.url);
    const { choose, comment, button, root } = survey(page);
    await choose(/satisfied/, 'Agree');
    await choose(/confidence/, 'Neutral');
    await comment.fill('Fine.');
    await button('Send').click();
    await arrived(site, ['partial']);
    await button('Yes, continue').click();
    await choose('I was treated fairly.', 'Disagree');
    await button('Send').click();
    await arrived(site, ['complete']);
    const [record] = await site.interviews();
    expect(record!.answers.map(({ value, state }) => value ?? state)).toEqual([
      4,
      3,
      'skipped',
      'skipped',
      'skipped',
      2,
      'skipped',
    ]);
    await expect(root).toHaveCount(1);
    expect(errors).toEqual([]);
    expect(
      await page.evaluate(() => ((window as { defined?: unknown[] }).defined ?? []).length),
      'defined as a module of the page',
    ).toBe(0);
  });

test('XHTML', async ({ page, site, errors }) => {
  site.file(
    '/page.xhtml',
    `<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>Page</title></head><body><main><h1>Thank you</h1></main><script src="/dist/cx7.js" data-config="/cx7.json"></script></body></html>`,
    'application/xhtml+xml',
  );
  await page.goto(`${site.url}/page.xhtml`);
  await survey(page).choose(/satisfied/, 'Agree');
  await survey(page).button('Send').click();
  await arrived(site, ['partial']);
  expect(errors).toEqual([]);
});

test('a page that is written anew by document.write takes the survey with it, without an error', async ({
  page,
  site,
  errors,
}) => {
  await page.goto(site.url);
  await survey(page).choose(/satisfied/, 'Agree');
  await page.evaluate(() => {
    document.open();
    document.write('<!doctype html><title>Anew</title><main><h1>Anew</h1></main>');
    document.close();
  });
  await expect(survey(page).root).toHaveCount(0);
  // Asked for, it is there again, and not taken for the one that is gone.
  expect(await page.evaluate(() => window.cx7!.open({ preview: true }))).toMatchObject({ shown: true });
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  expect(errors).toEqual([]);
});

for (const file of ['survey', 'delivery', 'accepts'])
  test(`somebody blocks cx7.${file}.js: one message, and the page is as it was`, async ({ page, site, errors }) => {
    await page.route(`**/cx7.${file}.js`, (route) => route.abort('blockedbyclient'));
    await page.goto(site.url);
    const ours = () => errors.filter((error) => error.startsWith('cx7'));
    await expect.poll(ours).toEqual([expect.stringContaining(`cx7.${file}.js is missing, blocked or changed`)]);
    await page.waitForTimeout(500);
    expect(ours()).toHaveLength(1);
    await expect(survey(page).root).toHaveCount(0);
    await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible();
  });

test('a server that never answers for the survey’s file holds nothing up', async ({ page, site, errors }) => {
  await page.route('**/cx7.survey.js', () => {});
  site.page('/', { body: '<main><h1>Form</h1><button onclick="this.textContent=\'pressed\'">Go</button></main>' });
  await page.goto(site.url);
  expect(await page.evaluate(() => document.readyState)).toBe('complete');
  await page.getByRole('button').click();
  await expect(page.getByRole('button')).toHaveText('pressed');
  await expect(survey(page).root).toHaveCount(0);
  expect(errors).toEqual([]);
});

test('one global, and no native is another than before', async ({ page, site }) => {
  await page.addInitScript(() => {
    const natives = () => {
      const all: unknown[] = [];
      for (const holder of [
        window,
        document,
        history,
        navigator,
        Array,
        Object,
        String,
        Promise,
        Node,
        Element,
        EventTarget,
      ])
        for (const owner of [holder, (holder as { prototype?: object }).prototype ?? {}])
          for (const [name, { value, get, set }] of Object.entries(Object.getOwnPropertyDescriptors(owner)))
            if (typeof value === 'function' || get) all.push(name, value, get, set);
      return all;
    };
    const names = Object.getOwnPropertyNames(window);
    const before = natives();
    Object.defineProperty(window, 'compare', {
      enumerable: false,
      value: () => {
        const mine = ['compare', 'cx7'];
        return {
          added: Object.getOwnPropertyNames(window).filter((name) => !names.includes(name) && name !== 'compare'),
          same:
            natives().filter((one) => !mine.includes(one as string)).length >= before.length &&
            before.every((one) => typeof one === 'string' || natives().includes(one)),
        };
      },
    });
  });
  await page.goto(site.url);
  await survey(page).choose(/satisfied/, 'Agree');
  await survey(page).button('Send').click();
  await arrived(site, ['partial']);
  const { added, same } = await page.evaluate(() =>
    (window as never as { compare(): { added: string[]; same: boolean } }).compare(),
  );
  expect(added.filter((name) => !/^(__|playwright)/.test(name))).toEqual(['cx7']);
  expect(same).toBe(true);
});
