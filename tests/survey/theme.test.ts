import { describe, expect, it } from 'vitest';
import { defaults } from '../../src/config/defaults.ts';
import css from '../../src/survey/survey.css';
import { themed } from '../../src/survey/theme.ts';

/** The contrast of WCAG 2.2, in its own words and with its linear toe. */
function contrast(one: number[], other: number[]) {
  const luminance = (color: number[]) => {
    const [r, g, b] = color.map((part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * (r as number) + 0.7152 * (g as number) + 0.0722 * (b as number);
  };
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** A color of the style sheet, as the last rule before or in the dark part has it. */
const color = (css: string, name: string) => {
  const [, found = ''] = [...css.matchAll(RegExp(`--cx7-${name}: ?(#\\w+|rgba?\\([^)]+\\))`, 'g'))].at(-1) ?? [];
  if (!found.startsWith('#')) return (found.match(/\d+/g) ?? []).slice(0, 3).map(Number);
  const digits = found.length < 6 ? found.slice(1).replace(/\w/g, '$&$&') : found.slice(1, 7);
  return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16));
};

/** What holds by day, and what holds besides where it is dark. */
function parts(accent: string, scheme: 'auto' | 'light' | 'dark') {
  const dark = /@media ?(?:\(prefers-color-scheme:dark\)|not all|all)\{(.*?\})\}/g;
  const sheet = themed(css, { accent, scheme });
  return { light: sheet.replace(dark, ''), dark: [...sheet.matchAll(dark)].map(([, rules]) => rules).join('') };
}

const accents = ['#005ea2', '#ffcc00', '#ffffff', '#000000', '#00ff00', '#ff0000', '#0000ff', '#808080', '#1b1b1b'];
for (let i = 0; i < 4096; i += 37)
  accents.push(`#${[...i.toString(16).padStart(3, '0')].map((digit) => digit + digit).join('')}`);

describe('any accent can be read', () => {
  it.each(['light', 'dark'] as const)('on %s paper, and paper on it', (half) => {
    for (const accent of accents) {
      const rules = parts(accent, 'auto')[half];
      expect(contrast(color(rules, 'accent'), color(rules, 'paper')), accent).toBeGreaterThanOrEqual(4.5);
      expect(contrast(color(rules, 'ink'), color(rules, 'paper'))).toBeGreaterThan(7);
      expect(color(rules, 'tint')).toEqual(color(rules, 'accent'));
    }
  });

  it('stays as the team chose it where it is dark enough', () => {
    expect(color(parts('#a2005e', 'light').light, 'accent')).toEqual([0xa2, 0, 0x5e]);
  });
});

describe('the scheme', () => {
  const { accent } = defaults.display;
  const wheres = (...of: Parameters<typeof parts>) =>
    themed(css, { accent: of[0], scheme: of[1] })
      .match(/@media[^{]*/g)
      ?.filter((query) => /color-scheme|all/.test(query));

  it('follows the visitor’s setting', () => {
    expect(wheres(accent, 'auto')).toEqual(['@media (prefers-color-scheme:dark)']);
    expect(wheres('#ff0000', 'auto')).toEqual(Array(2).fill('@media (prefers-color-scheme:dark)'));
  });

  it.each([
    ['light', '@media not all'],
    ['dark', '@media all'],
  ] as const)('is %s where the team says so', (scheme, query) => {
    expect(wheres(accent, scheme)).toEqual([query]);
    expect(wheres('#ff0000', scheme)).toEqual([query, query]);
  });

  it('says so to the browser, for its own controls', () => {
    const { light, dark } = parts(accent, 'auto');
    expect(light).toContain('color-scheme:light');
    expect(dark).toContain('color-scheme:dark');
  });
});

describe('the default accent', () => {
  it('stands in the style sheet as it would be worked out', () => {
    const written = parts(defaults.display.accent, 'auto');
    const worked = parts(`${defaults.display.accent}`.toUpperCase(), 'auto');
    for (const half of ['light', 'dark'] as const)
      for (const name of ['accent', 'tint']) expect(color(written[half], name)).toEqual(color(worked[half], name));
    expect(worked.light).not.toBe(written.light);
  });
});
