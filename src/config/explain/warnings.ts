import { englishName } from '../../instrument/english-name.ts';
import { LANGUAGES, languages } from '../../instrument/languages/index.ts';
import type { SurveyConfig } from '../schema.ts';
import { type Path, written } from './fields.ts';
import { addresses } from './warnings/addresses.ts';
import { clearance, dates } from './warnings/dates.ts';
import { exposure } from './warnings/exposure.ts';
import type { Look } from './warnings/look.ts';
import { pages } from './warnings/pages.ts';
import { parts } from './warnings/parts.ts';
import { placeholders } from './warnings/placeholders.ts';
import { sample } from './warnings/sample.ts';
import { selectors } from './warnings/selectors.ts';
import { looks, unused } from './warnings/settings.ts';
import { offered, statements, translations } from './warnings/texts.ts';

/** Something that is valid and may well be meant, but is worth knowing. */
export interface Warning {
  /** Where, as in a problem. */
  path: string;
  at: (string | number)[];
  /** All of it, the remedy included. */
  message: string;
  /** What to do where it isn’t meant. */
  fix: string;
}

/** Languages whose translation nobody has reviewed, by what a team calls them. */
const DRAFTS: Readonly<Record<string, string>> = Object.fromEntries(
  LANGUAGES.filter((lang) => !languages[lang].reviewed).map((lang) => [lang, englishName(lang)]),
);

/** What is worth knowing about a valid config. `now` decides whether dates are past; default: the clock. */
export function warnings(config: SurveyConfig, { now = new Date() }: { now?: Date } = {}): Warning[] {
  const found: Warning[] = [];
  const warn = (place: string | Path, message: string, fix: string) => {
    const at =
      typeof place === 'string' ? place.split('.') : place.map((key) => (typeof key === 'number' ? key : String(key)));
    const path = typeof place === 'string' ? place : written(place);
    found.push({ path, at, message: `${path}: ${message} ${fix}`, fix });
  };
  for (const look of LOOKS) look(config, warn, now);
  return found;
}

const drafts: Look = (config, warn) => {
  for (const lang of new Set(offered(config)))
    if (DRAFTS[lang])
      warn(
        'languages',
        `${DRAFTS[lang]} is a draft. OMB has published no translation, and each record says that a draft was shown.`,
        config.languages
          ? `Have it reviewed, or take "${lang}" off the list.`
          : 'Have it reviewed, or set languages to ["en"].',
      );
  if (new Set(config.languages).size !== (config.languages ?? []).length)
    warn('languages', 'a language stands there twice.', 'Remove one of them.');
};

/** In this order they are told. */
const LOOKS: readonly Look[] = [
  ...[drafts, translations, statements, placeholders, sample, dates, clearance],
  ...[addresses, exposure, parts, selectors, pages, unused, looks],
];
