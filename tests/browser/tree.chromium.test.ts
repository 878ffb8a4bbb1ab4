import type { CDPSession } from '@playwright/test';
import { there } from '../there.ts';
import { expect, survey, test } from './site.ts';

/**
 * The accessibility tree that the browser hands to a screen reader: not the markup but what comes of it. No other
 * driver gives it out.
 */
async function tree(driver: CDPSession) {
  const { nodes } = await driver.send('Accessibility.getFullAXTree');
  const lines: string[] = [];
  const walk = (id: string, depth: number) => {
    const node = there(nodes.find((n) => n.nodeId === id));
    const { role, name, description, properties = [], ignored, childIds = [] } = node;
    const isSaid =
      !ignored &&
      /^(region|dialog|combobox|button|status|heading|alert|link|group|radio|textbox)$/.test(there(role).value);
    if (isSaid) {
      const states = properties.flatMap((one) =>
        ['checked', 'invalid', 'live', 'modal'].includes(one.name) && `${one.value.value}` !== 'false'
          ? [`${one.name}=${one.value.value}`]
          : [],
      );
      lines.push(
        [
          `${'  '.repeat(depth)}${role?.value} ${name?.value || '-'}`,
          ...(description?.value ? [`(${description.value})`] : []),
          ...states,
        ].join(' '),
      );
    }
    for (const child of childIds) walk(child, depth + (isSaid ? 1 : 0));
  };
  walk(there(nodes[0]).nodeId, 0);
  return lines;
}

test('a screen reader is given a named region with its heading, groups named by their statements, and their states', async ({
  page,
  site,
  context,
}) => {
  site.config({ languages: ['en', 'es'] });
  await page.goto(site.url);
  const { button, choose, root, status } = survey(page);
  await expect(status).toHaveText('Survey about Passport Renewal');
  await button('Send').click();
  await expect(root.getByRole('alert')).toBeFocused();
  await choose(/confidence/, 'Agree');
  expect(await tree(await context.newCDPSession(page))).toEqual([
    'link Go to the survey',
    'heading Thank you',
    'region Survey about Passport Renewal',
    '  combobox Language',
    '  button Close this survey',
    '  status - live=polite',
    '  heading How did it go?',
    '  alert - live=assertive',
    '    heading There is a problem',
    '    link Choose an answer to a statement, or write a comment',
    '  group I am satisfied with the service I received from Passport Renewal. (Choose an answer to a statement, or write a comment) invalid=true',
    '    radio Strongly disagree',
    '    radio Disagree',
    '    radio Neutral',
    '    radio Agree',
    '    radio Strongly agree',
    '  group This interaction increased my confidence in Passport Renewal.',
    '    radio Strongly disagree',
    '    radio Disagree',
    '    radio Neutral',
    '    radio Agree checked=true',
    '    radio Strongly agree',
    '  textbox What are the reasons for your answers? (optional) (Choose an answer to a statement, or write a comment Leave out personal data, such as a Social Security number. Characters left: 1,000)',
    '  button Send',
    '  button Not now',
    '  group -',
  ]);
});

for (const [placement, modal] of [
  ['slide-in', ''],
  ['dialog', ' modal=true'],
] as const)
  test(`a survey that was asked for is a named dialog: ${placement}`, async ({ page, site, context }) => {
    site.config({ display: { placement }, trigger: { on: 'call' } });
    await page.goto(site.url);
    await page.evaluate(() => window.cx7?.open());
    await expect(survey(page).heading('How did it go?')).toBeFocused();
    const lines = await tree(await context.newCDPSession(page));
    expect(lines).toContain(`dialog Survey about Passport Renewal${modal}`);
    expect(lines.includes('heading Thank you')).toBe(placement === 'slide-in'); // of the page behind
  });
