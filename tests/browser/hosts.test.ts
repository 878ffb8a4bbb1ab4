import { createHash } from 'node:crypto';
import { answerAll } from './respondent.ts';
import { arrived, expect, later, type Site, smallest, survey, test } from './site.ts';

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
  'puts its own in place of natives, as frameworks of 2008 do': `<script>
    Function.prototype.bind = function (self) {
      const act = this, first = Array.prototype.slice.call(arguments, 1);
      return function () { return act.apply(self, first.concat(Array.prototype.slice.call(arguments))); };
    };
    Function.prototype.delay = Function.prototype.defer = function () { setTimeout(this, 10); };
    Object.keys = function (object) { const keys = []; for (const key in object) keys.push(key); return keys; };
    Object.values = function (object) { const values = []; for (const key in object) values.push(object[key]); return values; };
    Array.from = function (list) { const all = []; for (let i = 0; i < list.length; i++) all.push(list[i]); return all; };
    Array.prototype.entries = Array.prototype.toArray = function () { return this.slice(); };
    Array.prototype.find = function (fits) { for (const one of this) if (fits(one)) return one; };
    Array.prototype.include = Array.prototype.includes;
    Date.prototype.toJSON = function () { return '"' + this.toISOString() + '"'; };
    Element.prototype.remove = function () { this.parentNode.removeChild(this); return this; };
    Element.prototype.show = Element.prototype.hide = function () { return this; };
    Element.prototype.select = Element.prototype.update = function () { return []; };
    Event = Request = Cookie = function () {};
  </script>`,
  'freezes Object.prototype and Array.prototype': `<script>
    Object.freeze(Object.prototype); Object.freeze(Array.prototype); Object.freeze(Function.prototype);
  </script>`,
  'has an AMD loader and CommonJS': `<script>
    var module = { exports: {} }, exports = module.exports, defined = [];
    function define() { defined.push(arguments); } define.amd = {};
    function require(name) { throw Error('no ' + name); }
  </script>`,
  'has another base': '<base href="/another/folder/page.html">',
  'puts the tag there by document.write': `<script>document.write('<script src="/dist/cx7.js" data-config="/cx7.json"></' + 'script>')</script>`,
  'puts the tag there by a script': `<script>
    document.head.append(Object.assign(document.createElement('script'), { src: '/dist/cx7.js' }));
    document.head.lastChild.dataset.config = '/cx7.json';
  </script>`,
  'has an element with the id cx7': '',
  'has a script that is placed twice': tag,
}))
  test(`a page that ${host}`, async ({ page, site, errors }) => {
    site.page('/', {
      head,
      tag: / puts the tag/.test(` ${host}`) ? '' : tag,
      body: '<main id="cx7"><h1>Thank you</h1></main>',
    });
    await page.goto(site.url);
    await answerAll(page, site);
    await expect(survey(page).root).toHaveCount(1);
    expect(new URL(page.url()).pathname).toBe('/');
    expect(errors).toEqual([]);
    expect(
      await page.evaluate(() => ((window as { defined?: unknown[] }).defined ?? []).length),
      'defined as a module of the page',
    ).toBe(0);
  });

test('a call on a page that puts its own in place of natives: its key is hashed as everywhere', async ({
  page,
  site,
}) => {
  site.config({ trigger: { on: 'call' }, sampling: { unit: 'interaction', rate: 1 } });
  site.page('/', { head: '<script>Array.from = function (list) { return [].slice.call(list); };</script>', tag });
  await page.goto(site.url);
  await page.evaluate(() => window.cx7?.open({ interactionKey: 'call-1' }));
  await arrived(site, ['opened']);
  const key = createHash('sha256').update(`cx7:${smallest.survey}::call-1`).digest('hex');
  expect((await site.interviews())[0]?.interactionRef).toBe(key);
});

test('a page in quirks mode', async ({ page, site, errors }) => {
  site.file('/quirks', `<title>Page</title>${tag}<h1>Thank you</h1>`, 'text/html');
  await page.goto(`${site.url}/quirks`);
  expect(await page.evaluate(() => document.compatMode)).toBe('BackCompat');
  await answerAll(page, site);
  expect(errors).toEqual([]);
});

test('a page in a frame of another page', async ({ page, site, errors }) => {
  site.page('/frame');
  site.page('/', { tag: '', body: '<h1>Around it</h1><iframe src="/frame" width="800" height="600"></iframe>' });
  await page.goto(site.url);
  const root = page.frameLocator('iframe').locator('div[data-cx7]');
  await root
    .getByRole('group', { name: /satisfied/ })
    .getByRole('radio', { name: 'Agree', exact: true })
    .check();
  await root.getByRole('button', { name: 'Send' }).click();
  await arrived(site, ['partial']);
  await expect(survey(page).root).toHaveCount(0);
  expect(errors).toEqual([]);
});

test('a page that may store nothing: nobody is drawn, who asks is shown it, and the answers arrive', async ({
  page,
  site,
  errors,
}) => {
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
      Object.defineProperty(window, name, { get: refuse });
    for (const name of ['cookie']) Object.defineProperty(document, name, { get: refuse, set: refuse });
  });
  await page.goto(site.url);
  expect(await page.evaluate(() => window.cx7?.explain())).toMatchObject({ reason: 'storage' });
  await expect(survey(page).root).toHaveCount(0);
  expect(await page.evaluate(() => window.cx7?.open())).toMatchObject({ shown: true });
  await answerAll(page, site);
  // Said once: what is not sent at once would be lost with the page.
  expect(errors).toEqual([expect.stringMatching(/^cx7: .*no database$/)]);
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
  expect(await page.evaluate(() => window.cx7?.open({ preview: true }))).toMatchObject({ shown: true });
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  expect(errors).toEqual([]);
});

test('an app that exchanges all that is on the page, head and body, takes the survey with it; what was answered is kept', async ({
  page,
  site,
  errors,
}) => {
  site.page('/next', { tag: '' });
  await page.goto(site.url);
  await survey(page).choose(/satisfied/, 'Agree');
  await page.evaluate(() => {
    const [head, body] = [document.createElement('head'), document.createElement('body')];
    body.innerHTML = '<main><h1>Another view</h1></main>';
    document.documentElement.replaceChildren(head, body);
  });
  await expect(survey(page).root).toHaveCount(0);
  await page.goto(`${site.url}/next`);
  await arrived(site, ['opened']);
  expect((await site.interviews())[0]?.answers[0]).toMatchObject({ state: 'answered', value: 4 });
  expect(errors).toEqual([]);
});

test('an app that replaces its route is asked where the config says, and its history is the browser’s own', async ({
  page,
  site,
}) => {
  site.config({ pages: { include: ['/done'] } });
  await page.goto(site.url);
  await page.evaluate(() => window.cx7?.explain());
  await expect(survey(page).root).toHaveCount(0);
  await page.evaluate(() => {
    history.replaceState({}, '', '/done');
    if (!(window as { navigation?: unknown }).navigation) window.cx7?.routeChanged();
  });
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  expect(await page.evaluate(() => `${history.replaceState}${history.pushState}`)).not.toContain('cx7');
  await arrived(site, ['offered']);
});

/** A page that needs this file of cx7, before it can show its survey. */
const needs: Record<string, (site: Site) => void> = {
  survey: () => {},
  'adapter-function': (site) => site.config({ endpoint: { adapter: 'function', name: 'crm.save' } }),
};

for (const [file, arrange] of Object.entries(needs)) {
  test(`somebody blocks cx7.${file}.js: one message, and the page is as it was`, async ({ page, site, errors }) => {
    arrange(site);
    await page.route(`**/cx7.${file}.js`, (route) => route.abort('blockedbyclient'));
    await page.goto(site.url);
    const ours = () => errors.filter((error) => error.startsWith('cx7'));
    await expect.poll(ours).toEqual([expect.stringContaining(`cx7.${file}.js is missing, blocked or changed`)]);
    // Asked again, it tries again, says so again, and nothing is thrown.
    expect(await page.evaluate(() => window.cx7?.open())).toMatchObject({ shown: false, reason: 'failed' });
    expect(ours()).toHaveLength(2);
    await expect(survey(page).root).toHaveCount(0);
    await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible();
    // And once it is let through, the page need not be loaded anew.
    await page.unroute(`**/cx7.${file}.js`);
    expect(await page.evaluate(() => window.cx7?.open())).toMatchObject({ shown: true });
  });

  test(`a server that never answers for cx7.${file}.js holds nothing up`, async ({ page, site, errors }) => {
    arrange(site);
    site.fail(`/dist/cx7.${file}.js`, 'hangs');
    site.page('/', { body: '<main><h1>Form</h1><button onclick="this.textContent=\'pressed\'">Go</button></main>' });
    await page.goto(site.url);
    expect(await page.evaluate(() => document.readyState)).toBe('complete');
    await expect.poll(() => site.requests).toContain(`GET /dist/cx7.${file}.js`);
    await page.getByRole('button').click();
    await expect(page.getByRole('button')).toHaveText('pressed');
    await expect(survey(page).root).toHaveCount(0);
    expect(errors).toEqual([]);
  });
}

test('a language’s file that never comes holds up the survey alone', async ({ page, site, errors }) => {
  site.page('/', { lang: 'es', body: '<main><h1>Form</h1><label>Name <input></label></main>' });
  site.fail('/dist/cx7.es.js', 'hangs');
  await page.goto(site.url);
  await expect.poll(() => site.requests).toContain('GET /dist/cx7.es.js');
  await page.getByLabel('Name').fill('Jane');
  await expect(survey(page).root).toHaveCount(0);
  expect(errors).toEqual([]);
});

test('a language’s file that never comes is given up, and the survey asks in English', async ({
  page,
  site,
  errors,
}) => {
  site.page('/', { lang: 'es' });
  site.fail('/dist/cx7.es.js', 'hangs');
  await page.clock.install();
  await page.goto(site.url);
  await expect.poll(() => site.requests).toContain('GET /dist/cx7.es.js');
  await later(page, 31_000);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  await arrived(site, ['offered']);
  expect(errors.join()).toContain('cx7.es.js');
});

for (const how of ['hangs', 'is cut'] as const)
  test(`a server whose cx7.js ${how}: the page is there, and what it does when it is ready is done`, async ({
    page,
    site,
  }) => {
    site.fail('/dist/cx7.js', how);
    site.page('/', {
      tag: '<script src="/dist/cx7.js" data-config="/cx7.json" async></script>',
      body: '<main><h1>Form</h1></main><script>document.addEventListener("DOMContentLoaded", () => { document.title = "ready" })</script>',
    });
    await page.goto(site.url, { waitUntil: 'commit' });
    await expect(page).toHaveTitle('ready');
    expect(await page.evaluate(() => window.cx7)).toBeUndefined();
  });

test('a page that stops its loading while the survey’s file is on its way can still open it', async ({
  page,
  site,
}) => {
  site.fail('/dist/cx7.survey.js', 'hangs');
  await page.goto(site.url);
  await expect.poll(() => site.requests).toContain('GET /dist/cx7.survey.js');
  await page.evaluate(() => window.stop());
  site.fail('/dist/cx7.survey.js');
  await expect
    .poll(() =>
      page.evaluate(() => Promise.race([window.cx7?.open(), new Promise((later) => setTimeout(later, 1000, 'waits'))])),
    )
    .toMatchObject({ shown: true });
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
        const now = new Set(natives());
        return {
          added: Object.getOwnPropertyNames(window).filter((name) => !names.includes(name) && name !== 'compare'),
          same:
            natives().filter((one) => !mine.includes(one as string)).length >= before.length &&
            before.every((one) => typeof one === 'string' || now.has(one)),
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

test('an element that goes by the name of a global is not believed, and no reason to stop', async ({ page, site }) => {
  const { config, elsewhere } = { config: '/stranger.json', elsewhere: site.url.replace('127.0.0.1', 'localhost') };
  site.file(config, JSON.stringify({ ...smallest, survey: 'stranger', endpoint: `${elsewhere}/stolen` }));
  site.page('/', {
    tag: '',
    body: `<main><h1>Thank you</h1></main>
      <img name="currentScript" data-config="${config}" alt=""><img name="prerendering" alt="">
      <iframe name="cx7" src="${elsewhere}/inner"></iframe><form id="trustedTypes"></form><a id="navigation"></a>
      <script src="/dist/cx7.js" data-config="/cx7.json"></script>`,
  });
  site.page('/inner', { tag: '' });
  await page.goto(site.url);
  await answerAll(page, site);
  expect(site.requests).not.toContain(`GET ${config}`);
});
