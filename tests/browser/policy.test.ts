import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Frame, Page } from '@playwright/test';
import { build } from 'esbuild';
import { there } from '../there.ts';
import { answerAll } from './respondent.ts';
import { expect, type Site, smallest, survey, test } from './site.ts';

/** Each policy that an agency may have, in each way that cx7 comes onto a page. Nothing may be violated. */
const POLICIES = {
  'nothing but what is its own': "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'",
  'a nonce alone, which trusted scripts hand on':
    "default-src 'none'; script-src 'nonce-r4nd0m' 'strict-dynamic'; style-src 'none'; connect-src 'self'; base-uri 'none'",
  'a nonce alone, which they do not':
    "default-src 'none'; script-src 'nonce-r4nd0m'; style-src 'none'; connect-src 'self'",
  'trusted types of one named policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types cx7",
  'everything at once':
    "default-src 'none'; script-src 'nonce-r4nd0m' 'strict-dynamic'; style-src 'none'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types cx7; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
  'a sandbox that runs scripts and no more':
    "sandbox allow-scripts; default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'",
} satisfies Record<string, string>;

/** Where the browser itself tells of violations. */
const REPORT = '; report-uri /violations';

/** Drawn by page views, since a sandbox has no storage that could tell one session from the next. */
const config = { ...smallest, sampling: { unit: 'pageview' as const, rate: 1 }, trigger: { delaySeconds: 0 } };

const WAYS = {
  'cx7.js': '<script nonce="r4nd0m" src="/dist/cx7.js" data-config="/cx7.json" async></script>',
  'cx7.all.js': '<script nonce="r4nd0m" src="/dist/cx7.all.js" data-config="/cx7.json" async></script>',
  'createSurvey() from npm': '<script nonce="r4nd0m" src="/app.js" async></script>',
  '<cx7-survey> from npm':
    '<script nonce="r4nd0m" src="/element.js" async></script></head><body><cx7-survey config="/cx7.json"></cx7-survey>',
} satisfies Record<string, string>;

/** The npm package as a host's bundler puts it into its app. */
let apps: Record<string, string>;

test.beforeAll(async () => {
  const bundle = async (contents: string) => {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: fileURLToPath(new URL('../..', import.meta.url)) },
      bundle: true,
      format: 'iife',
      target: 'es2022',
      write: false,
      logLevel: 'error',
    });
    return there(outputFiles[0]).text;
  };
  apps = {
    '/app.js': await bundle(
      `import { createSurvey } from './dist/index.js'; window.survey = createSurvey(${JSON.stringify(config)});`,
    ),
    '/element.js': await bundle(`import { defineElement } from './dist/index.js'; defineElement();`),
  };
});

/** Every violation that the page sees, kept where a test can read it. */
const watch = (page: Page) =>
  page.addInitScript(() => {
    const violations: string[] = [];
    Object.defineProperty(window, 'violations', { value: violations });
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      violations.push(`${violatedDirective} ${blockedURI} ${sample}`),
    );
  });

const seen = (page: Page | Frame) => page.evaluate(() => (window as never as { violations: string[] }).violations);

/** The floating or inline panel looks as it does on a page without a policy. */
const styled = (page: Page) =>
  survey(page).panel.evaluate((panel) => {
    const { fontSize, backgroundColor, borderTopColor, paddingLeft } = getComputedStyle(panel);
    const first = panel.querySelector('[data-part=actions] button');
    const button = first && getComputedStyle(first);
    return {
      panel: [fontSize, backgroundColor, borderTopColor, paddingLeft],
      button: [button?.backgroundColor, button?.color, button?.minHeight],
      sheets: (panel.getRootNode() as ShadowRoot).adoptedStyleSheets.length,
    };
  });

const LOOK = {
  panel: ['16px', 'rgb(255, 255, 255)', 'rgb(0, 94, 162)', '20px'],
  button: ['rgb(0, 94, 162)', 'rgb(255, 255, 255)', '44px'],
  sheets: 1,
};

/** All that is said where nothing can be stored: that what is not sent at once would be lost with the page. */
const UNKEPT = [expect.stringMatching(/^cx7: .*no database$/)];

function serve(site: Site, policy: string, tag: string) {
  for (const [path, content] of Object.entries(apps)) site.file(path, content, 'text/javascript');
  site.file('/violations', '', 'text/plain', 204);
  site.config(config);
  site.page('/', { tag, headers: { 'content-security-policy': policy + REPORT } });
}

for (const [policy, text] of Object.entries(POLICIES))
  for (const [way, tag] of Object.entries(WAYS))
    test(`${policy}: ${way} goes the whole way, styled, and violates nothing`, async ({ page, site, errors }) => {
      await watch(page);
      // A page in a sandbox has no origin of its own, so its server must take what comes from none.
      if (/sandbox/.test(text)) site.origins.push('null');
      serve(site, text, tag);
      await page.goto(site.url);
      await expect(survey(page).heading('How did it go?')).toBeVisible();
      expect(await styled(page)).toEqual(LOOK);
      await answerAll(page, site);
      expect(await seen(page)).toEqual([]);
      expect(site.requests).not.toContain('POST /violations');
      expect(errors).toEqual(/sandbox/.test(text) ? UNKEPT : []);
    });

test('a violation would be seen, by the page and by who the browser tells of it', async ({ page, site }) => {
  await watch(page);
  serve(site, POLICIES['everything at once'], WAYS['cx7.js']);
  await page.goto(site.url);
  await page.evaluate(() => {
    document.body.setAttribute('style', 'color: red');
  });
  await expect.poll(() => seen(page)).toEqual([expect.stringContaining('style-src-attr inline')]);
  await expect.poll(() => site.requests).toContain('POST /violations');
});

test('what explains a refused config violates nothing either', async ({ page, site, errors }) => {
  await watch(page);
  serve(site, POLICIES['everything at once'], WAYS['cx7.js']);
  site.config({ sampling: { rate: 5 } });
  await page.goto(site.url);
  await expect.poll(() => errors.join('\n')).toContain('sampling.rate');
  expect(await seen(page)).toEqual([]);
  expect(site.requests).not.toContain('POST /violations');
});

test('a page that names its trusted types without cx7: one message says so, and nothing else happens', async ({
  page,
  site,
  errors,
}) => {
  serve(site, "script-src 'self'; require-trusted-types-for 'script'; trusted-types other", WAYS['cx7.js']);
  await page.goto(site.url);
  const ours = () => errors.filter((error) => error.startsWith('cx7'));
  await expect.poll(ours).toEqual(['cx7: the page’s policy lacks trusted-types cx7']);
  await expect(survey(page).root).toHaveCount(0);
});

test('a page that names its trusted types without cx7, and requires none, is no obstacle', async ({ page, site }) => {
  serve(site, "script-src 'self'; trusted-types other", WAYS['cx7.js']);
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
});

for (const [way, src] of [
  ['cx7.js', '/dist/cx7.js'],
  ['cx7.all.js', '/dist/cx7.all.js'],
] as const)
  test(`in a sandboxed frame, without an origin or storage, ${way} goes the whole way`, async ({
    page,
    site,
    errors,
  }) => {
    await watch(page);
    site.config(config);
    site.origins.push('null');
    site.page('/frame', {
      tag: `<script src="${src}" data-config="/cx7.json" integrity="${integrityOf(src)}" crossorigin="anonymous" async></script>`,
      headers: { 'content-security-policy': POLICIES['nothing but what is its own'] + REPORT },
    });
    site.page('/', {
      tag: '',
      body: '<iframe src="/frame" sandbox="allow-scripts" width="900" height="700"></iframe>',
    });
    await page.goto(site.url);
    const frame = there(page.frames()[1]);
    const root = page.frameLocator('iframe').locator('div[data-cx7]');
    await expect(root.getByRole('heading', { name: 'How did it go?' })).toBeVisible();
    expect(await frame.evaluate(() => origin)).toBe('null');
    await root
      .getByRole('group', { name: /satisfied/ })
      .getByRole('radio', { name: 'Agree', exact: true })
      .check();
    await root.getByRole('button', { name: 'Send' }).click();
    await expect(root.getByRole('status')).toHaveText('Your answers were sent.');
    await root.getByRole('button', { name: 'No, that’s all' }).click();
    await expect.poll(async () => (await site.interviews())[0]?.disposition).toBe('complete');
    expect(await seen(frame)).toEqual([]);
    expect(errors).toEqual(UNKEPT);
  });

test('in a sandboxed frame a session cannot be told from the next, so none is drawn; who asks is shown it', async ({
  page,
  site,
  errors,
}) => {
  site.page('/frame');
  site.page('/', { tag: '', body: '<iframe src="/frame" sandbox="allow-scripts" width="900" height="700"></iframe>' });
  await page.goto(site.url);
  const frame = there(page.frames()[1]);
  // Once the page has nothing to do, cx7 looks whether answers wait.
  await frame.evaluate(() => new Promise((idle) => setTimeout(idle, 1000)));
  expect(errors).toEqual([]);
  expect(await frame.evaluate(() => window.cx7?.explain())).toMatchObject({ reason: 'storage' });
  expect(await frame.evaluate(() => window.cx7?.open())).toMatchObject({ shown: true });
});

test('in a sandboxed frame whose files may not be read from there, one message says so', async ({
  page,
  site,
  errors,
}) => {
  const tag = `<script src="/dist/cx7.js" async></script><script type="application/json" data-cx7>${JSON.stringify(config)}</script>`;
  site.page('/frame', { tag });
  site.page('/', { tag: '', body: '<iframe src="/frame" sandbox="allow-scripts" width="900" height="700"></iframe>' });
  site.fail('/dist/cx7.survey.js', 'is cut');
  await page.goto(site.url);
  const ours = () => errors.filter((error) => error.startsWith('cx7'));
  await expect.poll(ours).toEqual([expect.stringContaining('cx7.survey.js is missing, blocked or changed')]);
});

const integrityOf = (src: string): string =>
  JSON.parse(readFileSync(new URL('../../dist/integrity.json', import.meta.url), 'utf8'))[src.replace('/dist/', '')];
