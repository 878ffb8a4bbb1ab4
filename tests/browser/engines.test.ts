import { answerAll } from './respondent.ts';
import { expect, survey, test } from './site.ts';

/** As engines are that have no constructed style sheets: Safari before 16.4, Firefox before 101. */
test.beforeEach(({ page }) =>
  page.addInitScript(() => {
    class Illegal {
      constructor() {
        throw new TypeError('Illegal constructor');
      }
    }
    Object.assign(window, { CSSStyleSheet: Illegal });
    for (const kind of [Document, ShadowRoot]) Reflect.deleteProperty(kind.prototype, 'adoptedStyleSheets');
  }),
);

test.beforeEach(({ page }) =>
  page.addInitScript(() =>
    addEventListener('securitypolicyviolation', (event) => console.error(`violated ${event.violatedDirective}`)),
  ),
);

test('an engine without constructed style sheets: it is seen in its style, and goes through', async ({
  page,
  site,
  errors,
}) => {
  await page.goto(site.url);
  const { panel } = survey(page);
  expect(await panel.evaluate((element) => getComputedStyle(element).position)).toBe('fixed');
  await page.keyboard.press('Tab');
  const link = page.locator('div[data-cx7-skip] a');
  await expect(link).toBeFocused();
  expect(await link.evaluate((element) => getComputedStyle(element).position)).toBe('fixed');
  await answerAll(page, site);
  expect(await panel.evaluate((element) => getComputedStyle(element).position)).toBe('fixed');
  expect(errors).toEqual([]);
});

test('its style carries the nonce of the page', async ({ page, site, errors }) => {
  site.page('/', {
    headers: {
      'content-security-policy':
        "default-src 'none'; script-src 'nonce-r4nd0m'; connect-src 'self'; style-src 'nonce-r4nd0m'; img-src data:",
    },
    tag: '<script nonce="r4nd0m" src="/dist/cx7.js" data-config="/cx7.json"></script>',
  });
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  expect(await survey(page).panel.evaluate((element) => getComputedStyle(element).position)).toBe('fixed');
  expect(errors).toEqual([]);
});

test('where its style is forbidden, nothing is shown, nothing counted, and the console says why', async ({
  page,
  site,
  errors,
}) => {
  site.page('/', {
    headers: {
      'content-security-policy': "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'",
    },
  });
  await page.goto(site.url);
  await expect.poll(() => errors.join()).toContain('this browser needs a nonce');
  await expect(survey(page).root).toHaveCount(0);
  expect(await page.evaluate(() => window.cx7?.open())).toMatchObject({ shown: false, reason: 'failed' });
  await page.waitForTimeout(500);
  expect(await site.interviews()).toEqual([]);
});

test('an engine of early 2021, without what came later: a call with wrong options, and explain()', async ({
  page,
  site,
  errors,
}) => {
  await page.addInitScript(() => {
    for (const [of, names] of [
      [Array.prototype, ['at', 'findLast', 'toSorted', 'toReversed', 'with']],
      [String.prototype, ['at', 'isWellFormed']],
      [Object, ['hasOwn', 'groupBy']],
      [Promise, ['withResolvers']],
      [AbortSignal, ['timeout', 'any']],
      [window, ['structuredClone']],
    ] as const)
      for (const name of names) Reflect.deleteProperty(of, name);
  });
  site.config({ trigger: { on: 'call' }, context: ['queue'] });
  await page.goto(site.url);
  const options = { chanel: 'phone', context: { queue: {} }, office: 7 };
  expect(await page.evaluate((options) => window.cx7?.open(options as never), options)).toMatchObject({ shown: true });
  expect(errors.join()).toContain('channel');
  expect(errors.join()).toContain('office');
  expect(await page.evaluate(() => window.cx7?.explain())).toMatchObject({ reason: 'asked' });
  expect(errors.join()).not.toContain('is not a function');
});
