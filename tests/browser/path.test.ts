import { interview } from '../../src/record/schema.ts';
import { arrived, expect, later, survey, test } from './site.ts';

test('from the script tag to a coded row in the database', async ({ page, site, errors }) => {
  await page.goto(`${site.url}/?token=secret#part`);
  const { choose, comment, button, heading, status } = survey(page);
  await expect(heading('How did it go?')).toBeVisible();
  await choose(/I am satisfied with the service I received from Passport Renewal\./, 'Agree');
  await choose(/This interaction increased my confidence in Passport Renewal\./, 'Strongly agree');
  await comment.fill('Quick and clear. Write me at jane@example.com or 202-555-0143.');
  await button('Send').click();

  await expect(heading('Would you answer 5 more?')).toBeVisible();
  await expect(status).toHaveText('Your answers were sent.');
  await arrived(site, ['partial']);

  await button('Yes, continue').click();
  await choose('My need was addressed.', 'Neutral');
  await choose('It was easy to complete what I needed to do.', 'Disagree');
  await choose('I was treated fairly.', 'Strongly disagree');
  await choose('Employees I interacted with were helpful.', 'Does not apply');
  await expect(comment).toHaveValue(/^Quick and clear/);
  await button('Send').click();
  await expect(heading('Thank you')).toBeVisible();
  await arrived(site, ['complete']);

  const [record] = await site.interviews();
  expect(interview.safeParse(record).error).toBeUndefined();
  expect(record?.answers.map(({ measure, state, value }) => [measure, value ?? state])).toEqual([
    ['satisfaction', 4],
    ['trust', 5],
    ['effectiveness', 3],
    ['ease', 2],
    ['efficiency', 'skipped'],
    ['transparency', 1],
    ['employee', 'not-applicable'],
  ]);
  expect(record?.comment).toEqual({
    text: 'Quick and clear. Write me at [email] or [phone].',
    masked: { email: 1, phone: 1 },
  });
  expect(record?.sample).toMatchObject({ recruitment: 'sampled-offer', unit: 'session', rate: 1, probability: 1 });
  expect(record?.page).toEqual({ origin: site.url, path: '/' });
  expect(record?.shown).toMatchObject({
    trigger: 'load',
    display: 'slide-in',
    device: 'desktop',
    lang: 'en',
    fallback: false,
  });
  expect(errors).toEqual([]);

  const board = await page.context().newPage();
  await board.goto(`${site.url}/dashboard`);
  await expect(board.getByText('Quick and clear. Write me at [email] or [phone].')).toBeVisible();
  await board.getByRole('radio', { name: 'Table' }).check();
  const row = board.getByRole('row', { name: /Satisfaction/ }).first();
  await expect(row).toContainText('4.00');
});

test('an offer is on record before anything is answered, and a refusal after it', async ({ page, site }) => {
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  await arrived(site, ['offered']);
  await survey(page).button('Not now').click();
  await expect(survey(page).root).toHaveCount(0);
  await arrived(site, ['dismissed']);
});

test('“No, that’s all” ends the interview with what is there', async ({ page, site }) => {
  await page.goto(site.url);
  const { choose, button, heading } = survey(page);
  await choose(/satisfied/, 'Agree');
  await button('Send').click();
  await button('No, that’s all').click();
  await expect(heading('Thank you')).toBeVisible();
  await arrived(site, ['complete']);
  const [record] = await site.interviews();
  expect(record?.answers.map(({ state }) => state)).toEqual([
    'answered',
    'skipped',
    'not-shown',
    'not-shown',
    'not-shown',
    'not-shown',
    'not-shown',
  ]);
});

test('an invitation takes no focus, blocks nothing, and is not made twice in a session', async ({ page, site }) => {
  site.page('/', {
    body: '<main><h1>Form</h1><label>Name <input id="name" autofocus></label><button id="b" onclick="this.textContent=\'pressed\'">Go</button></main>',
  });
  site.page('/next');
  await page.goto(site.url);
  const { root, heading, button } = survey(page);
  await expect(heading('How did it go?')).toBeVisible();
  await expect(page.locator('#name')).toBeFocused();
  await page.locator('#b').click();
  await expect(page.locator('#b')).toHaveText('pressed');
  await button('Close this survey').click();
  await page.clock.install();
  await page.goto(`${site.url}/next`);
  await later(page);
  await expect(root).toHaveCount(0);
  await arrived(site, ['dismissed']);
});

test('an offer that was ignored is not made again in the session, and stays on record as an offer', async ({
  page,
  site,
}) => {
  site.page('/next');
  await page.goto(site.url);
  await expect(survey(page).heading('How did it go?')).toBeVisible();
  await page.goto(`${site.url}/next`);
  expect(await page.evaluate(async () => (await window.cx7?.explain())?.reason)).toBe('cool-down');
  await expect(survey(page).root).toHaveCount(0);
  await arrived(site, ['offered']);
});

test('a name that looks like markup stays text', async ({ page, site }) => {
  site.config({ names: { service: '<b>A&B</b>' } });
  await page.goto(site.url);
  await expect(survey(page).statement('I am satisfied with the service I received from <b>A&B</b>.')).toBeVisible();
  await expect(page.locator('div[data-cx7] b')).toHaveCount(0);
});

test('Spanish where the page is Spanish, from a file of its own, with the draft on record', async ({ page, site }) => {
  site.page('/es', { lang: 'es-MX' });
  await page.goto(`${site.url}/es`);
  const { choose, button, heading } = survey(page);
  await expect(heading('¿Cómo le fue?')).toBeVisible();
  await choose(/satisfech/, 'De acuerdo');
  await button('Enviar').click();
  await arrived(site, ['partial']);
  const [record] = await site.interviews();
  expect(record?.shown).toMatchObject({ lang: 'es', requestedLang: 'es-MX', fallback: false, translation: 'draft' });
  expect(record?.answers[0]).toMatchObject({ state: 'answered', value: 4 });
});

test('a preview is shown to whoever asks for it, and marked as a test', async ({ page, site }) => {
  site.config({ sampling: { rate: 0 } });
  await page.goto(`${site.url}/?cx7=preview`);
  await expect(survey(page).root.getByText('Test: your answers are not counted.')).toBeVisible();
  await arrived(site, ['offered']);
  expect((await site.interviews())[0]).toMatchObject({ test: true, sample: { recruitment: 'forced' } });
});
