import type { Page } from '@playwright/test';
import { arrived, expect, survey, test } from './site.ts';

/** Presses Tab until the focus is on what the respondent looks for; fails after as many stops as nobody would make. */
async function tabTo(page: Page, name: string | RegExp, role?: string) {
  for (let stops = 0; stops < 40; stops++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const element = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
      const labels = (element as HTMLInputElement | null)?.labels;
      return {
        role: element?.tagName.toLowerCase(),
        group: element?.closest('fieldset')?.querySelector('legend')?.textContent,
        name: element?.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element?.textContent,
      };
    });
    if (
      (!role || at.role === role) &&
      [at.name, at.group].some((text) => text && (typeof name === 'string' ? text === name : name.test(text)))
    )
      return;
  }
  throw new Error(`Tab never reached ${name}`);
}

for (const placement of ['slide-in', 'dialog', 'inline'] as const)
  test(`both steps by keyboard alone: ${placement}`, async ({ page, site, errors }) => {
    const asked = placement === 'dialog';
    site.config({
      display: placement === 'inline' ? { placement, target: '#here' } : { placement },
      ...(asked && { trigger: { on: 'click', selector: '#feedback' } }),
    });
    site.page('/', {
      body: '<main><h1>Thank you</h1><button id="feedback">Feedback</button><div id="here"></div></main>',
    });
    await page.goto(site.url);
    if (asked) {
      await tabTo(page, 'Feedback');
      await page.keyboard.press('Enter');
      await expect(survey(page).heading('How did it go?')).toBeFocused();
    } else await expect(survey(page).heading('How did it go?')).toBeVisible();

    await tabTo(page, /satisfied/, 'input');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, /confidence/, 'input');
    await page.keyboard.press('ArrowUp');
    await tabTo(page, /reasons for your answers/, 'textarea');
    await page.keyboard.type('Typed by hand.');
    await tabTo(page, 'Send', 'button');
    await page.keyboard.press('Enter');
    await expect(survey(page).heading('Would you answer 5 more?')).toBeFocused();
    await tabTo(page, 'Yes, continue');
    await page.keyboard.press('Space');
    await expect(survey(page).heading('What made the difference?')).toBeFocused();
    await tabTo(page, 'My need was addressed.', 'input');
    await page.keyboard.press('ArrowLeft');
    await tabTo(page, 'Employees I interacted with were helpful.', 'input');
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
    await tabTo(page, 'Send', 'button');
    await page.keyboard.press('Enter');
    await expect(survey(page).heading('Thank you')).toBeFocused();
    await tabTo(page, 'Close this survey');
    await page.keyboard.press('Enter');
    if (placement !== 'inline') await expect(survey(page).root).toHaveCount(0);
    if (asked) await expect(page.locator('#feedback')).toBeFocused();

    await arrived(site, ['complete']);
    const [record] = await site.interviews();
    expect(record!.answers.map(({ value, state }) => value ?? state)).toEqual([
      3,
      5,
      5,
      'skipped',
      'skipped',
      'skipped',
      'not-applicable',
    ]);
    expect(record!.comment?.text).toBe('Typed by hand.');
    expect(errors).toEqual([]);
  });

test('keys typed in the survey do not reach the page’s hot-keys', async ({ page, site }) => {
  await page.goto(site.url);
  await page.evaluate(() => {
    const heard: string[] = [];
    (window as never as { heard: string[] }).heard = heard;
    for (const type of ['keydown', 'keyup', 'keypress', 'input', 'change'])
      document.addEventListener(type, (event) => heard.push(event.type));
  });
  await survey(page).comment.click();
  await page.keyboard.type('s/k?');
  await survey(page).choose(/satisfied/, 'Agree');
  expect(await page.evaluate(() => (window as never as { heard: string[] }).heard)).toEqual([]);
});

test('Send with nothing answered says so, takes the focus there, and links to the field', async ({ page, site }) => {
  await page.goto(site.url);
  await survey(page).button('Send').click();
  await expect(survey(page).root.getByRole('alert')).toBeFocused();
  await survey(page).root.getByRole('link', { name: 'Choose an answer to a statement, or write a comment' }).click();
  await expect(
    survey(page)
      .statement(/satisfied/)
      .getByRole('radio')
      .first(),
  ).toBeFocused();
  expect(new URL(page.url()).hash).toBe('');
});

test('a double click on Send sends once', async ({ page, site }) => {
  await page.goto(site.url);
  await survey(page).choose(/satisfied/, 'Agree');
  await survey(page).button('Send').dblclick();
  await expect(survey(page).heading('Would you answer 5 more?')).toBeVisible();
  await arrived(site, ['partial']);
});
