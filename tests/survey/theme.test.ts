import { describe, expect, it } from 'vitest';
import { defaults } from '../../src/config/defaults.ts';
import { css } from '../../src/survey/style.ts';
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
  (new RegExp(`--${name}:rgb\\((\\d+),(\\d+),(\\d+)\\)`).exec(css) ?? []).slice(1).map(Number);

const accents = ['#005ea2', '#ffcc00', '#ffffff', '#000000', '#00ff00', '#ff0000', '#0000ff', '#808080', '#1b1b1b'];
for (let i = 0; i < 4096; i += 37)
  accents.push(`#${[...i.toString(16).padStart(3, '0')].map((digit) => digit + digit).join('')}`);

describe('any accent can be read', () => {
  it.each(['light', 'dark'] as const)('on %s paper, and paper on it', (scheme) => {
    for (const accent of accents) {
      const css = theme({ accent: accent, scheme: scheme });
      expect(contrast(color(css, '3'), color(css, '2')), accent).toBeGreaterThanOrEqual(4.5);
      expect(contrast(color(css, '1'), color(css, '2'))).toBeGreaterThan(7);
    }
  });

  it('stays as the team chose it where it is dark enough', () => {
    expect(color(theme({ accent: '#005ea2', scheme: 'light' }), '3')).toEqual([0, 0x5e, 0xa2]);
  });
});

describe('the scheme', () => {
  it('follows the visitor’s setting', () => {
    expect(theme({ accent: '#005ea2', scheme: 'auto' })).toMatch(
      /^\.p\{color-scheme:light.*@media\(prefers-color-scheme:dark\)\{\.p\{color-scheme:dark/,
    );
  });

  it.each(['light', 'dark'] as const)('is %s where the team says so', (scheme) => {
    expect(theme({ accent: '#005ea2', scheme: scheme })).not.toContain('@media');
    expect(theme({ accent: '#005ea2', scheme: scheme })).toContain(`color-scheme:${scheme}`);
  });
});

describe('the default accent', () => {
  it('stands in the style sheet as it would be worked out', () => {
    const short = css.replace(/#(\w)(\w)(\w)\b(?!\w)/g, '#$1$1$2$2$3$3');
    const hex = (parts: number[]) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
    for (const worked of theme({ accent: defaults.display.accent, scheme: 'auto' }).split('@media')) {
      for (const name of ['1', '2', '3']) expect(short).toContain(`--${name}:${hex(color(worked, name))}`);
      expect(short).toContain(/--5:#\w+/.exec(worked)![0]);
    }
  });
});
