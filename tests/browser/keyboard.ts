import type { Page } from '@playwright/test';
import { arrived, expect, type Site } from './site.ts';

/** As much of a browser as somebody needs who has a keyboard alone, whoever drives it. */
export interface Keyboard {
  go(url: string): Promise<void>;
  /** Presses a key by its name, with others held down where there is a plus: `Shift+Tab`. */
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  run<R>(act: () => R | Promise<R>): Promise<R>;
}

export const keyboardOf = (page: Page): Keyboard => ({
  go: async (url) => void (await page.goto(url)),
  press: (key) => page.keyboard.press(key),
  type: (text) => page.keyboard.type(text),
  run: (act) => page.evaluate(act),
});

export const PLACEMENTS = ['slide-in', 'dialog', 'inline'] as const;

/** From a page that is just opened to a survey that is closed again, both steps answered. */
export async function bothSteps(keyboard: Keyboard, site: Site, placement: (typeof PLACEMENTS)[number]) {
  const asked = placement === 'dialog';
  site.config({
    display: placement === 'inline' ? { placement, target: '#here' } : { placement },
    ...(asked && { trigger: { on: 'click', selector: '#feedback' } }),
  });
  site.page('/', {
    body: '<main><h1>Thank you</h1><button id="feedback">Feedback</button><div id="here"></div></main>',
  });
  await keyboard.go(site.url);
  if (asked) {
    await tabTo(keyboard, 'Feedback');
    // What is pressed before the trigger is there opens nothing.
    await expect(async () => {
      await keyboard.press('Enter');
      await expect.poll(() => surveys(keyboard), { timeout: 2000 }).toBe(1);
    }).toPass();
    await atHeading(keyboard, 'How did it go?');
  } else await expect.poll(() => surveys(keyboard)).toBe(1);

  await beginAnswers(keyboard);
  await finishAnswers(keyboard);
  // Back: after the last of a page Tab goes on to the browser's own buttons.
  await tabTo(keyboard, 'Close this survey', 'button', 'Shift+Tab');
  await keyboard.press('Enter');
  await expect.poll(() => surveys(keyboard)).toBe(0);
  if (asked) expect((await focused(keyboard)).name).toBe('Feedback');

  await arrivedAsGiven(site);
}

/** The first statements, and the comment up to `BEGUN`. */
export async function beginAnswers(keyboard: Keyboard) {
  await tabTo(keyboard, 'satisfied', 'input');
  await keyboard.press('Space');
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowDown');
  await tabTo(keyboard, 'confidence', 'input');
  await repeat(keyboard, 'ArrowDown', 4);
  await tabTo(keyboard, 'reasons for your answers', 'textarea');
  await keyboard.type(BEGUN);
}

export const BEGUN = 'Typed by ';

/** The rest of what was begun, from wherever the focus is. */
export async function finishAnswers(keyboard: Keyboard) {
  if ((await focused(keyboard)).role !== 'textarea') await tabTo(keyboard, 'reasons for your answers', 'textarea');
  await keyboard.type('hand.');
  await tabTo(keyboard, 'Send', 'button');
  await keyboard.press('Enter');
  await atHeading(keyboard, 'Would you answer 5 more?');
  await tabTo(keyboard, 'Yes, continue');
  await keyboard.press('Space');
  await atHeading(keyboard, 'What made the difference?');
  await tabTo(keyboard, 'My need was addressed.', 'input');
  await repeat(keyboard, 'ArrowRight', 4);
  await tabTo(keyboard, 'Employees I interacted with were helpful.', 'input');
  await repeat(keyboard, 'ArrowRight', 5);
  await tabTo(keyboard, 'Send', 'button');
  await keyboard.press('Enter');
  await atHeading(keyboard, 'Thank you');
}

/** The collector has one interview, with what `beginAnswers` and `finishAnswers` have put in. */
export async function arrivedAsGiven(site: Site) {
  await arrived(site, ['complete']);
  const [record] = await site.interviews();
  expect(record?.answers.map(({ value, state }) => value ?? state)).toEqual([
    3,
    5,
    5,
    'skipped',
    'skipped',
    'skipped',
    'not-applicable',
  ]);
  expect(record?.comment?.text).toBe('Typed by hand.');
}

async function repeat(keyboard: Keyboard, key: string, times: number) {
  for (; times; times--) await keyboard.press(key);
}

/** Presses Tab until the focus is on what the respondent looks for; fails after as many stops as nobody would make. */
export async function tabTo(keyboard: Keyboard, what: string, role?: string, key = 'Tab') {
  for (let stops = 0; stops < 40; stops++) {
    await keyboard.press(key);
    const at = await focused(keyboard);
    if (at.role === 'body') continue; // nowhere
    if ((!role || at.role === role) && [at.name, at.group].some((text) => text?.includes(what))) return;
  }
  throw new Error(`${key} never reached ${what}`);
}

/** What has the focus, as the respondent would call it, and the statement that it belongs to. */
const focused = (keyboard: Keyboard) =>
  keyboard.run(() => {
    const element = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
    const labels = (element as HTMLInputElement | null)?.labels;
    return {
      role: element?.localName,
      group: element?.closest('fieldset')?.querySelector('legend')?.textContent,
      name: element?.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element?.textContent,
    };
  });

const atHeading = (keyboard: Keyboard, name: string) =>
  expect.poll(() => focused(keyboard)).toMatchObject({ role: 'h2', name });

const surveys = (keyboard: Keyboard) => keyboard.run(() => document.querySelectorAll('div[data-cx7]').length);
