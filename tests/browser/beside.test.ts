import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { there } from '../there.ts';
import { answerStepOne } from './respondent.ts';
import { arrived, expect, later, type Site, smallest, survey, test } from './site.ts';

/** What else is on a page beside cx7: itself, once more, in another version or with another survey. */
const tag = '<script src="/dist/cx7.js" data-config="/cx7.json"></script>';

test('another version that is there already stays, as it is', async ({ page, site, errors }) => {
  site.page('/', {
    head: '<script>var calls = []; window.cx7 = { version: "0.0.1", open() { calls.push("open") } }; var old = cx7</script>',
  });
  await page.goto(site.url);
  await page.waitForLoadState();
  expect(await page.evaluate('cx7 === old && Object.keys(cx7).join()')).toBe('version,open');
  await page.evaluate(() => window.cx7?.open());
  expect(await page.evaluate('calls.length')).toBe(1);
  expect(site.requests).not.toContain('GET /cx7.json');
  expect(errors).toEqual([]);
});

test('a page that has put something else by that name keeps no survey away', async ({ page, site, errors }) => {
  site.page('/', { head: '<script>window.cx7 = { queue: [] }</script>' });
  await page.goto(site.url);
  await answerStepOne(page);
  await arrived(site, ['partial']);
  expect(errors).toEqual([]);
});

/** A second survey on the site, which invites everybody as well. */
const another = (site: Site, more: object = {}) => {
  const config = { ...smallest, survey: 'other', names: { service: 'Permits' }, sampling: { rate: 1 } };
  site.file('/other.json', JSON.stringify({ ...config, trigger: { delaySeconds: 0 }, ...more }));
  return tag.replace('cx7.json', 'other.json');
};
const surveysOf = async (site: Site) => (await site.interviews()).map(({ survey }) => survey).sort();

test('two tags with a survey each: both are there by their ids, and cx7 is the first one’s', async ({
  page,
  site,
  errors,
}) => {
  site.config({ trigger: { on: 'call' } });
  site.page('/', { tag: tag + another(site, { trigger: { on: 'call' } }) });
  await page.goto(site.url);
  await expect
    .poll(() => page.evaluate(() => Object.keys(window.cx7?.surveys ?? {})))
    .toEqual(expect.arrayContaining(['other', smallest.survey]));
  const panel = (service: RegExp) => page.getByRole('dialog', { name: service });
  expect(await page.evaluate(() => window.cx7?.surveys.other?.open())).toMatchObject({ shown: true });
  await expect(panel(/Permits/)).toBeVisible();
  await page.evaluate(() => window.cx7?.surveys.other?.close());
  await expect(panel(/Permits/)).toHaveCount(0);
  expect(await page.evaluate(() => window.cx7?.open())).toMatchObject({ shown: true });
  await expect(panel(/Passport Renewal/)).toBeVisible();
  await expect.poll(() => surveysOf(site)).toEqual(['other', smallest.survey]);
  expect(site.requests.filter((request) => request.endsWith('cx7.survey.js'))).toHaveLength(1);
  expect(errors).toEqual([]);
});

test('a survey that cannot be put on the page keeps no other from inviting', async ({ page, site, errors }) => {
  site.config({ display: { placement: 'inline', target: '###' } });
  site.page('/', { tag });
  site.page('/next', { tag: another(site) });
  await page.goto(site.url);
  await expect.poll(() => errors.join()).toContain('###');
  await page.goto(`${site.url}/next`);
  await expect(survey(page).panel).toContainText('Permits');
});

test('a survey whose tag draws nobody is there by its id at once, without its config', async ({ page, site }) => {
  const undrawn = another(site, { trigger: { on: 'call' } }).replace(
    'data-config',
    'data-survey="other" data-unit="session" data-rate="0" data-config',
  );
  site.config({ trigger: { on: 'call' } });
  site.page('/', { tag: `${tag}${undrawn}<script>var there = 'other' in cx7.surveys</script>` });
  await page.goto(site.url);
  expect(await page.evaluate('there')).toBe(true);
  expect(site.requests).not.toContain('GET /other.json');
  expect(await page.evaluate(() => window.cx7?.surveys.other?.open())).toMatchObject({ shown: true });
});

for (const lang of ['en', 'es'])
  test(`of two tags that would invite, one does, and the other not in the whole session: ${lang}`, async ({
    page,
    site,
    errors,
  }) => {
    site.page('/', { lang, tag: tag + another(site) });
    await page.goto(site.url);
    await arrived(site, ['offered']);
    await expect(survey(page).root).toHaveCount(1);
    const [first = ''] = await surveysOf(site);
    const second = first === 'other' ? smallest.survey : 'other';
    await survey(page)
      .root.getByRole('button', { name: lang === 'es' ? 'Ahora no' : 'Not now' })
      .click();
    const reasonOf = (id: string) => page.evaluate((id) => window.cx7?.surveys[id]?.explain(), id);
    await expect.poll(async () => (await reasonOf(second))?.reason).toBe('other-survey');
    await page.reload();
    await expect.poll(async () => (await reasonOf(second))?.reason).toBe('other-survey');
    await expect(survey(page).root).toHaveCount(0);
    expect(await surveysOf(site)).toEqual([first]);
    // Who asks for it gets it all the same, and the next respondent may be invited to either.
    expect(await page.evaluate((id) => window.cx7?.surveys[id]?.open(), second)).toMatchObject({ shown: true });
    await page.evaluate((id) => window.cx7?.surveys[id]?.newRespondent(), second);
    await expect.poll(async () => (await reasonOf(second))?.reason).not.toBe('other-survey');
    expect(errors).toEqual([]);
  });

test('in a preview, too, never two come at once', async ({ page, site }) => {
  site.page('/', { lang: 'es', tag: tag + another(site) });
  await page.addInitScript(() => {
    const seen = { most: 0 };
    Object.assign(window, { seen });
    new MutationObserver(() => {
      seen.most = Math.max(seen.most, document.querySelectorAll('div[data-cx7]').length);
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(`${site.url}/?cx7=preview`);
  await arrived(site, ['offered']);
  await page.waitForTimeout(1500);
  expect(await page.evaluate('seen.most')).toBe(1);
});

test('a tag that is there twice has one survey', async ({ page, site, errors }) => {
  site.page('/', { tag: tag + tag + another(site, { trigger: { on: 'call' } }) + tag });
  await page.goto(site.url);
  await arrived(site, ['offered']);
  expect(site.requests.filter((request) => request.endsWith('/cx7.json'))).toHaveLength(1);
  await expect(survey(page).root).toHaveCount(1);
  expect(errors).toEqual([]);
});

test('whoever tries out a page is told where its <base> sends answers', async ({ page, site }) => {
  const here = tag.replaceAll('="/', `="${site.url}/`);
  site.page('/', { tag: here, head: '<base href="https://assets.example/">' });
  const said: string[] = [];
  page.on('console', (message) => message.type() === 'warning' && said.push(message.text()));
  await page.goto(`${site.url}/?cx7=preview`);
  await expect
    .poll(() => said.join('\n'))
    .toContain(`<base> resolves /v1/interviews to https://assets.example/v1/interviews`);
});

test.describe('from npm', () => {
  const config = (name: string, more: object = {}) => ({
    ...smallest,
    survey: name,
    names: { service: name },
    sampling: { rate: 1 },
    trigger: { delaySeconds: 0 },
    ...more,
  });

  /** An app of its own making, as a bundler puts it together. */
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

  test('two surveys that were asked for stand on a page at once, and each goes its own way', async ({
    page,
    site,
    errors,
  }) => {
    const place = (name: string) =>
      config(name, { trigger: { on: 'call' }, display: { placement: 'inline', target: `#${name}` } });
    site.file(
      '/app.js',
      await bundle(`import { createSurvey } from './dist/index.js';
        for (const config of ${JSON.stringify([place('one'), place('two')])}) createSurvey(config).open();`),
      'text/javascript',
    );
    site.page('/', { tag: '<script src="/app.js" defer></script>', body: '<div id="one"></div><div id="two"></div>' });
    await page.goto(site.url);
    const in_ = (name: string) => page.locator(`#${name} div[data-cx7]`);
    const answer = (name: string, label: string) =>
      in_(name)
        .getByRole('group', { name: /satisfied/ })
        .getByRole('radio', { name: label, exact: true })
        .check();
    await answer('one', 'Agree');
    await answer('two', 'Disagree');
    await expect(in_('one').getByRole('radio', { checked: true })).toHaveCount(1);
    for (const name of ['one', 'two']) await in_(name).getByRole('button', { name: 'Send' }).click();
    await arrived(site, ['partial', 'partial']);
    const told = (await site.interviews()).map(({ survey, answers }) => [survey, answers[0]?.value]);
    expect(told.sort()).toEqual([
      ['one', 4],
      ['two', 2],
    ]);
    expect(errors).toEqual([]);
  });

  test('of two that would invite, one does, and the other not when that is gone either', async ({
    page,
    site,
    errors,
  }) => {
    site.file(
      '/app.js',
      await bundle(`import { createSurvey } from './dist/index.js';
        for (const config of ${JSON.stringify([config('one'), config('two')])}) createSurvey(config);`),
      'text/javascript',
    );
    site.page('/', { tag: '<script src="/app.js" defer></script>' });
    await page.clock.install();
    await page.goto(site.url);
    await arrived(site, ['offered']);
    await expect(survey(page).root).toHaveCount(1);
    await survey(page).button('Not now').click();
    await arrived(site, ['dismissed']);
    await later(page);
    await expect(survey(page).root).toHaveCount(0);
    expect(await site.interviews()).toHaveLength(1);
    expect(errors).toEqual([]);
  });

  test('one of an app beside one of a tag: neither knows of the other', async ({ page, site, errors }) => {
    site.config({ trigger: { on: 'call' } });
    site.file(
      '/app.js',
      await bundle(`import { createSurvey } from './dist/index.js';
        window.app = createSurvey(${JSON.stringify(config('app', { trigger: { on: 'call' } }))});`),
      'text/javascript',
    );
    site.page('/', { tag: `${tag}<script src="/app.js"></script>` });
    await page.goto(site.url);
    await page.evaluate(() => window.cx7?.open());
    await page.evaluate('app.open()');
    await expect(survey(page).root).toHaveCount(2);
    await page.evaluate('app.destroy()');
    await expect(survey(page).root).toHaveCount(1);
    await answerStepOne(page);
    await arrived(site, ['opened', 'partial']);
    expect(errors).toEqual([]);
  });
});

/** Of the element that a module runs for, a browser says nothing. */
for (const [where, module] of Object.entries({
  'at an address': '<script type="module" src="/dist/cx7.js" data-config="/cx7.json"></script>',
  'in the page': `<script type="application/json" data-cx7>${JSON.stringify({ ...smallest, sampling: { rate: 1 }, trigger: { delaySeconds: 0 } })}</script><script type="module" src="/dist/cx7.js"></script>`,
}))
  test(`a tag that is a module, its config ${where}`, async ({ page, site, errors }) => {
    site.page('/', { tag: module });
    await page.goto(site.url);
    await answerStepOne(page);
    await arrived(site, ['partial']);
    expect(errors).toEqual([]);
  });
