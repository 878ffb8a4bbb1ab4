import type { Page } from '@playwright/test';
import { arrived, expect, type Site, survey } from './site.ts';

/** What somebody answers who goes the whole way, as the record must say it. */
export const SAID = [4, 3, 'skipped', 'skipped', 'skipped', 2, 'skipped'];

/** Step one, in English: two statements and a comment. */
export async function answerStepOne(page: Page) {
  const { choose, comment, button } = survey(page);
  await choose(/satisfied/, 'Agree');
  await choose(/confidence/, 'Neutral');
  await comment.fill('Fine.');
  await button('Send').click();
}

/** The whole way, in English, until the collector has all of it, answer by answer. */
export async function answerAll(page: Page, site: Site) {
  const { choose, button, heading } = survey(page);
  await answerStepOne(page);
  await arrived(site, ['partial']);
  await button('Yes, continue').click();
  await choose('I was treated fairly.', 'Disagree');
  await button('Send').click();
  await expect(heading('Thank you')).toBeVisible();
  await arrived(site, ['complete']);
  const [record] = await site.interviews();
  expect(record?.answers.map(({ value, state }) => value ?? state)).toEqual(SAID);
}
