import { numberIn } from './figures.ts';
import type { LanguagePack } from './language.ts';
import { type Measure, type Names, OVERALL, type StatementKey, type Text, type Variants } from './measures.ts';

/** What a team's config says about wording; a part of the survey's config. */
export interface Wording {
  names: Names;
  variants: Variants;
  /** Adjusted statements by measure; in a language that has none, the official one is asked. */
  wording?: Partial<Record<Measure, Text | undefined>> | undefined;
  /** Reference of OMB's approval, without which an overall statement keeps its official words. */
  approval?: string | undefined;
}

export interface Statement {
  measure: Measure;
  /** As shown: names filled in. */
  text: string;
  custom: boolean;
}

/**
 * Fills `{name}` in a phrase, numbers as the pack's language writes them. A name that is not known stays as it stands,
 * so that a gap is seen.
 */
export const fill = (
  phrase: string,
  values: Readonly<Record<string, string | number | undefined>>,
  pack: LanguagePack,
): string =>
  phrase.replace(/\{(\w+)\}/g, (gap, name: string) => {
    const value = values[name];
    if (typeof value === 'number') return numberIn(pack, value);
    // What every object has besides, such as `constructor`, is no text.
    return typeof value === 'string' ? value : gap;
  });

/**
 * The text of one measure as a respondent reads it.
 * The lock on the overall statements is kept here as well as in the config's schema, so that no path around
 * the schema rewords them (280.7: any modification "must first be discussed with OMB").
 */
export function statementOf(measure: Measure, pack: LanguagePack, team: Wording): Statement {
  const { statements, lang } = pack;
  const { approval, wording, names } = team;
  const variants: { [M in Measure]?: StatementKey } = team.variants;
  const adjusted = isLocked(measure) && !approval ? undefined : inLanguage(wording?.[measure], lang);
  const official = statements[variants[measure] ?? (measure as StatementKey)];
  return {
    measure,
    text: fill(adjusted ?? official, namesIn(names, lang), pack),
    custom: adjusted !== undefined,
  };
}

/** A team's text in one language, if it has one there. */
export const inLanguage = (text: Text | undefined, lang: string): string | undefined =>
  typeof text === 'string' ? text : text?.[lang];

/** A team's text in one language; what is missing there is shown in English, else in the first language it has. */
export const textIn = (text: Text, lang: string): string | undefined =>
  inLanguage(text, lang) ?? inLanguage(text, 'en') ?? Object.values(text)[0];

/** The names in one language. */
export function namesIn(names: Names, lang: string): Record<string, string | undefined> {
  const shown: Record<string, string | undefined> = {};
  for (const [name, text] of Object.entries(names) as [string, Text][]) shown[name] = textIn(text, lang);
  return shown;
}

export const isLocked = (measure: Measure): boolean => (OVERALL as readonly Measure[]).includes(measure);
