import type { SurveyConfig } from './schema.ts';
import { type NeededField, TRIGGER, TRIGGERS, type Traits, traits } from './triggers/index.ts';

/**
 * What no single field can know: the rules that hold between fields. The messages and the check on a visitor's
 * device both ask this table, so they cannot disagree. Each entry answers: is the rule broken? It is asked even
 * of a config that has other faults, so it must not trust any shape.
 */
const general = {
  'wording.satisfaction': (c) => !!c.wording?.satisfaction && !c.approval,
  'wording.trust': (c) => !!c.wording?.trust && !c.approval,
  'names.provider': (c) => c.variants?.trust === 'trust' && !c.names?.provider,
  'names.population': (c) => c.variants?.trust === 'trust' && !c.names?.population,
  'display.target': (c) => c.display?.placement === 'inline' && !c.display.target,
  'trigger.on': (c) => c.display?.placement === 'dialog' && !!traitsIn(c)?.invites,
  'sampling.remember': (c) => c.sampling?.unit === 'visitor' && c.sampling.remember !== 'device',
  'wave.until': (c) => !!c.wave?.from && !!c.wave.until && c.wave.until < c.wave.from,
} satisfies Record<string, BrokenIn>;

type BrokenIn = (config: SurveyConfig) => boolean;

const neededFields = TRIGGERS.flatMap((name) => Object.keys(traits[name].needs) as NeededField[]);

/** Fields that the chosen trigger cannot do without. The cast: `fromEntries` forgets the names. */
const needs = Object.fromEntries(
  neededFields.map((field): [string, BrokenIn] => [
    `trigger.${field}`,
    (c) => Object.keys(traitsIn(c)?.needs ?? {}).includes(field) && c.trigger?.[field] === undefined,
  ]),
) as Record<`trigger.${NeededField}`, BrokenIn>;

/** Undefined where the config names a trigger that there is not. */
const traitsIn = ({ trigger }: SurveyConfig): Traits | undefined => traits[trigger?.on ?? TRIGGER];

export const rules = { ...general, ...needs };

export type GeneralRule = keyof typeof general;

/** Where in the config the broken rule is mended: a path with dots. */
export type Rule = keyof typeof rules;

export const brokenRules = (config: SurveyConfig): Rule[] =>
  (Object.keys(rules) as Rule[]).filter((rule) => rules[rule](config));

/** What to say where a field is missing that the config's trigger needs. */
export function neededBy(config: SurveyConfig, field: string) {
  const words = traitsIn(config)?.needs[field];
  return { on: config.trigger?.on ?? TRIGGER, because: words?.because ?? '', expected: words?.expected ?? '' };
}
