import type { Page } from '@playwright/test';
import { there } from '../there.ts';
import { arrived, expect, later, type Site, survey, test } from './site.ts';

test.beforeEach(async ({ page, site }) => {
  site.config({
    sampling: { unit: 'interaction' },
    trigger: { on: 'call' },
    coding: { channel: 'phone', department: 'STATE' },
    context: ['queue'],
    indicators: ['waitSeconds'],
  });
  await page.goto(site.url);
});

const call = (key: string) => ({
  interactionKey: key,
  office: 'DC-01',
  administration: 'assisted' as const,
  context: { queue: 'renewals', agent: 'must not be sent' },
  indicators: { waitSeconds: 240, other: 1 },
});

test('what a contact-center app knows is on the record; the key is hashed, and what is not listed stays behind', async ({
  page,
  site,
}) => {
  const opened = await page.evaluate((options) => window.cx7?.open(options), call('CALL-4711'));
  expect(opened).toMatchObject({ shown: true, reason: 'asked' });
  await survey(page).choose(/satisfied/, 'Agree');
  await survey(page).button('Send').click();
  await arrived(site, ['partial']);
  const [record] = await site.interviews();
  expect(record).toMatchObject({
    id: opened?.id,
    channel: 'phone',
    administration: 'assisted',
    org: { department: 'STATE', office: 'DC-01' },
    context: { queue: 'renewals' },
    indicators: { waitSeconds: 240 },
    sample: { recruitment: 'sampled-offer', unit: 'interaction', probability: 1 },
  });
  expect(record?.interactionRef).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(record)).not.toMatch(/CALL-4711|must not be sent|other/);
});

test('the same call opened twice is the same interview, and goes on where it was', async ({ page, site }) => {
  await page.evaluate((options) => window.cx7?.open(options), call('CALL-1'));
  await survey(page).choose(/satisfied/, 'Agree');
  await survey(page).button('Send').click();
  await arrived(site, ['partial']);
  await page.reload();
  await page.evaluate((options) => window.cx7?.open(options), call('CALL-1'));
  await expect(survey(page).heading('Would you answer 5 more?')).toBeVisible();
  await survey(page).button('No, that’s all').click();
  await arrived(site, ['complete']);
  expect((await site.interviews())[0]?.answers[0]).toMatchObject({ measure: 'satisfaction', value: 4 });
  await page.clock.install();
  await page.reload();
  await page.evaluate((options) => window.cx7?.open(options), call('CALL-1'));
  await expect(survey(page).root.getByText('This survey has been answered already.')).toBeVisible();
  await later(page);
  await arrived(site, ['complete']);
});

test('another call is another interview; the next caller finds nothing of the one before', async ({ page }) => {
  const first = there(await page.evaluate((options) => window.cx7?.open(options), call('CALL-1')));
  await survey(page).choose(/satisfied/, 'Strongly disagree');
  await survey(page).comment.fill('Private words.');
  await page.evaluate(() => window.cx7?.newRespondent());
  await expect(survey(page).root).toHaveCount(0);
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('open:');
  const second = there(await page.evaluate((options) => window.cx7?.open(options), call('CALL-2')));
  expect(second.id).not.toBe(first.id);
  await expect(survey(page).comment).toHaveValue('');
  await expect(survey(page).root.getByRole('radio', { checked: true })).toHaveCount(0);
});

test('a rate below one draws the calls by their key, the same way each time', async ({ page, site }) => {
  site.config({ sampling: { unit: 'interaction', rate: 0.5 }, trigger: { on: 'call' } });
  await page.goto(site.url);
  const ask = () =>
    page.evaluate(async () => {
      const shown: (boolean | undefined)[] = [];
      for (let i = 0; i < 20; i++) shown.push((await window.cx7?.open({ interactionKey: `CALL-${i}` }))?.shown);
      return shown;
    });
  const first = await ask();
  expect(new Set(first).size).toBe(2);
  await page.reload();
  expect(await ask()).toEqual(first);
});

test('closed with answers in it and opened again, a call has them, and on the next page says that it was answered', async ({
  page,
  site,
}) => {
  await page.evaluate((options) => window.cx7?.open(options), call('CALL-1'));
  await survey(page).choose(/satisfied/, 'Agree');
  await survey(page).choose(/confidence/, 'Neutral');
  await page.evaluate(() => window.cx7?.close());
  await page.evaluate((options) => window.cx7?.open(options), call('CALL-1'));
  await expect(survey(page).root.getByRole('radio', { checked: true })).toHaveCount(2);
  await page.evaluate(() => window.cx7?.close());
  await arrived(site, ['dismissed']);
  await page.reload();
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('"value"');
  await page.evaluate((options) => window.cx7?.open(options), call('CALL-1'));
  await expect(survey(page).heading('This survey has been answered already.')).toBeVisible();
  await page.evaluate(() => window.cx7?.close());
  await arrived(site, ['dismissed']);
  expect((await site.interviews())[0]?.answers.map(({ value }) => value).slice(0, 2)).toEqual([4, 3]);
});

test('a choice made in the last moment of a page is there on the next one', async ({ page, site }) => {
  await page.evaluate((options) => window.cx7?.open(options), call('CALL-1'));
  await survey(page).choose(/satisfied/, 'Agree');
  await survey(page).choose(/confidence/, 'Neutral');
  await page.reload();
  await page.evaluate((options) => window.cx7?.open(options), call('CALL-1'));
  await expect(survey(page).root.getByRole('radio', { checked: true })).toHaveCount(2);
  await arrived(site, ['opened']);
});

test('one key at two desks is two interviews of one call: whoever reads that it was sent is in the data', async ({
  page,
  site,
  browser,
}) => {
  const other = await (await browser.newContext()).newPage();
  await other.goto(site.url);
  for (const [desk, label] of [
    [page, 'Agree'],
    [other, 'Disagree'],
  ] as const) {
    await desk.evaluate((options) => window.cx7?.open(options), call('CALL-1'));
    await survey(desk).choose(/satisfied/, label);
    await survey(desk).button('Send').click();
    await expect(survey(desk).root.getByText('Your answers were sent.')).toBeVisible();
  }
  await other.context().close();
  const held = await site.interviews();
  expect(held.map(({ answers }) => answers[0]?.value).sort()).toEqual([2, 4]);
  expect(new Set(held.map(({ interactionRef }) => interactionRef)).size).toBe(1);
});

/** Sends step 1 of a call, and opens the tab a second time: a browser copies what a tab remembers to those that it opens. */
async function answeredAndDuplicated(page: Page, site: Site): Promise<Page> {
  await page.evaluate((options) => window.cx7?.open(options), call('CALL-1'));
  await survey(page).choose(/satisfied/, 'Agree');
  await survey(page).button('Send').click();
  await arrived(site, ['partial']);
  const [other] = await Promise.all([page.waitForEvent('popup'), page.evaluate(() => void window.open(location.href))]);
  await other.waitForFunction(() => window.cx7);
  expect(await other.evaluate(() => JSON.stringify({ ...sessionStorage }))).toContain('cx7:open:');
  return other;
}

test('a duplicated tab opens the same call as an interview of its own: neither overwrites the other', async ({
  page,
  site,
}) => {
  const other = await answeredAndDuplicated(page, site);
  await other.evaluate((options) => window.cx7?.open(options), call('CALL-1'));
  await survey(other).choose(/satisfied/, 'Disagree');
  await survey(other).button('Send').click();
  await arrived(site, ['partial', 'partial']);
  const [one, two] = await site.interviews();
  expect(one?.interactionRef).toBe(two?.interactionRef);
  expect([one, two].map((record) => record?.answers[0]?.value).sort()).toEqual([2, 4]);
});

test('a duplicated tab does not go on with what the other one has gone on with before it was closed', async ({
  page,
  site,
}) => {
  const other = await answeredAndDuplicated(page, site);
  await survey(page).button('Yes, continue').click();
  await survey(page).choose(/need was addressed/, 'Strongly disagree');
  await survey(page).button('Send').click();
  await arrived(site, ['complete']);
  await page.close();
  await other.evaluate((options) => window.cx7?.open(options), call('CALL-1'));
  await survey(other).choose(/satisfied/, 'Disagree');
  await survey(other).button('Send').click();
  await expect(survey(other).root.getByText('Your answers were sent.')).toBeVisible();
  await arrived(site, ['complete', 'partial']);
  const [one, two] = await site.interviews();
  expect([one, two].map((record) => record?.answers[0]?.value)).toEqual([4, 2]);
});

test('what cannot be recorded is named by a file that is loaded for it; without the file the answers arrive as well', async ({
  page,
  site,
  errors,
}) => {
  const wrong = { ...call('CALL-1'), channel: 'voice', indicators: { waitSeconds: 'n/a' } };
  await page.evaluate((options) => window.cx7?.open(options as never), wrong);
  expect(errors.join('\n')).toContain('cx7: open: channel is "voice", but must be one of "web", "phone"');
  expect(errors.join('\n')).toContain('cx7: open: indicators.waitSeconds is "n/a", but must be a number');
  await arrived(site, ['opened']);
  site.fail('/dist/cx7.check.js', 'is cut');
  await page.reload();
  await page.evaluate((options) => window.cx7?.open(options as never), { ...wrong, interactionKey: 'CALL-2' });
  expect(errors.join('\n')).toContain('cx7: open: wrong options');
  await arrived(site, ['opened', 'opened']);
  // What is right in itself is kept.
  const { channel, ...left } = there((await site.interviews()).at(-1));
  expect(channel).toBe('phone');
  expect(left).toMatchObject({ administration: 'assisted', org: { office: 'DC-01' }, context: { queue: 'renewals' } });
  expect(left.indicators).toEqual({});
  const refused = await page.evaluate(() => window.cx7?.open({ interactionKey: 'null', chanel: 'web' } as never));
  expect(refused).toEqual({ shown: false, reason: 'refused' });
});
