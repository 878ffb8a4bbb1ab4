import { pack as ar } from '../../src/instrument/languages/ar.ts';
import { pack as es } from '../../src/instrument/languages/es.ts';
import { tabTo } from './keyboard.ts';
import { arrived } from './site.ts';
import { expect, test } from './webkit.ts';

const names = { service: { en: 'Passport Renewal', es: 'Renovación', ar: 'تجديد جواز السفر' } };

test('Arabic: everything is mirrored but the codes', async ({ respondent, site }) => {
  const { go, run, press, sees, find, clicks, chooses } = respondent;
  site.config({ languages: ['en', 'ar'], names });
  site.page('/', { lang: 'ar' });
  await go(site.url);
  await sees('h2', ar.phrases.ask);
  const panel = await run(() => {
    const root = document.querySelector('div[data-cx7]')?.shadowRoot;
    const panel = root?.querySelector<HTMLElement>('[data-part=panel]');
    return { lang: panel?.lang, dir: panel?.dir };
  });
  expect(panel).toEqual({ lang: 'ar', dir: 'rtl' });
  const [disagree, agree] = [await sees('input', ar.scale[0], 'رضاي'), await sees('input', ar.scale[4], 'رضاي')];
  expect(disagree.x).toBeGreaterThan(agree.x);
  expect(disagree.y).toBe(agree.y);
  const [whole, close] = [await sees('[data-part=panel]'), await sees('button', ar.phrases.leave)];
  expect(close.x - whole.x).toBeLessThan(whole.width / 4);
  expect(whole.x).toBeLessThan(100);

  await chooses('رضاي', ar.scale[0]);
  await press('ArrowDown');
  expect((await find('input', ar.scale[1], 'رضاي'))?.checked).toBe(true);
  await chooses('ثقتي', ar.scale[4]);
  await clicks('button', ar.phrases.send);
  await arrived(site, ['partial']);
  const [record] = await site.interviews();
  expect(record?.answers.slice(0, 2).map(({ value }) => value)).toEqual([2, 5]);
  expect(record?.shown).toMatchObject({ lang: 'ar', requestedLang: 'ar', fallback: false, translation: 'draft' });
  expect(await respondent.complaints()).toEqual([]);
});

test('Spanish where the page is Spanish, from a file of its own', async ({ respondent, site }) => {
  site.page('/', { lang: 'es-MX' });
  await respondent.go(site.url);
  await respondent.sees('h2', es.phrases.ask);
  expect(site.requests).toContain('GET /dist/cx7.es.js');
  await respondent.chooses('satisfech', es.scale[3]);
  await respondent.clicks('button', es.phrases.send);
  await arrived(site, ['partial']);
  const [record] = await site.interviews();
  expect(record?.shown).toMatchObject({ lang: 'es', requestedLang: 'es-MX', fallback: false, translation: 'draft' });
  expect(record?.answers[0]).toMatchObject({ state: 'answered', value: 4 });
  expect(await respondent.complaints()).toEqual([]);
});

test('a respondent changes the language half way, by keyboard, and loses nothing', async ({ respondent, site }) => {
  const { go, press, sees, clicks, chooses } = respondent;
  site.config({ languages: ['en', 'es', 'ar'], names });
  await go(site.url);
  await chooses('satisfied', 'Strongly disagree');
  await clicks('textarea');
  await respondent.type('The line was long.');
  await tabTo(respondent, 'Language', 'select', 'Shift+Tab');
  await press('ArrowDown');
  await sees('h2', es.phrases.ask);
  await press('ArrowDown');
  await sees('h2', ar.phrases.ask);
  expect((await sees('textarea')).value).toBe('The line was long.');
  expect((await sees('input', ar.scale[0], 'رضاي')).checked).toBe(true);
  await clicks('button', ar.phrases.send);
  await arrived(site, ['partial']);
  const [record] = await site.interviews();
  expect(record).toMatchObject({
    comment: { text: 'The line was long.' },
    shown: { lang: 'ar', requestedLang: 'ar', fallback: false, translation: 'draft' },
  });
  expect(record?.answers[0]).toMatchObject({ state: 'answered', value: 1 });
  expect(await respondent.complaints()).toEqual([]);
});
