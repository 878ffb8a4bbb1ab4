import type { Page } from '@playwright/test';
import { expect, survey, test } from './site.ts';

/** What a respondent can count on, whatever they point, type and look with. */
const omb = { controlNumber: '1405-0193', expires: '2099-12-31' };

/** Goes through the survey by pointer and looks at each state. */
async function through(page: Page, look: (state: string) => Promise<void>) {
  const { root, button, choose, heading } = survey(page);
  await expect(heading('How did it go?')).toBeVisible();
  await look('ask');
  await button('Send').click();
  await expect(root.getByRole('alert')).toBeVisible();
  await look('problem');
  await choose(/satisfied/, 'Agree');
  await look('answered');
  await button('Send').click();
  await expect(heading('Would you answer 5 more?')).toBeVisible();
  await look('more');
  await button('Yes, continue').click();
  await look('details');
  await button('Send').click();
  await expect(heading('Thank you')).toBeVisible();
  await look('thanks');
}

for (const reducedMotion of ['reduce', 'no-preference'] as const)
  test(`nothing moves, blinks or fades: ${reducedMotion}`, {
    tag: reducedMotion === 'reduce' ? '@reduced-motion' : [],
  }, async ({ page, site }) => {
    await page.emulateMedia({ reducedMotion });
    site.config({ omb });
    await page.goto(site.url);
    const moving: string[] = [];
    await through(page, async (state) => {
      const found = await page.evaluate(() => {
        const root = document.querySelector('div[data-cx7]')?.shadowRoot;
        if (!root) throw new Error('No survey is there.');
        return [
          ...root.getAnimations().map(({ id, playState }) => `an animation ${id} ${playState}`),
          ...[...root.querySelectorAll('*')].flatMap((element) => {
            const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
            return [
              ...(/[1-9]/.test(transitionDuration) ? [`${element.localName} changes slowly`] : []),
              ...(animationName !== 'none' ? [`${element.localName} is animated`] : []),
              ...(scrollBehavior !== 'auto' ? [`${element.localName} scrolls slowly`] : []),
            ];
          }),
        ];
      });
      moving.push(...found.map((what) => `${state}: ${what}`));
    });
    expect(moving).toEqual([]);
  });

test('nothing is shown, hidden or said only while a pointer is on it', async ({ page, site }) => {
  site.config({ omb, languages: ['en', 'es'] });
  await page.setViewportSize({ width: 1280, height: 1400 });
  await page.goto(site.url);
  const { root, panel, status } = survey(page);
  await expect(status).toHaveText('Survey about Passport Renewal'); // what it says by itself, it has said
  await through(page, async (state) => {
    const seen = () =>
      panel.evaluate((panel) => [
        panel.textContent,
        panel.querySelectorAll('[title]').length,
        ...[...panel.querySelectorAll('*')].map((element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          return [x, y, width, height, element.checkVisibility({ opacityProperty: true })].join();
        }),
      ]);
    await page.mouse.move(1, 1);
    await expect(panel.getByText('Sending your answers…')).toHaveCount(0); // that changes by itself
    const before = await seen();
    const places = 'h2, legend, [data-part=scale] label:first-child, button, select, textarea, summary';
    for (const control of await root.locator(places).all()) {
      await control.hover();
      expect(await seen(), state).toEqual(before);
    }
  });
});

test('a press that slides off a button does nothing', async ({ page, site }) => {
  await page.goto(site.url);
  const { button, heading, root } = survey(page);
  await expect(heading('How did it go?')).toBeVisible();
  for (const name of ['Send', 'Not now', 'Close this survey']) {
    await button(name).hover();
    await page.mouse.down();
    await heading('How did it go?').hover();
    await page.mouse.up();
  }
  await expect(heading('How did it go?')).toBeVisible();
  await expect(root.getByRole('alert')).toHaveCount(0);
});

test('a comment may be typed past its limit; what is wrong is explained, linked by keyboard, and gone once fixed', async ({
  page,
  site,
}) => {
  site.config({ comment: { limit: 100 } });
  await page.goto(site.url);
  const { button, comment, heading, root } = survey(page);
  await comment.fill('x'.repeat(98));
  await comment.pressSequentially('12345');
  await expect(comment).toHaveValue(/^x{98}12345$/);
  await expect(root.locator('#room')).toHaveText('Characters over the limit: 3');
  await expect(button('Send')).toBeEnabled();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(root.getByRole('alert')).toBeFocused();
  await expect(comment).toHaveAttribute('aria-invalid', 'true');
  await expect(comment).toHaveAccessibleDescription(/^Shorten your comment .* Characters over the limit: 3$/);
  await page.keyboard.press('Tab');
  await expect(root.getByRole('link', { name: 'Shorten your comment' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(comment).toBeFocused();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Backspace');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(heading('Would you answer 5 more?')).toBeFocused();
});

test('what was answered and written is not asked again, and Send always answers', async ({ page, site }) => {
  await page.goto(site.url);
  const { button, choose, comment, heading } = survey(page);
  await choose(/satisfied/, 'Agree');
  await comment.fill('Quick and clear.');
  await button('Send').click();
  await button('Yes, continue').click();
  await expect(comment).toHaveValue('Quick and clear.');
  await expect(survey(page).statement(/satisfied/)).toHaveCount(0);
  await button('Send').click();
  await expect(heading('Thank you')).toBeVisible();
});
