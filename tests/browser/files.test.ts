import type { Interview } from '../../src/record/schema.ts';
import { arrived, expect, later, survey, test } from './site.ts';

const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";

test('all in one file: the same path, from one script, under the strictest policy', async ({ page, site, errors }) => {
  site.page('/', {
    tag: '<script src="/dist/cx7.all.js" data-config="/cx7.json"></script>',
    lang: 'es',
    headers: { 'content-security-policy': STRICT },
  });
  await page.goto(site.url);
  await survey(page).choose(/satisfech/, 'De acuerdo');
  await survey(page).button('Enviar').click();
  await arrived(site, ['partial']);
  expect(site.requests.filter((request) => request.includes('/dist/'))).toEqual(['GET /dist/cx7.all.js']);
  expect(errors).toEqual([]);
});

test('a function of the page takes each interview once, when it is over', async ({ page, site }) => {
  site.config({ endpoint: { adapter: 'function', name: 'crm.save' } });
  site.page('/', {
    head: '<script>var saved = []; var crm = { save: async (interview) => { saved.push(interview); } };</script>',
  });
  await page.goto(site.url);
  await survey(page).choose(/satisfied/, 'Agree');
  await survey(page).button('Send').click();
  await survey(page).button('No, that’s all').click();
  const saved = () =>
    page.evaluate(() => (window as never as { saved: { disposition: string }[] }).saved.map((one) => one.disposition));
  await expect.poll(saved).toEqual(['complete']);
  await expect(survey(page).status).toHaveText('Your answers were sent.');
  expect(site.requests).toContain('GET /dist/cx7.adapter-function.js');
  expect(site.requests).not.toContain('POST /v1/interviews');
});

test('headers of the config are sent, with the key that makes a repeat harmless', async ({ page, site }) => {
  site.config({ endpoint: { adapter: 'http', url: '/v1/interviews', headers: { 'X-Site': 'www' } } });
  const posted = page.waitForRequest((request) => request.method() === 'POST');
  await page.goto(site.url);
  const request = await posted;
  await arrived(site, ['offered']);
  const [{ id, revision }] = (await site.interviews()) as [Interview];
  expect(await request.allHeaders()).toMatchObject({
    'content-type': 'application/json',
    'x-site': 'www',
    'idempotency-key': `${id}:${revision}`,
  });
});

test('a team’s own accent, in the dark too, under the strictest policy', async ({ page, site, errors }) => {
  site.config({ display: { accent: '#a12854', scheme: 'dark' } });
  site.page('/', { headers: { 'content-security-policy': STRICT } });
  await page.goto(site.url);
  const send = survey(page).button('Send');
  const style = await send.evaluate((element) => {
    const { backgroundColor, colorScheme } = getComputedStyle(element);
    return { backgroundColor, colorScheme };
  });
  expect(style.colorScheme).toBe('dark');
  expect(style.backgroundColor).not.toBe('rgb(97, 156, 198)');
  expect(errors).toEqual([]);
});

test('a selector that is none is reported once, and no click throws', async ({ page, site, errors }) => {
  site.config({ trigger: { on: 'click', selector: '#[' } });
  await page.goto(site.url);
  await expect.poll(() => errors.length).toBe(1);
  expect(errors[0]).toMatch(/^cx7: .*'#\[' is not a valid selector/);
  await page.getByRole('heading', { name: 'Thank you' }).click();
  expect(errors).toHaveLength(1);
});

test('destroyed before it has begun, it never begins', async ({ page, site }) => {
  site.page('/', { tag: '<script src="/dist/cx7.js" data-config="/cx7.json"></script><script>cx7.destroy()</script>' });
  await page.clock.install();
  await page.goto(site.url);
  await later(page);
  await expect(survey(page).root).toHaveCount(0);
  expect(site.requests).not.toContain('GET /dist/cx7.survey.js');
});

for (const unit of ['visitor', 'pageview'] as const)
  test(`the unit ${unit} is drawn by a key of its own`, async ({ page, site }) => {
    site.config({ sampling: { unit, rate: 1, ...(unit === 'visitor' && { remember: 'device' }) } });
    await page.goto(site.url);
    await expect(survey(page).heading('How did it go?')).toBeVisible();
    await arrived(site, ['offered']);
    expect((await site.interviews())[0]?.sample).toMatchObject({ unit, probability: 1 });
    const keys = await page.evaluate(() => [
      Object.keys(localStorage).includes('cx7:unit'),
      'cx7:unit' in sessionStorage,
    ]);
    expect(keys).toEqual([unit === 'visitor', false]);
  });
