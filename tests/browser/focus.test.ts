import type { Page } from '@playwright/test';
import { there } from '../there.ts';
import { expect, SCHEMES, survey, TAGS, test } from './site.ts';

/** What has the focus, inside of the survey or outside. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
    return `${element?.localName} ${element?.getAttribute('aria-label') ?? element?.closest('fieldset')?.textContent ?? element?.textContent}`;
  });

const asked = { trigger: { on: 'call' as const }, omb: { controlNumber: '1405-0193', expires: '2099-12-31' } };

/** How many pixels of two pictures differ by a contrast of 3 to 1 or more. */
const compare = (page: Page, pictures: Buffer[]) =>
  page.evaluate(
    async (pictures) => {
      const [one = [], other = []] = await Promise.all(
        pictures.map(async (picture) => {
          const image = new Image();
          image.src = `data:image/png;base64,${picture}`;
          await image.decode();
          const canvas = new OffscreenCanvas(image.width, image.height);
          const context = canvas.getContext('2d');
          context?.drawImage(image, 0, 0);
          return context?.getImageData(0, 0, image.width, image.height).data;
        }),
      );
      const linear = (part = Number.NaN) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      };
      const luminance = (data: ArrayLike<number>, at: number) =>
        0.2126 * linear(data[at]) + 0.7152 * linear(data[at + 1]) + 0.0722 * linear(data[at + 2]);
      let clear = 0;
      for (let at = 0; at < one.length; at += 4) {
        const [a, b] = [luminance(one, at), luminance(other, at)];
        if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) >= 3) clear++;
      }
      return clear;
    },
    pictures.map((picture) => picture.toString('base64')),
  );

for (const [scheme, media] of Object.entries(SCHEMES))
  test(`the focus is seen, by a ring of 3 to 1 around everything that Tab comes to: ${scheme}`, {
    tag: TAGS[scheme as keyof typeof TAGS],
  }, async ({ page, site, context }) => {
    const desk = await context.newPage();
    site.config({ ...asked, privacy: { url: '/privacy' }, languages: ['en', 'es'] });
    await page.emulateMedia(media);
    await page.setViewportSize({ width: 1280, height: 1400 }); // all of it is in view
    await page.goto(site.url);
    await page.evaluate(() => window.cx7?.open());
    await survey(page).button('Send').click();
    await survey(page).root.locator('summary').click();
    await page.bringToFront();
    await survey(page).panel.focus();
    const seen: string[] = [];
    while (seen.length < 20) {
      await page.keyboard.press('Tab');
      const name = await focused(page);
      if (seen.includes(name) || name.startsWith('body')) break;
      seen.push(name);
      const control = await page.evaluateHandle(() => document.activeElement?.shadowRoot?.activeElement as HTMLElement);
      const box = there(await control.boundingBox());
      const clip = { x: box.x - 6, y: box.y - 6, width: box.width + 12, height: box.height + 12 };
      const withRing = await page.screenshot({ clip });
      await control.evaluate((element) => element.blur());
      const without = await page.screenshot({ clip });
      await control.focus();
      // As many pixels as a line of 2 px around it has (WCAG 2.4.13).
      expect(await compare(desk, [withRing, without]), name).toBeGreaterThanOrEqual(4 * (box.width + box.height) - 16);
    }
    expect(seen.map((name) => name.split(' ')[0])).toEqual([
      'select',
      'button',
      'a',
      'input',
      'input',
      'textarea',
      'button',
      'button',
      'summary',
      'a',
    ]);
  });

for (const [where, viewport] of Object.entries({
  'in a wide window': { width: 1280, height: 800 },
  'on a phone': { width: 320, height: 640 },
}))
  for (const lang of ['en', 'ar'])
    test(`the focus goes as the eye reads: ${where}, ${lang}`, async ({ page, site }) => {
      await page.setViewportSize(viewport);
      site.config({ ...asked, privacy: { url: '/privacy' }, languages: ['en', 'ar'] });
      site.page('/', { lang });
      await page.goto(site.url);
      await page.evaluate(() => window.cx7?.open());
      const { root, panel } = survey(page);
      await root.locator('[data-part=actions] button').first().click();
      await root.locator('summary').click();
      await panel.focus();
      const stops: { x: number; y: number; width: number; height: number }[] = [];
      for (let i = 0; i < 10; i++) {
        await page.keyboard.press('Tab');
        stops.push(
          await page.evaluate(() => {
            const inside = document.activeElement?.shadowRoot;
            const panel = inside?.querySelector('[data-part=panel]');
            if (!panel || !inside?.activeElement) throw new Error('The focus is not inside of the survey.');
            const { x, y, width, height } = inside.activeElement.getBoundingClientRect();
            return { x, y: y + panel.scrollTop, width, height };
          }),
        );
      }
      // Each is below the one before, or beside it, further along the line.
      stops.reduce((before, next) => {
        const isBelow = next.y >= before.y + before.height / 2;
        const isAlong = lang === 'ar' ? next.x + next.width <= before.x : next.x >= before.x + before.width;
        expect(isBelow || isAlong, JSON.stringify([before, next])).toBe(true);
        return next;
      });
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.localName)).toBe('body');
    });

const opener = '<main><h1>Page</h1><button id="feedback">Feedback</button><button id="other">Other</button></main>';

for (const placement of ['slide-in', 'dialog'] as const)
  test(`where what opened it is gone, the focus goes to the main part of the page: ${placement}`, async ({
    page,
    site,
  }) => {
    site.config({ display: { placement }, trigger: { on: 'click', selector: '#feedback' } });
    site.page('/', { body: opener });
    await page.goto(site.url);
    await page.locator('#feedback').focus();
    await page.keyboard.press('Enter');
    await expect(survey(page).heading('How did it go?')).toBeFocused();
    await page.locator('#feedback').evaluate((button) => button.remove());
    await page.keyboard.press('Escape');
    await expect(survey(page).root).toHaveCount(0);
    await expect(page.getByRole('main')).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(page.locator('#other')).toBeFocused();
  });

test('a dialog keeps the focus from the page behind it, and Tab leaves for the browser', async ({ page, site }) => {
  site.config({ display: { placement: 'dialog' }, trigger: { on: 'click', selector: '#feedback' } });
  site.page('/', { body: opener });
  await page.goto(site.url);
  await page.locator('#feedback').click();
  await expect(survey(page).heading('How did it go?')).toBeFocused();
  const stops = new Set<string | undefined>();
  for (let i = 0; i < 16; i++) {
    await page.keyboard.press('Tab');
    stops.add(await page.evaluate(() => document.activeElement?.localName));
  }
  expect([...stops].sort()).toEqual(['body', 'div']);
  await page
    .locator('#other')
    .click({ force: true, timeout: 1000 })
    .catch(() => {});
  await expect(page.locator('#other')).not.toBeFocused();
});

test('Escape closes a slide-in that was asked for, only from inside it', async ({ page, site }) => {
  site.config({ trigger: { on: 'click', selector: '#feedback' } });
  site.page('/', { body: opener });
  await page.goto(site.url);
  await page.locator('#feedback').click();
  const { heading, root, comment } = survey(page);
  await expect(heading('How did it go?')).toBeFocused();
  await page.locator('#other').focus();
  await page.keyboard.press('Escape');
  await expect(heading('How did it go?')).toBeVisible();
  await comment.focus();
  await page.keyboard.press('Escape');
  await expect(root).toHaveCount(0);
  await expect(page.locator('#other')).toBeFocused();
});

test('a respondent goes through it and out again by Tab, and back', async ({ page, site }) => {
  site.config({ display: { placement: 'inline', target: '#here' } });
  site.page('/', {
    body: '<main><h1>Page</h1><button id="before">Before</button><div id="here"></div><button id="after">After</button></main>',
  });
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  for (const [key, from, to] of [
    ['Tab', '#before', '#after'],
    ['Shift+Tab', '#after', '#before'],
  ] as const) {
    await page.locator(from).focus();
    let stops = 0;
    for (; stops < 20; stops++) {
      await page.keyboard.press(key);
      if (await page.locator(to).evaluate((element) => element === document.activeElement)) break;
    }
    expect(stops).toBeGreaterThan(5);
    await expect(page.locator(to)).toBeFocused();
  }
});
