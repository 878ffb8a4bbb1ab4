import type { Page } from '@playwright/test';
import type { SurveyConfig } from '../../src/config/schema.ts';
import { pack as ar } from '../../src/instrument/languages/ar.ts';
import { pack as en } from '../../src/instrument/languages/en.ts';
import { pack as ko } from '../../src/instrument/languages/ko.ts';
import { there } from '../there.ts';
import { expect, type Site, survey, test } from './site.ts';

/** Small screens, large text, coarse pointers. */
const PLACEMENTS: Record<string, Partial<SurveyConfig>> = {
  'a slide-in': {},
  'a dialog': { display: { placement: 'dialog' }, trigger: { on: 'call' } },
  inline: { display: { placement: 'inline', target: '#here' } },
};

async function open(page: Page, site: Site, config: Partial<SurveyConfig> = {}, lang = 'en') {
  site.config({
    omb: { controlNumber: '1405-0193', expires: '2099-12-31' },
    privacy: { url: '/privacy' },
    languages: ['en', 'ar', 'ko'],
    ...config,
  });
  site.page('/', { lang, body: '<main><h1>Thank you</h1><div id="here"></div></main>' });
  await page.goto(site.url);
  if (config.trigger) await page.evaluate(() => window.cx7?.open());
  await expect(survey(page).root.locator('h2')).toBeVisible();
}

/** Goes through the survey and looks at each state: what is wrong in which. */
async function through(page: Page, { phrases }: typeof en, look: () => Promise<string[]>) {
  const { root, button, comment, heading } = survey(page);
  const found: Record<string, string[]> = {};
  const note = async (state: string) => {
    const wrong = await look();
    if (wrong.length) found[state] = wrong;
  };
  await note('ask');
  await button(phrases.send).click();
  await expect(root.getByRole('alert')).toBeFocused();
  await root.locator('summary').click();
  await note('problem, with the small print');
  await comment.fill('x'.repeat(1001));
  await button(phrases.send).click();
  await expect(root.getByRole('link', { name: phrases.tooLong })).toBeVisible();
  await note('comment too long');
  await comment.fill('');
  await root.getByRole('radio').nth(3).check();
  await button(phrases.send).click();
  await expect(button(phrases.continue)).toBeVisible();
  await note('more');
  await button(phrases.continue).click();
  await expect(heading(phrases.details)).toBeVisible();
  await note('details');
  await button(phrases.send).click();
  await expect(heading(phrases.done)).toBeVisible();
  await note('thanks');
  return found;
}

/** What sticks out of the survey, has to be scrolled sideways, or cuts its words off. */
const lost = (page: Page) =>
  page.evaluate(() => {
    const panel = document.querySelector('div[data-cx7]')?.shadowRoot?.querySelector('[data-part=panel]');
    if (!panel) throw new Error('No survey is there.');
    const isWithin = (inner: DOMRect, outer: DOMRect) => inner.left > outer.left - 1 && inner.right < outer.right + 1;
    const found: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');
    for (const element of [panel, ...panel.querySelectorAll('*:not(option)')]) {
      if (getComputedStyle(element).clipPath !== 'none') continue; // clipped to nothing, there to be read out
      const box = element.getBoundingClientRect();
      const { lineHeight } = getComputedStyle(element);
      const name = `${element.localName} ${element.textContent.slice(0, 30)}`;
      if (!isWithin(box, panel.getBoundingClientRect())) found.push(`${name} sticks out`);
      if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth) found.push(`${name} scrolls sideways`);
      for (const node of element.childNodes) {
        if (!(node instanceof Text && node.data.trim()) || !element.checkVisibility()) continue;
        const range = new Range();
        range.selectNode(node);
        for (const line of range.getClientRects()) {
          // Some fonts are taller than their lines, and stand out of them above and below.
          const above = Math.max(0, (line.height - (Number.parseFloat(lineHeight) || line.height)) / 2) + 1;
          if (!isWithin(line, box) || line.top < box.top - above || line.bottom > box.bottom + above)
            found.push(`${name} is cut off`);
        }
      }
    }
    return found;
  });

test.describe('at 400 % of 1280 × 1024, which is 320 × 256', () => {
  test.use({ viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 });

  for (const [placement, config] of Object.entries(PLACEMENTS)) {
    for (const pack of [en, ar])
      test(`nothing scrolls sideways and nothing is cut off: ${placement}, ${pack.dir}`, async ({ page, site }) => {
        await open(page, site, config, pack.lang);
        expect(await through(page, pack, () => lost(page))).toEqual({});
      });

    test(`Send is reached by wheel and pointer: ${placement}`, async ({ page, site }) => {
      await open(page, site, config);
      const send = survey(page).button('Send');
      await page.mouse.move(160, 200);
      await expect(async () => {
        await page.mouse.wheel(0, 40);
        await expect(send).toBeInViewport({ ratio: 1, timeout: 1 });
      }).toPass({ intervals: [50] });
      await expect(async () => {
        const { x, y, width, height } = there(await send.boundingBox());
        await page.mouse.click(x + width / 2, y + height / 2);
        await expect(survey(page).root.getByRole('alert')).toBeFocused({ timeout: 500 });
      }).toPass();
    });

    test(`Send is reached and seen by keyboard: ${placement}`, async ({ page, site }) => {
      await open(page, site, config);
      const send = survey(page).button('Send');
      await survey(page).comment.focus();
      await page.keyboard.press('Tab');
      await expect(send).toBeFocused();
      await expect(send).toBeInViewport({ ratio: 0.99 });
      await page.keyboard.press('Enter');
      await expect(survey(page).root.getByRole('alert')).toBeFocused();
      await expect(survey(page).root.getByRole('alert')).toBeInViewport();
    });
  }
});

test.describe('on a phone that lies on its side', () => {
  test.use({ viewport: { width: 640, height: 320 } });

  for (const [placement, config] of Object.entries(PLACEMENTS))
    test(`nothing scrolls sideways and nothing is cut off: ${placement}`, async ({ page, site }) => {
      await open(page, site, config);
      expect(await through(page, en, () => lost(page))).toEqual({});
    });
});

for (const [where, viewport] of Object.entries({
  'in a narrow window': { width: 320, height: 640 },
  'in a wide window': { width: 1280, height: 800 },
}))
  test.describe(where, () => {
    test.use({ viewport });

    for (const pack of [en, ar])
      test(`text spacing of WCAG 1.4.12 loses nothing, ${pack.dir}`, async ({ page, site }) => {
        await open(page, site, {}, pack.lang);
        await page.evaluate(() => {
          const spacing = new CSSStyleSheet();
          spacing.replaceSync(
            '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }',
          );
          const root = document.querySelector('div[data-cx7]')?.shadowRoot;
          if (!root) throw new Error('No survey is there.');
          root.adoptedStyleSheets.push(spacing);
        });
        expect(await through(page, pack, () => lost(page))).toEqual({});
      });

    for (const pack of [en, ar, ko])
      test(`every target is 44 px or more, both ways, and none is on another: ${pack.lang}`, async ({ page, site }) => {
        await open(page, site, {}, pack.lang);
        const small = () =>
          page.evaluate(() => {
            const root = document.querySelector('div[data-cx7]')?.shadowRoot;
            if (!root) throw new Error('No survey is there.');
            const targets = [...root.querySelectorAll('fieldset label, button, select, textarea, summary, a')].filter(
              (target) => target.checkVisibility(),
            );
            const boxes = targets.map((target) => target.getBoundingClientRect());
            return targets.flatMap((target, at) => {
              const { width, height, left, right, top, bottom } = target.getBoundingClientRect();
              const name = `${target.localName} ${target.textContent}`;
              const isCovered = boxes.some(
                (other, i) =>
                  i !== at &&
                  other.left < right - 0.1 &&
                  other.right > left + 0.1 &&
                  other.top < bottom - 0.1 &&
                  other.bottom > top + 0.1,
              );
              return [
                ...(width < 44 || height < 44 ? [`${name}: ${width} × ${height}`] : []),
                ...(isCovered ? [`${name} is on another`] : []),
              ];
            });
          });
        expect(await through(page, pack, small)).toEqual({});
      });
  });
