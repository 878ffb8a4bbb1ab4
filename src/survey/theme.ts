import { defaults } from '../config/defaults.ts';

/** When the dark colors of the style sheet hold, as a media query. */
const DARK = { auto: '(prefers-color-scheme:dark)', light: 'not all', dark: 'all' };

/**
 * A style sheet in a team's scheme and accent. An accent too pale for white paper is darkened, and one too dark for the
 * night lightened, step by step until it can be read. So links, rings and marks in it are legible, and so is text in the
 * color of the paper on a button of that color. (The default accent stands in `survey.css`, and a test holds the two
 * together.)
 */
export function themed(css: string, { accent, scheme }: { accent: string; scheme: keyof typeof DARK }): string {
  const sheet = css.replace(`@media${DARK.auto}`, `@media ${DARK[scheme]}`);
  if (accent === defaults.display.accent) return sheet;
  return `${sheet}${accented(accent, LIGHT)}@media ${DARK[scheme]}{${accented(accent, NIGHT)}}`;
}

/** An sRGB color, each part 0 to 255. */
type Color = readonly number[];

/** Papers as `survey.css` has them, and the natural logarithm of the contrast to them: 4.6, over the 4.5 of WCAG, and 6. */
const LIGHT = { paper: 255, contrast: 1.526, lift: 0 };
const NIGHT = { paper: 28, contrast: 1.8, lift: 13 };

function accented(accent: string, { paper, contrast, lift }: typeof LIGHT): string {
  let color = parse(accent);
  while (Math.abs(brightness(color) - brightness([paper, paper, paper])) < contrast) color = step(color, lift);
  return `.panel{--cx7-accent:rgb(${color});--cx7-tint:rgba(${color},.1)}`;
}

/** From `#rrggbb`, which the schema asks for. */
function parse(accent: string): Color {
  const rgb = Number.parseInt(accent.slice(1), 16);
  return [rgb >> 16, (rgb >> 8) & 255, rgb & 255];
}

/** A little darker, or, with some light added, lighter. */
const step = (color: Color, light: number): Color => color.map((value) => Math.round(value * 0.95 + light));

/**
 * Logarithm of the relative luminance, as WCAG 2 defines it but for its linear toe and its scale (255 ** 2.2 times
 * as much; the last number is WCAG's .05): a difference is a contrast.
 */
const brightness = ([red = 0, green = 0, blue = 0]: Color) =>
  Math.log(0.2126 * red ** 2.2 + 0.7152 * green ** 2.2 + 0.0722 * blue ** 2.2 + 9848);
