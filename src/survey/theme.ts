import { defaults } from '../config/defaults.ts';

/**
 * The colors as custom properties, from the team's accent. (Those of the default accent stand in `survey.css`, and a test
 * holds the two together.) An accent too pale for white paper is darkened, and one too dark for the night lightened, step
 * by step until it can be read. So links, rings and marks in it are legible, and so is text in the color of the paper on
 * a button of that color.
 */
export function theme({ accent, scheme }: { accent: string; scheme: 'auto' | 'light' | 'dark' }): string {
  const light = tokens(accent, 'light', 255, 27);
  const dark = tokens(accent, 'dark', 28, 240);
  return scheme === 'auto' ? `${light}@media(prefers-color-scheme:dark){${dark}}` : scheme === 'dark' ? dark : light;
}

/** An sRGB color, each part 0 to 255. */
type Color = readonly [red: number, green: number, blue: number];

/** Paper and ink are grays, 0 to 255. */
function tokens(accent: string, scheme: 'light' | 'dark', paper: number, ink: number): string {
  const isDark = scheme === 'dark';
  let color = parse(accent);
  // Natural logarithms of contrasts: 4.6 on white, a little over the 4.5 of WCAG, and 6 in the dark.
  while (Math.abs(brightness(color) - brightness([paper, paper, paper])) < (isDark ? 1.8 : 1.526))
    color = step(color, isDark ? 13 : 0);
  return `.panel{${[
    `color-scheme:${scheme}`,
    `--cx7-ink:rgb(${ink},${ink},${ink})`,
    `--cx7-paper:rgb(${paper},${paper},${paper})`,
    `--cx7-accent:rgb(${color})`,
    `--cx7-tint:rgba(${color},.1)`,
    `--cx7-error:${isDark ? '#fb8d7d' : '#b51d09'}`,
  ].join(';')}}`;
}

/** From `#rrggbb`, which the schema asks for. */
function parse(accent: string): Color {
  const rgb = Number.parseInt(accent.slice(1), 16);
  return [rgb >> 16, (rgb >> 8) & 255, rgb & 255];
}

/** A little darker, or, with some light added, lighter. */
function step([red, green, blue]: Color, light: number): Color {
  const part = (value: number) => Math.round(value * 0.95 + light);
  return [part(red), part(green), part(blue)];
}

/**
 * Logarithm of the relative luminance, as WCAG 2 defines it but for its linear toe and its scale (255 ** 2.2 times
 * as much; the last number is WCAG's .05): a difference is a contrast.
 */
const brightness = ([red, green, blue]: Color) =>
  Math.log(0.2126 * red ** 2.2 + 0.7152 * green ** 2.2 + 0.0722 * blue ** 2.2 + 9848);

/** Style rules of a team's own accent or scheme; none where both are the default, which the style sheet has. */
export const themeOf = ({ accent, scheme }: Parameters<typeof theme>[0]): string =>
  accent === defaults.display.accent && scheme === defaults.display.scheme ? '' : theme({ accent, scheme });
