import type { Page } from '@playwright/test';
import { arrived, expect, type Site, survey, test } from './site.ts';

/** A tag with a draw, as `npx cx7 tag` writes it. */
const tag = (rate: number | string, more = 'data-endpoint="/v1/interviews"') =>
  `<script src="/dist/cx7.js" data-config="/cx7.json" data-survey="passport-renewal" data-unit="session" data-rate="${rate}" ${more} defer></script>`;

/** An earlier visit whose answers could not be sent. */
async function leaveAnswers(page: Page, site: Site) {
  site.network = 'down';
  await page.goto(site.url);
  await survey(page).choose(/satisfied/, 'Agree');
  await survey(page).button('Send').click();
  await expect(survey(page).heading('Would you answer')).toBeVisible();
  // Left while the network is down: that page would try again by itself.
  await page.goto('about:blank');
  site.network = 'up';
  site.requests.length = 0;
}

const ours = (site: Site) => site.requests.filter((request) => /cx7|interviews/.test(request));

test('who is not drawn by the tag costs one request and two keys of the session', async ({ page, site, errors }) => {
  site.page('/', { tag: tag(0) });
  await page.goto(site.url, { waitUntil: 'networkidle' });
  // Nor does another route of an app request the config.
  await page.evaluate(() => window.cx7?.routeChanged());
  await page.waitForLoadState('networkidle');
  expect(ours(site)).toEqual(['GET /dist/cx7.js']);
  expect(await page.evaluate(() => [Object.keys(sessionStorage).sort(), Object.keys(localStorage)])).toEqual([
    ['cx7:looked', 'cx7:unit'],
    [],
  ]);
  expect(errors).toEqual([]);
});

test('not drawn, an earlier visit’s answers go without a config', async ({ page, site, errors }) => {
  await leaveAnswers(page, site);
  site.page('/next', { tag: tag(0) });
  site.fail('/cx7.json', 'is cut');
  await page.goto(`${site.url}/next`);
  await arrived(site, ['partial']);
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  expect(site.requests).not.toContain('GET /cx7.json');
  expect(errors.filter((error) => error.startsWith('cx7'))).toEqual([]);
});

test('so do those that a function of the page takes', async ({ page, site, errors }) => {
  const endpoint = { adapter: 'function', name: 'crm.save' };
  site.config({ endpoint: { adapter: 'function', name: 'crm.save' } });
  await leaveAnswers(page, site);
  site.page('/next', {
    head: '<script>const saved = []; crm = { async save(interview) { saved.push(interview.disposition); } }</script>',
    tag: tag(0, `data-endpoint='${JSON.stringify(endpoint)}'`),
  });
  await page.goto(`${site.url}/next`);
  await expect.poll(() => page.evaluate('saved')).toEqual(['partial']);
  expect(site.requests).not.toContain('GET /cx7.json');
  expect(errors).toEqual([]);
});

test('destroyed while that begins, nothing is sent', async ({ page, site }) => {
  await leaveAnswers(page, site);
  // The survey's file has been asked for by the end of the first script.
  site.page('/next', { tag: `${tag(0).replace(' defer', '')}<script>cx7.destroy()</script>` });
  await page.goto(`${site.url}/next`);
  await expect.poll(() => page.evaluate(() => window.cx7?.parts.survey !== undefined)).toBe(true);
  await page.evaluate(() => new Promise((later) => setTimeout(later, 300)));
  expect(site.requests).not.toContain('POST /v1/interviews');
});

test('drawn on an idle page, each file comes once, and the record says by which draws', async ({ page, site }) => {
  site.config({ sampling: { rate: 0.8, salt: 'q1' } });
  site.page('/', { tag: '' });
  await page.addInitScript(() => {
    // A key that both draws ask: the lowest place of some.
    sessionStorage['cx7:unit'] = '0.25';
  });
  await page.goto(site.url);
  const elements = page.evaluate(async () => {
    const added: string[] = [];
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes) if (node instanceof HTMLScriptElement) added.push(node.src.replace(/.*\//, ''));
    }).observe(document, { childList: true, subtree: true });
    const script = document.createElement('script');
    Object.assign(script.dataset, { config: '/cx7.json', survey: 'passport-renewal', unit: 'session', rate: '1' });
    script.src = '/dist/cx7.js';
    document.head.append(script);
    await new Promise<void>((shown) => {
      new MutationObserver(() => document.querySelector('div[data-cx7]') && shown()).observe(document, {
        childList: true,
        subtree: true,
      });
    });
    return added;
  });
  expect(await elements).toEqual(['cx7.js', 'cx7.survey.js']);
  await arrived(site, ['offered']);
  // Another salt on the tag: two draws, of which the record has the product.
  expect((await site.interviews())[0]?.sample).toMatchObject({
    recruitment: 'sampled-offer',
    rate: 0.8,
    probability: 0.8,
    tag: { survey: 'passport-renewal', unit: 'session', salt: '', rate: 1 },
  });
});

test('whoever asks for the survey, or tries it out, is not drawn', async ({ page, site }) => {
  site.page('/', { tag: tag(0) });
  await page.goto(site.url);
  expect(await page.evaluate(() => window.cx7?.open())).toMatchObject({ shown: true });
  await page.goto(`${site.url}/?cx7=preview`);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  await expect
    .poll(async () => (await site.interviews()).map(({ sample }) => [sample.recruitment, sample.tag]))
    .toEqual([
      ['self-initiated', undefined],
      ['forced', undefined],
    ]);
});

for (const rate of ['', '5%', 'NaN', '-0.1', '1.5'])
  test(`a rate of ${JSON.stringify(rate)} on the tag is no draw: the config draws`, async ({ page, site }) => {
    site.page('/', { tag: tag(rate) });
    await page.goto(site.url);
    await expect(survey(page).heading('How did it go?')).toBeVisible();
    await arrived(site, ['offered']);
    expect((await site.interviews())[0]?.sample.tag).toBeUndefined();
  });

test('destroyed, it opens nothing any more', async ({ page, site }) => {
  site.config({ trigger: { on: 'call' } });
  await page.goto(site.url);
  const opened = await page.evaluate(async () => {
    const first = window.cx7?.open();
    void window.cx7?.destroy();
    return [await first, await window.cx7?.open()];
  });
  expect(opened).toEqual([
    { shown: false, reason: 'destroyed' },
    { shown: false, reason: 'destroyed' },
  ]);
  await expect(survey(page).root).toHaveCount(0);
});

test('a config that is refused is told once, also by whoever destroys the survey then', async ({
  page,
  site,
  errors,
}) => {
  site.file('/cx7.json', '', 'text/plain', 500);
  await page.goto(site.url);
  const told = () => errors.filter((error) => error.startsWith('cx7'));
  await expect.poll(() => told().length).toBe(1);
  await page.evaluate(() => window.cx7?.destroy());
  await page.evaluate(() => new Promise((later) => setTimeout(later, 200)));
  expect(told()).toHaveLength(1);
  expect(site.requests.filter((request) => request === 'GET /cx7.json')).toHaveLength(1);
});

test('explain() tells of the survey on the screen, whose offer is remembered by now', async ({ page, site }) => {
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  expect(await page.evaluate(() => window.cx7?.explain())).toMatchObject({ reason: 'asked' });
  await survey(page).button('Not now').click();
  expect(await page.evaluate(() => window.cx7?.explain())).toMatchObject({ reason: 'cool-down' });
});
