import type { Page } from '@playwright/test';
import { there } from '../there.ts';
import { arrived, expect, type Site, smallest, survey, test } from './site.ts';

const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";

test('a page view that is not asked: two requests, no element, two keys of the session', async ({
  page,
  site,
  errors,
}) => {
  site.config({ sampling: { rate: 0 } });
  await page.goto(site.url);
  const before = await page.evaluate(() => document.documentElement.outerHTML);
  await page.waitForTimeout(1000);
  expect(site.requests).toEqual(['GET /', 'GET /dist/cx7.js', 'GET /cx7.json']);
  expect(await page.evaluate(() => document.documentElement.outerHTML)).toBe(before);
  expect(await page.evaluate(() => [Object.keys(sessionStorage).sort(), Object.keys(localStorage)])).toEqual([
    ['cx7:looked', 'cx7:unit'],
    [],
  ]);
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  expect(errors).toEqual([]);
});

test('an inline config costs a page view that is not asked no further request', async ({ page, site }) => {
  const config = JSON.stringify({ ...smallest, sampling: { rate: 0 } });
  site.page('/', {
    tag: `<script src="/dist/cx7.js"></script><script type="application/json" data-cx7>${config}</script>`,
  });
  await page.goto(site.url);
  await page.waitForTimeout(500);
  expect(site.requests).toEqual(['GET /', 'GET /dist/cx7.js']);
});

/** A page with a picture that does not come: its load event waits for it. */
async function loading(page: Page, site: Site) {
  site.fail('/picture.png', 'hangs');
  site.page('/', { body: '<main><h1>Thank you</h1><img src="/picture.png" alt=""></main>' });
  await page.goto(site.url, { waitUntil: 'commit' });
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem('cx7:unit'))).toBeTruthy();
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => document.readyState)).toBe('interactive');
  expect(site.requests.filter((request) => /cx7/.test(request))).toEqual(['GET /dist/cx7.js', 'GET /cx7.json']);
  return () => page.evaluate(() => document.querySelector('img')?.setAttribute('src', 'data:,'));
}

test('who is not asked need not wait for the load of the page to be let alone', async ({ page, site }) => {
  await page.addInitScript(() => {
    const listened: string[] = [];
    const listen = window.addEventListener;
    window.addEventListener = (...call: Parameters<typeof listen>) => {
      listened.push(call[0]);
      listen.apply(window, call);
    };
    Object.assign(window, { listened });
    // The first page of a session looks for answers that wait, once it has loaded.
    sessionStorage.setItem('cx7:looked', '');
  });
  site.config({ sampling: { rate: 0 } });
  const loaded = await loading(page, site);
  expect(await page.evaluate(() => (window as never as { listened: string[] }).listened)).not.toContain('load');
  await loaded();
  await page.waitForLoadState();
  await page.waitForTimeout(300);
  expect(site.requests.filter((request) => /survey/.test(request))).toEqual([]);
});

test('who is asked is asked after the page has loaded, and nothing is fetched for it before', async ({
  page,
  site,
}) => {
  const loaded = await loading(page, site);
  await loaded();
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  await arrived(site, ['offered']);
});

test('an app that leaves for a page without a survey before it has loaded is not asked there', async ({
  page,
  site,
}) => {
  site.config({ pages: { exclude: ['/form'] } });
  const loaded = await loading(page, site);
  await page.evaluate(() => history.pushState(null, '', '/form'));
  await loaded();
  await page.waitForLoadState();
  await page.waitForTimeout(1500);
  await expect(survey(page).root).toHaveCount(0);
  expect(await site.interviews()).toEqual([]);
});

test('the same session gets the same answer on every page', async ({ page, site }) => {
  site.config({ sampling: { rate: 0.5 } });
  await page.goto(site.url);
  const reasons = new Set<string>();
  for (let i = 0; i < 5; i++) {
    await page.goto(`${site.url}/?n=${i}`);
    reasons.add(
      there(
        await page.evaluate(async () =>
          (await window.cx7?.explain())?.checks.find(([name]) => name === 'sample')?.join(),
        ),
      ),
    );
  }
  expect(reasons.size).toBe(1);
});

test('the strictest policy: the whole path without one violation, fully styled', async ({ page, site, errors }) => {
  site.page('/', { headers: { 'content-security-policy': STRICT }, head: '' });
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) =>
      console.error(`violated ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  await page.goto(site.url);
  const { choose, button, heading, comment, root } = survey(page);
  await choose(/satisfied/, 'Agree');
  await comment.fill('Fine.');
  const panel = root.getByRole('region');
  expect(await panel.evaluate((element) => getComputedStyle(element).position)).toBe('fixed');
  await button('Send').click();
  await button('Yes, continue').click();
  await choose('My need was addressed.', 'Agree');
  await button('Send').click();
  await expect(heading('Thank you')).toBeVisible();
  await expect.poll(async () => (await site.interviews())[0]?.disposition).toBe('complete');
  expect(errors).toEqual([]);
});

test('a page whose policy trusts scripts by nonce only', async ({ page, site, errors }) => {
  site.page('/', {
    headers: {
      'content-security-policy':
        "default-src 'none'; script-src 'nonce-r4nd0m'; connect-src 'self'; style-src 'none'; img-src data:",
    },
    tag: '<script nonce="r4nd0m" src="/dist/cx7.js" data-config="/cx7.json"></script>',
  });
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  expect(errors).toEqual([]);
});

test('a file that was tampered with does not run, and the page is untouched', async ({ page, site, errors }) => {
  await page.route('**/dist/cx7.survey.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()};document.title='taken over'` });
  });
  await page.goto(site.url);
  await expect.poll(() => errors.join('\n')).toContain('cx7.survey.js is missing, blocked or changed');
  await expect(survey(page).root).toHaveCount(0);
  expect(await page.title()).toBe('A service page');
});

for (const [name, make, message] of [
  [
    'no config at all',
    (site) => site.page('/', { tag: '<script src="/dist/cx7.js"></script>' }),
    /^cx7: no config\. Add data-config\./,
  ],
  [
    'a config that is not there',
    (site) => site.file('/cx7.json', 'Not found', 'text/plain', 404),
    /^cx7: \/cx7\.json answered with 404$/,
  ],
  [
    'a config from a connection that is cut',
    (site) => site.fail('/cx7.json', 'is cut'),
    /^cx7: \/cx7\.json answered with nothing$/,
  ],
  [
    'a config that does not come in ten seconds',
    (site) => site.fail('/cx7.json', 'hangs'),
    /^cx7: \/cx7\.json answered with nothing$/,
  ],
  [
    'a config that cannot be read',
    (site) => site.file('/cx7.json', '{\n  "survey": "passport-renewal",\n}'),
    /^cx7: \/cx7\.json was refused[\s\S]*line 2, column 31: a comma before }/,
  ],
  [
    'a config with an unknown key',
    (site) => site.config({ samplng: { rate: 1 }, sampling: undefined } as never),
    /^cx7: \/cx7\.json was refused[\s\S]*samplng[\s\S]*sampling/,
  ],
  ['a config with wrong values', (site) => site.config({ sampling: { rate: 5 } }), /sampling\.rate[\s\S]*5/],
  [
    'a config that rewords an overall statement',
    (site) => site.config({ wording: { satisfaction: 'We are great.' } }),
    /wording\.satisfaction[\s\S]*approval/,
  ],
] as [string, (site: import('./site.ts').Site) => void, RegExp][]) {
  test(`${name}: the page is untouched and one console message says what is wrong`, async ({ page, site, errors }) => {
    make(site);
    // A preview is judged whether or not this session would be asked.
    await page.goto(`${site.url}/?cx7=preview`);
    const ours = () => errors.filter((error) => error.startsWith('cx7'));
    await expect.poll(ours, { timeout: 15_000 }).toHaveLength(1);
    expect(ours()[0]).toMatch(message);
    await expect(survey(page).root).toHaveCount(0);
    expect(await page.evaluate(() => window.cx7?.open())).toMatchObject({ shown: false, reason: 'failed' });
  });
}

test('a config with a stamp of an earlier version is judged like any other', async ({ page, site, errors }) => {
  const stamped = { checked: '0123abcd', trigger: { delaySeconds: 0 } };
  site.config({ ...stamped, sampling: { rate: 1 } });
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();

  site.config({ ...stamped, sampling: { rate: 2 } });
  await page.goto(`${site.url}/?cx7=preview`);
  await expect.poll(() => errors.join('\n')).toContain('sampling.rate');
  await expect(survey(page).root).toHaveCount(0);
});

test('a config that hangs: the page is untouched, and calls wait', async ({ page, site }) => {
  await page.route('**/cx7.json', () => {});
  await page.goto(site.url);
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible();
  const settled = await page.evaluate(() =>
    Promise.race([window.cx7?.open(), new Promise((later) => setTimeout(later, 500, 'waits'))]),
  );
  expect(settled).toBe('waits');
  await expect(survey(page).root).toHaveCount(0);
});

test('window.cx7 is there at once and takes calls before anything else has loaded', async ({ page, site }) => {
  site.config({ trigger: { on: 'call' } });
  site.page('/', {
    tag: `<script src="/dist/cx7.js" data-config="/cx7.json"></script>
      <script>cx7.on('opened', (event) => { window.heard = event.detail.disposition }); window.opened = cx7.open();</script>`,
  });
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  expect(await page.evaluate(() => (window as never as { opened: Promise<object> }).opened)).toMatchObject({
    shown: true,
    reason: 'asked',
  });
  expect(await page.evaluate(() => (window as never as { heard: string }).heard)).toBe('opened');
  expect(await page.evaluate(() => window.cx7?.version)).toMatch(/^\d+\.\d+\.\d+/);
});

test('a click on what the config names opens it, as self-initiated and not as part of the sample', async ({
  page,
  site,
}) => {
  site.config({
    sampling: { rate: 0 },
    trigger: { on: 'click', selector: '.feedback' },
    display: { placement: 'dialog' },
  });
  site.page('/', { body: '<main><h1>Page</h1><button class="feedback"><span>Feedback</span></button></main>' });
  await page.goto(site.url);
  await page.getByText('Feedback').click();
  await expect(survey(page).heading('How did it go?')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(survey(page).root).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Feedback' })).toBeFocused();
  await expect
    .poll(async () => (await site.interviews())[0])
    .toMatchObject({
      disposition: 'dismissed',
      sample: { recruitment: 'self-initiated' },
      shown: { trigger: 'click', display: 'dialog' },
    });
});

test('a script that is placed twice starts once; destroy leaves nothing', async ({ page, site }) => {
  const tag = '<script src="/dist/cx7.js" data-config="/cx7.json"></script>';
  site.page('/', { tag: tag + tag });
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  await expect(survey(page).root).toHaveCount(1);
  await page.evaluate(() => window.cx7?.destroy());
  await expect(survey(page).root).toHaveCount(0);
});

test('no layout shift and no scroll jump on the host page', async ({ page, site }) => {
  site.page('/', { body: `<main><h1>Long</h1>${'<p>Text of a long page.</p>'.repeat(200)}</main>` });
  await page.addInitScript(() => {
    (window as never as { shift: number }).shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[])
        if (!entry.hadRecentInput) (window as never as { shift: number }).shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(site.url);
  await page.evaluate(() => scrollTo(0, 700));
  const { choose, button, heading } = survey(page);
  await choose(/satisfied/, 'Agree');
  await button('Send').click();
  await expect(heading('Would you answer')).toBeVisible();
  expect(await page.evaluate(() => [scrollY, (window as never as { shift: number }).shift])).toEqual([700, 0]);
});
