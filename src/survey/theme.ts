type Color = readonly [red: number, green: number, blue: number];

const WHITE: Color = [255, 255, 255];
const BLACK: Color = [0, 0, 0];
const NIGHT: Color = [27, 31, 36];

/** WCAG's contrast for text. */
const ENOUGH = 4.5;

/**
 * The colors as custom properties, from the team's accent. An accent too pale for white paper is darkened, one too
 * dark for the night lightened, just until it can be read: so links, rings and marks in it are legible, and so is
 * text in the color of the paper on a button of that color.
 */
export function theme(accent: string, scheme: 'auto' | 'light' | 'dark'): string {
  const color = [1, 3, 5].map((at) => Number.parseInt(accent.slice(at, at + 2), 16)) as unknown as Color;
  const light = tokens(
    color,
    WHITE,
    BLACK,
    '--k:#1b1b1b;--s:#565c65;--b:#71767a;--h:#dfe1e2;--e:#b50909;--o:#00702d;color-scheme:light',
  );
  const dark = tokens(
    color,
    NIGHT,
    WHITE,
    '--k:#f0f0f0;--s:#c6cace;--b:#8d9297;--h:#3d4551;--e:#ff8d7b;--o:#7cd992;color-scheme:dark',
  );
  return scheme === 'dark' ? dark : scheme === 'light' ? light : `${light}@media(prefers-color-scheme:dark){${dark}}`;
}

function tokens(accent: Color, paper: Color, ink: Color, others: string): string {
  let step = 0;
  let color = accent;
  while (contrast(color, paper) < ENOUGH) color = mix(accent, ink, ++step / 20);
  return `.p{--p:${print(paper)};--a:${print(color)};--t:${print(mix(paper, color, 0.1))};${others}}`;
}

/** The ratio of WCAG 2, 1 to 21. */
export function contrast(one: Color, other: Color): number {
  const [a, b] = [luminance(one) + 0.05, luminance(other) + 0.05];
  return Math.max(a / b, b / a);
}

function luminance(color: Color): number {
  const [red, green, blue] = color.map((part) =>
    part > 10 ? ((part / 255 + 0.055) / 1.055) ** 2.4 : part / 3294.6,
  ) as unknown as Color;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const mix = (from: Color, to: Color, share: number) =>
  from.map((part, i) => Math.round(part + ((to[i] as number) - part) * share)) as unknown as Color;

const print = (color: Color) => `rgb(${color})`;
