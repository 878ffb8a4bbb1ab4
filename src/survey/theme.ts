import { defaults } from '../config/defaults.ts';

/**
 * The colors as custom properties, from the team's accent (those of the default accent stand in `style.ts`, and a test
 * holds the two together): 1 ink, 2 paper, 3 accent, 4 tint, 5 error. Numbers, since a type that a page has given a name by
 * `@property` holds in here too, and pages do that with short words and letters. An accent too pale for white paper is
 * darkened, one too dark for the night lightened, step by step until it can be read. So links, rings and marks in it
 * are legible, and so is text in the color of the paper on a button of that color.
 */
export function theme({ accent, scheme }: { accent: string; scheme: 'auto' | 'light' | 'dark' }): string {
  const light = tokens(accent, 'light', 255, 27);
  const dark = tokens(accent, 'dark', 28, 240);
  return scheme === 'auto' ? `${light}@media(prefers-color-scheme:dark){${dark}}` : scheme === 'dark' ? dark : light;
}

/** Paper and ink are grays, 0 to 255. */
function tokens(accent: string, scheme: string, paper: number, ink: number): string {
  let color = accent.match(/\w\w/g)!.map((part) => Number.parseInt(part, 16));
  const isDark = ink > paper;
  // Natural logarithms of contrasts: 4.6 on white, a little over the 4.5 of WCAG, and 6 in the dark.
  while (Math.abs(brightness(color) - brightness([paper, paper, paper])) < (isDark ? 1.8 : 1.526))
    color = color.map((part) => Math.round(part * 0.95 + (isDark ? 13 : 0)));
  return `.p{color-scheme:${scheme};--1:rgb(${[ink, ink, ink]});--2:rgb(${[paper, paper, paper]});--3:rgb(${color});--4:rgba(${color},.1);--5:${isDark ? '#fb8d7d' : '#b51d09'}}`;
}

/**
 * Logarithm of the relative luminance, as WCAG 2 defines it but for its linear toe and its scale (255 ** 2.2 times
 * as much; the last number is WCAG's .05): a difference is a contrast.
 */
const brightness = ([r, g, b]: number[]) =>
  Math.log(0.2126 * r! ** 2.2 + 0.7152 * g! ** 2.2 + 0.0722 * b! ** 2.2 + 9848);

/** Style rules of a team's own accent or scheme; none where both are the default, which the style sheet has. */
export const themeOf = ({ accent, scheme }: Parameters<typeof theme>[0]): string =>
  accent === defaults.display.accent && scheme === defaults.display.scheme ? '' : theme({ accent, scheme });
