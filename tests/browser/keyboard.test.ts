import { bothSteps, keyboardOf, PLACEMENTS } from './keyboard.ts';
import { arrived, expect, survey, test } from './site.ts';

for (const placement of PLACEMENTS)
  test(`both steps by keyboard alone: ${placement}`, async ({ page, site, errors }) => {
    await bothSteps(keyboardOf(page), site, placement);
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
  // Firefox's driver would tell the second click as another first one.
  await page.evaluate(() => {
    let clicks = 0;
    addEventListener('click', (event) => Object.defineProperty(event, 'detail', { value: ++clicks }), true);
  });
  await survey(page).button('Send').dblclick();
  await expect(survey(page).heading('Would you answer 5 more?')).toBeVisible();
  await arrived(site, ['partial']);
});
