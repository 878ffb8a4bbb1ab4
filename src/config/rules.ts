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

/** Fields that the chosen trigger cannot do without, and that are missing. */
export const missingFields = (config: SurveyConfig): NeededField[] =>
  neededWith(traitsIn(config)).filter((field) => config.trigger?.[field] === undefined);

/** Undefined where the config names a trigger that there is not. */
/** The cast: of each trigger the list names only fields that some trigger needs. */
const neededWith = (its: Traits | undefined) => (its?.needs ?? []) as readonly NeededField[];

const traitsIn = ({ trigger }: SurveyConfig): Traits | undefined => traits[trigger?.on ?? TRIGGER];

export type GeneralRule = keyof typeof general;

/** Where in the config the broken rule is fixed: a path with dots. */
export type Rule = GeneralRule | `trigger.${NeededField}`;

export const GENERAL_RULES = Object.keys(general) as GeneralRule[]; // the table has no other keys

/** All there are, those of the triggers included. */
export const allRules = (): Rule[] => [
  ...GENERAL_RULES,
  ...TRIGGERS.flatMap((name) => neededWith(traits[name])).map((field) => `trigger.${field}` as const),
];

export const isBroken = (rule: GeneralRule, config: SurveyConfig): boolean => general[rule](config);

export const brokenRules = (config: SurveyConfig): Rule[] => [
  ...GENERAL_RULES.filter((rule) => isBroken(rule, config)),
  ...missingFields(config).map((field) => `trigger.${field}` as const),
];
