import { pack as ar } from '../../src/instrument/languages/ar.ts';
import { LANGUAGES as OFFERED } from '../../src/instrument/languages/index.ts';
import { pack as zhHant } from '../../src/instrument/languages/zh-Hant.ts';
import { there } from '../there.ts';
import { arrived, expect, survey, test } from './site.ts';

const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";

const all = [...OFFERED];
const LANGUAGES = all.filter((tag) => tag !== 'en');
const names = { service: { en: 'Passport Renewal', es: 'Renovación', ar: 'تجديد جواز السفر' } };

/** The files of the build that the page has loaded, by what stands between `cx7.` and `.js`. */
const loaded = (requests: string[]) =>
  requests.flatMap((request) => request.match(/\/dist\/cx7\.(?:(.+)\.)?js$/)?.[1] ?? []).sort();

test('Arabic: everything is mirrored but the codes', async ({ page, site, errors }) => {
  site.config({ languages: all, names, omb: { controlNumber: '1405-0193', expires: '2099-05-31' } });
  site.page('/', { lang: 'ar', headers: { 'content-security-policy': STRICT } });
  await page.goto(site.url);
  const { root, panel, button, choose, heading, status } = survey(page);
  await expect(heading(ar.phrases.ask)).toBeVisible();
  await expect(panel).toHaveAttribute('dir', 'rtl');
  await expect(panel).toHaveAttribute('lang', 'ar');

  const box = async (part: ReturnType<typeof root.locator>) => there(await part.boundingBox());
  const radios = root.getByRole('group').first().getByRole('radio');
  const [disagree, agree] = [await box(radios.first()), await box(radios.last())];
  expect(disagree.x).toBeGreaterThan(agree.x);
  expect(disagree.y).toBe(agree.y);
  const [whole, close] = [await box(panel), await box(button(ar.phrases.leave))];
  expect(close.x - whole.x).toBeLessThan(whole.width / 4);
  expect(whole.x).toBeLessThan(100); // the end of the line is at the left
  expect((await box(button(ar.phrases.send))).x).toBeGreaterThan((await box(button(ar.phrases.close))).x);

  // The arrow keys go from degree to degree as they stand on the screen.
  await radios.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(radios.nth(1)).toBeChecked();

  // Digits with a hyphen would be shown back to front after an Arabic letter.
  const number = await root.getByText('1405-0193').evaluate((line) => {
    const text = line.firstChild as Text;
    const at = text.data.indexOf('1405-0193');
    const left = (from: number) => {
      const range = document.createRange();
      range.setStart(text, from);
      range.setEnd(text, from + 1);
      return range.getBoundingClientRect().left;
    };
    return left(at) < left(at + 8);
  });
  expect(number).toBe(true);

  await choose(/رضاي/, ar.scale[0]);
  await choose(/ثقتي/, ar.scale[4]);
  await button(ar.phrases.send).click();
  await expect(status).toHaveText(ar.phrases.sent);
  await arrived(site, ['partial']);
  const [record] = await site.interviews();
  expect(record?.answers.slice(0, 2).map(({ value }) => value)).toEqual([1, 5]);
  expect(record?.shown).toMatchObject({ lang: 'ar', requestedLang: 'ar', fallback: false, translation: 'draft' });
  expect(loaded(site.requests)).toEqual(['ar', 'survey']);
  expect(errors).toEqual([]);
});

test('zh-TW reads traditional characters, from exactly the files it needs', async ({ page, site, errors }) => {
  site.config({ languages: all });
  site.page('/', { lang: 'zh-TW', headers: { 'content-security-policy': STRICT } });
  await page.goto(site.url);
  await expect(survey(page).heading(zhHant.phrases.ask)).toBeVisible();
  await arrived(site, ['offered']);
  expect(loaded(site.requests)).toEqual(['survey', 'zh-Hant']);
  expect((await site.interviews())[0]?.shown).toMatchObject({
    lang: 'zh-Hant',
    requestedLang: 'zh-TW',
    fallback: false,
  });
  expect(errors).toEqual([]);
});

test('an English page loads no other language, however many it offers', async ({ page, site }) => {
  site.config({ languages: all });
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  await arrived(site, ['offered']);
  expect(loaded(site.requests)).toEqual(['survey']);
});

test('a respondent changes the language half way, by keyboard, and loses nothing', async ({ page, site, errors }) => {
  site.config({ languages: ['en', 'es', 'ar'], names });
  await page.goto(site.url);
  const { root, panel, button, choose, comment, heading } = survey(page);
  await choose(/satisfied/, 'Strongly disagree');
  await comment.fill('The line was long.');
  const list = root.getByRole('combobox');
  await expect(list).toHaveAccessibleName('Language');
  const options = await list
    .getByRole('option')
    .evaluateAll((all) => all.map((one) => [(one as HTMLElement).lang, one.textContent]));
  expect(options).toEqual([
    ['en', 'English'],
    ['es', 'Español'],
    ['ar', 'العربية'],
  ]);

  await list.focus();
  await page.keyboard.press('ArrowDown');
  await expect(heading('¿Cómo le fue?')).toBeVisible();
  await expect(list).toBeFocused();
  await expect(list).toHaveAccessibleName('Idioma');
  await list.selectOption('العربية');
  await expect(panel).toHaveAttribute('dir', 'rtl');
  await expect(comment).toHaveValue('The line was long.');
  await expect(root.getByRole('group').first().getByRole('radio', { name: ar.scale[0], exact: true })).toBeChecked();

  await button(ar.phrases.send).click();
  await arrived(site, ['partial']);
  const [record] = await site.interviews();
  expect(record).toMatchObject({
    comment: { text: 'The line was long.' },
    shown: { lang: 'ar', requestedLang: 'ar', fallback: false, translation: 'draft' },
  });
  expect(record?.answers[0]).toMatchObject({ state: 'answered', value: 1 });
  expect(errors).toEqual([]);
});

test('a language whose file is missing is reported, and the survey goes on in the one that is shown', async ({
  page,
  site,
  errors,
}) => {
  await page.route('**/dist/cx7.es.js', (route) => route.abort());
  await page.goto(site.url);
  const { root, button, choose } = survey(page);
  await choose(/satisfied/, 'Agree');
  await root.getByRole('combobox').selectOption('Español');
  await expect.poll(() => errors.join('\n')).toContain('cx7.es.js is missing, blocked or changed');
  await expect(root.getByRole('combobox')).toHaveValue('en');
  await button('Send').click();
  await arrived(site, ['partial']);
  expect((await site.interviews())[0]?.shown).toMatchObject({ lang: 'en', requestedLang: 'es', fallback: true });
});

test('a page whose language cannot be loaded is asked in English, and the record says so', async ({ page, site }) => {
  await page.route('**/dist/cx7.es.js', (route) => route.abort());
  site.page('/', { lang: 'es' });
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  await arrived(site, ['offered']);
  expect((await site.interviews())[0]?.shown).toMatchObject({
    lang: 'en',
    requestedLang: 'es',
    fallback: true,
    translation: 'official',
  });
});

test('a language’s file that was tampered with does not run', async ({ page, site, errors }) => {
  site.config({ languages: all });
  site.page('/', { lang: 'vi' });
  await page.route('**/dist/cx7.vi.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()};document.title='taken over'` });
  });
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  expect(errors.join('\n')).toContain('cx7.vi.js is missing, blocked or changed');
  expect(await page.title()).toBe('A service page');
});

test('every language can be loaded, and fits a narrow phone', async ({ page, site, errors }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  site.config({ languages: all });
  await page.goto(site.url);
  const { root, panel } = survey(page);
  await survey(page).heading('How did it go?').waitFor();
  for (const lang of LANGUAGES) {
    await root.getByRole('combobox').selectOption(lang);
    await expect(panel).toHaveAttribute('lang', lang);
    expect(await panel.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth), lang).toBe(0);
  }
  expect(errors).toEqual([]);
});

test('all in one file: every language without another request', async ({ page, site, errors }) => {
  site.config({ languages: all });
  site.page('/', { tag: '<script src="/dist/cx7.all.js" data-config="/cx7.json"></script>', lang: 'zh-HK' });
  await page.goto(site.url);
  await expect(survey(page).heading(zhHant.phrases.ask)).toBeVisible();
  await survey(page).root.getByRole('combobox').selectOption('ar');
  await expect(survey(page).heading(ar.phrases.ask)).toBeVisible();
  expect(site.requests.filter((request) => request.includes('/dist/'))).toEqual(['GET /dist/cx7.all.js']);
  expect(errors).toEqual([]);
});
