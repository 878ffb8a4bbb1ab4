import { describe, expect, it } from 'vitest';
import { defaults } from '../../src/config/defaults.ts';
import css from '../../src/survey/survey.css';
import { theme } from '../../src/survey/theme.ts';

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

const color = (css: string, name: string) =>
  (new RegExp(`--cx7-${name}:rgb\\((\\d+),(\\d+),(\\d+)\\)`).exec(css) ?? []).slice(1).map(Number);

const accents = ['#005ea2', '#ffcc00', '#ffffff', '#000000', '#00ff00', '#ff0000', '#0000ff', '#808080', '#1b1b1b'];
for (let i = 0; i < 4096; i += 37)
  accents.push(`#${[...i.toString(16).padStart(3, '0')].map((digit) => digit + digit).join('')}`);

describe('any accent can be read', () => {
  it.each(['light', 'dark'] as const)('on %s paper, and paper on it', (scheme) => {
    for (const accent of accents) {
      const css = theme({ accent: accent, scheme: scheme });
      expect(contrast(color(css, 'accent'), color(css, 'paper')), accent).toBeGreaterThanOrEqual(4.5);
      expect(contrast(color(css, 'ink'), color(css, 'paper'))).toBeGreaterThan(7);
    }
  });

  it('stays as the team chose it where it is dark enough', () => {
    expect(color(theme({ accent: '#005ea2', scheme: 'light' }), 'accent')).toEqual([0, 0x5e, 0xa2]);
  });
});

describe('the scheme', () => {
  it('follows the visitor’s setting', () => {
    expect(theme({ accent: '#005ea2', scheme: 'auto' })).toMatch(
      /^\.panel\{color-scheme:light.*@media\(prefers-color-scheme:dark\)\{\.panel\{color-scheme:dark/,
    );
  });

  it.each(['light', 'dark'] as const)('is %s where the team says so', (scheme) => {
    expect(theme({ accent: '#005ea2', scheme: scheme })).not.toContain('@media');
    expect(theme({ accent: '#005ea2', scheme: scheme })).toContain(`color-scheme:${scheme}`);
  });
});

describe('the default accent', () => {
  it('stands in the style sheet as it would be worked out', () => {
    const hex = (parts: number[]) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
    const worked = theme({ accent: defaults.display.accent, scheme: 'auto' }).split('@media');
    const written = css.split(/@media ?\(prefers-color-scheme: ?dark\)/).map(long);
    expect([worked.length, written.length]).toEqual([2, 2]);
    for (const [at, rules] of worked.entries()) {
      for (const name of ['ink', 'paper', 'accent'])
        expect(written[at]).toContain(`--cx7-${name}:${hex(color(rules, name))}`);
      expect(written[at]).toContain(`--cx7-tint:${hex(color(rules, 'accent'))}1a`);
      expect(written[at]).toContain(/--cx7-error:#\w+/.exec(rules)?.[0]);
    }
  });
});

/** `--cx7-paper: #fff` written out, and without its space. */
const long = (css: string) => css.replace(/(--[\w-]+): /g, '$1:').replace(/#(\w)(\w)(\w)\b/g, '#$1$1$2$2$3$3');
