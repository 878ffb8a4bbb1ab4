import type { Page } from '@playwright/test';
import { expect, SCHEMES, survey, TAGS, test } from './site.ts';

/**
 * What stands out too little from what is behind it: words by less than 4.5 to 1 (WCAG 1.4.3), the edges of controls
 * and of what tells a state by less than 3 to 1 (1.4.11). axe leaves open how most words of the survey do.
 */
const faint = (page: Page) =>
  page.evaluate(() => {
    type Color = [number, number, number, number];
    const parse = (color: string): Color => {
      const [r = Number.NaN, g = Number.NaN, b = Number.NaN, a = 1] = color.match(/[\d.]+/g)?.map(Number) ?? [];
      return [r, g, b, a];
    };
    const over = ([r, g, b, a]: Color, [R, G, B]: Color): Color => [
      r * a + R * (1 - a),
      g * a + G * (1 - a),
      b * a + B * (1 - a),
      1,
    ];
    const linear = (part: number) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    };
    const luminance = ([r, g, b]: Color) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    const contrast = (one: Color, other: Color) => {
      const [a, b] = [luminance(one), luminance(other)];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    };
    const root = document.querySelector('div[data-cx7]')?.shadowRoot;
    const behind = (element: Element | null): Color =>
      element
        ? over(parse(getComputedStyle(element).backgroundColor), behind(element.parentElement))
        : [255, 255, 255, 1];
    const opacity = (element: Element | null): number =>
      element ? Number(getComputedStyle(element).opacity) * opacity(element.parentElement) : 1;
    const found: string[] = [];
    let looked = 0;
    const check = (element: Element, color: string, back: Color, least: number, what: string) => {
      const [r, g, b, a] = parse(color);
      const ratio = contrast(over([r, g, b, a * opacity(element)], back), back);
      looked++;
      // Also where a color could not be read.
      if (!(ratio >= least)) found.push(`${what} ${element.localName} ${element.textContent.slice(0, 20)}: ${ratio}`);
    };
    for (const element of root?.querySelectorAll('*:not(option)') ?? []) {
      const style = getComputedStyle(element);
      // What is clipped to nothing is there to be read out.
      if (!element.checkVisibility() || style.clipPath !== 'none') continue;
      if (
        element.matches('textarea, select') ||
        [...element.childNodes].some((node) => node instanceof Text && node.data.trim())
      )
        check(element, style.color, behind(element), 4.5, 'words of');
      const around = behind(element.parentElement);
      if (
        element.matches(
          '[data-part=scale] label, textarea, [role=alert], fieldset[aria-invalid=true], :has(> textarea[aria-invalid=true])',
        )
      )
        check(element, style.borderInlineStartColor, around, 3, 'edge of');
      if (element.matches('label:has(input:checked)')) check(element, style.outlineColor, around, 3, 'mark of');
      if (element.matches('[data-part=actions] button:first-of-type') && !matchMedia('(forced-colors: active)').matches)
        check(element, style.backgroundColor, around, 3, 'face of');
    }
    return looked < 10 ? [`only ${looked} were looked at`] : found;
  });

test('words stand out by 4.5 to 1 and controls by 3 to 1, in every state and scheme', { tag: '@chromium' }, async ({
  page,
  site,
}) => {
  site.config({
    omb: { controlNumber: '1405-0193', expires: '2099-12-31' },
    privacy: { url: '/privacy' },
    languages: ['en', 'es'],
  });
  const { root, button, choose, comment, heading, status } = survey(page);
  const found: Record<string, string[]> = {};
  const look = async (state: string) => {
    for (const [scheme, media] of Object.entries(SCHEMES)) {
      await page.emulateMedia(media);
      const wrong = await faint(page);
      if (wrong.length) found[`${state}, ${scheme}`] = wrong;
    }
  };
  await page.goto(`${site.url}/?cx7=preview`); // with the line that says so
  await expect(heading('How did it go?')).toBeVisible();
  await root.locator('summary').click();
  await button('Send').click();
  await expect(root.getByRole('alert')).toBeVisible();
  await choose(/satisfied/, 'Agree');
  await look('problem, one chosen');
  await comment.fill('x'.repeat(1001));
  await button('Send').click();
  await look('comment too long');
  await comment.fill('');
  await button('Send').click();
  await expect(status).toHaveText('Your answers were sent.');
  await look('more');
  await button('Yes, continue').click();
  await choose('Employees I interacted with were helpful.', 'Does not apply');
  await look('details');
  await button('Send').click();
  await expect(heading('Thank you')).toBeVisible();
  await look('thanks');
  expect(found).toEqual({});
});

for (const [scheme, media] of Object.entries(SCHEMES))
  test(`what is chosen and what is wrong is told by more than color: ${scheme}`, {
    tag: TAGS[scheme as keyof typeof TAGS],
  }, async ({ page, site }) => {
    await page.emulateMedia(media);
    await page.goto(site.url);
    const { root, button, choose } = survey(page);
    await button('Send').click();
    await expect(root.getByRole('alert')).toBeVisible();
    await choose(/confidence/, 'Agree');
    const look = (label: string) =>
      root
        .getByRole('group', { name: /confidence/ })
        .locator('label', { hasText: new RegExp(`^${label}$`) })
        .evaluate((element) => {
          const { fontWeight, outlineStyle } = getComputedStyle(element);
          return [fontWeight, outlineStyle];
        });
    expect(await look('Agree')).toEqual(['700', 'solid']);
    expect(await look('Neutral')).toEqual(['400', 'none']);
    const wrong = root.getByRole('group', { name: /satisfied/ });
    const right = root.getByRole('group', { name: /confidence/ });
    const edge = (group: typeof wrong) => group.evaluate((element) => getComputedStyle(element).borderInlineStartWidth);
    expect(await edge(wrong)).not.toBe(await edge(right));
    await expect(wrong).toContainText('Choose an answer to a statement, or write a comment');
    // Links look like links without their color.
    for (const link of [root.getByRole('link').first(), button('Not now'), root.locator('summary')])
      expect(await link.evaluate((element) => getComputedStyle(element).textDecorationLine)).toBe('underline');
  });
