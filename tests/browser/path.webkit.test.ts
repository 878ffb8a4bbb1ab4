import { interview } from '../../src/record/schema.ts';
import { arrived } from './site.ts';
import { expect, test } from './webkit.ts';

test('from the script tag to a coded row in the database', async ({ respondent, site }) => {
  const { sees, clicks, chooses, isTold } = respondent;
  await respondent.go(`${site.url}/?token=secret#part`);
  await sees('h2', 'How did it go?');
  await arrived(site, ['offered']);
  await chooses('satisfied with the service I received from Passport Renewal.', 'Agree');
  await chooses('increased my confidence', 'Strongly agree');
  await clicks('textarea');
  await respondent.type('Write me at jane@example.com.');
  await clicks('button', 'Send');
  await sees('h2', 'Would you answer 5 more?');
  await isTold('Your answers were sent.');
  await arrived(site, ['partial']);
  await clicks('button', 'Yes, continue');
  await chooses('My need was addressed.', 'Neutral');
  await chooses('I was treated fairly.', 'Strongly disagree');
  await chooses('Employees I interacted with were helpful.', 'Does not apply');
  await clicks('button', 'Send');
  await sees('h2', 'Thank you');
  await arrived(site, ['complete']);
  const [record] = await site.interviews();
  expect(interview.safeParse(record).error).toBeUndefined();
  expect(record?.answers.map(({ value, state }) => value ?? state)).toEqual([
    4,
    5,
    3,
    'skipped',
    'skipped',
    1,
    'not-applicable',
  ]);
  expect(record?.comment).toEqual({ text: 'Write me at [email].', masked: { email: 1 } });
  expect(record?.page).toEqual({ origin: site.url, path: '/' });
  expect(record?.shown).toMatchObject({ display: 'slide-in', device: 'desktop', lang: 'en', fallback: false });
  expect(await respondent.complaints()).toEqual([]);
});

test('an offer is on record before anything is answered, and a refusal after it', async ({ respondent, site }) => {
  await respondent.go(site.url);
  await respondent.sees('h2', 'How did it go?');
  await arrived(site, ['offered']);
  await respondent.clicks('button', 'Not now');
  await arrived(site, ['dismissed']);
  expect(await respondent.find('[data-part=panel]')).toBeNull();
});

test('a page left in step 2 keeps what step 1 sent and what step 2 had answered', async ({ respondent, site }) => {
  site.page('/next');
  await respondent.go(site.url);
  await respondent.chooses('satisfied', 'Agree');
  await respondent.clicks('button', 'Send');
  await respondent.clicks('button', 'Yes, continue');
  await respondent.chooses('My need was addressed.', 'Strongly agree');
  await respondent.go(`${site.url}/next`);
  const answers = async () => (await site.interviews())[0]?.answers.map(({ value, state }) => value ?? state);
  await expect.poll(answers).toEqual([4, 'skipped', 5, 'skipped', 'skipped', 'skipped', 'skipped']);
});

test('offline, then online: the respondent is told the truth, and the answers arrive', async ({ respondent, site }) => {
  const { go, run, sees, clicks, chooses, isTold } = respondent;
  await go(site.url);
  await sees('h2', 'How did it go?');
  await arrived(site, ['offered']);
  // The driver cannot cut the connection: nobody answers, and the browser says why.
  const network = (is: 'up' | 'down') => {
    site.network = is;
    return run((is) => {
      Object.defineProperty(navigator, 'onLine', { value: is === 'up', configurable: true });
      dispatchEvent(new Event(is === 'up' ? 'online' : 'offline'));
    }, is);
  };
  await network('down');
  await chooses('satisfied', 'Agree');
  await clicks('button', 'Send');
  await isTold('Saved. Your answers will be sent when you are online.');
  await clicks('button', 'No, that’s all');
  await sees('h2', 'Thank you');
  expect((await site.interviews())[0]?.disposition).toBe('offered');
  await network('up');
  await isTold('Your answers were sent.');
  await arrived(site, ['complete']);
});

test('answers that wait go with the next visit, though nobody is asked there', async ({ respondent, site }) => {
  site.page('/next');
  site.network = 'down';
  await respondent.go(site.url);
  await respondent.chooses('satisfied', 'Agree');
  await respondent.clicks('button', 'Send');
  await respondent.isTold('Saved.');
  site.network = 'up';
  await respondent.go(`${site.url}/next`);
  await arrived(site, ['partial']);
  expect(await respondent.find('[data-part=panel]')).toBeNull();
});
