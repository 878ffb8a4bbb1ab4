import { expect, survey, test } from './site.ts';

/** The size of text that a reader has set in the browser; no other driver can set it. */
for (const [where, viewport] of Object.entries({
  'in a wide window': { width: 1280, height: 900 },
  'on a phone': { width: 320, height: 640 },
}))
  test(`text that the reader has set twice as large is twice as large, and nothing is cut off: ${where}`, async ({
    page,
    site,
    context,
  }) => {
    await page.setViewportSize(viewport);
    const driver = await context.newCDPSession(page);
    const { root, panel, button, choose, heading } = survey(page);
    const size = () =>
      root
        .locator('legend')
        .first()
        .evaluate((legend) => getComputedStyle(legend).fontSize);
    const cutOff = () =>
      panel.evaluate((panel) => [
        document.documentElement.scrollWidth - innerWidth,
        ...[panel, ...panel.querySelectorAll('*:not(option)')].flatMap((element) =>
          // What is clipped to nothing is there to be read out.
          element.clientWidth &&
          element.scrollWidth > element.clientWidth + 1 &&
          getComputedStyle(element).clipPath === 'none'
            ? [element.outerHTML]
            : [],
        ),
      ]);
    await page.goto(site.url);
    await expect(heading('How did it go?')).toBeVisible();
    expect(await size()).toBe('16px');
    await driver.send('Page.setFontSizes', { fontSizes: { standard: 32 } });
    expect(await size()).toBe('32px');
    expect(await cutOff()).toEqual([0]);
    await choose(/satisfied/, 'Agree');
    await button('Send').click();
    await button('Yes, continue').click();
    await expect(heading('What made the difference?')).toBeVisible();
    expect(await cutOff()).toEqual([0]);
    await button('Send').click();
    await expect(heading('Thank you')).toBeVisible();
  });
