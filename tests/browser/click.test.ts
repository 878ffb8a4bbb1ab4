import { expect, survey, test } from './site.ts';

const click = { trigger: { on: 'click' as const, selector: '.feedback' } };

test('a click that the page keeps to itself opens the survey', async ({ page, site, errors }) => {
  site.config(click);
  site.page('/', {
    body: `<main><h1>Page</h1><div id="around"><button class="feedback"><b>Feedback</b></button></div></main>
      <script>
        for (const type of ['click', 'pointerover'])
          document.getElementById('around').addEventListener(type, (event) => event.stopPropagation());
      </script>`,
  });
  await page.goto(site.url);
  await page.locator('.feedback').hover();
  await expect.poll(() => site.requests).toContain('GET /dist/cx7.survey.js');
  await page.locator('.feedback b').click();
  await expect(survey(page).heading('How did it go?')).toBeFocused();
  expect(errors).toEqual([]);
});

test('so does one in a component of the page', async ({ page, site, errors }) => {
  site.config(click);
  site.page('/', {
    body: `<main><h1>Page</h1><div id="component"></div></main>
      <script>
        document.getElementById('component').attachShadow({ mode: 'open' }).innerHTML = '<button class="feedback">Feedback</button>';
      </script>`,
  });
  await page.goto(site.url);
  await page.locator('.feedback').click();
  await expect(survey(page).heading('How did it go?')).toBeFocused();
  expect(errors).toEqual([]);
});

test('one in the survey itself opens nothing, whatever the selector', async ({ page, site }) => {
  site.config({ trigger: { on: 'click', selector: 'button' } });
  site.page('/', { body: '<main><h1>Page</h1><button id="ask">Feedback</button></main>' });
  await page.goto(site.url);
  await page.locator('#ask').click();
  const { button, choose, heading, root } = survey(page);
  await choose(/satisfied/, 'Agree');
  await button('Send').click();
  await expect(heading('Would you answer 5 more?')).toBeFocused();
  await root.getByRole('button', { name: /Close/ }).click();
  await page.waitForTimeout(300);
  await expect(root).toHaveCount(0);
});
