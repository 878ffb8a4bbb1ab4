import type { SurveyConfig } from './schema.ts';

/**
 * What no single field can know: the rules that hold between fields. The schema and the check on a visitor's
 * device both ask this table, so they cannot disagree. Each entry answers: is the rule broken? It is asked even
 * of a config that has other faults, so it must not trust any shape.
 */
export const rules = {
  'wording.satisfaction': (c) => !!c.wording?.satisfaction && !c.approval,
  'wording.trust': (c) => !!c.wording?.trust && !c.approval,
  'names.provider': (c) => c.variants?.trust === 'trust' && !c.names?.provider,
  'names.population': (c) => c.variants?.trust === 'trust' && !c.names?.population,
  'display.target': (c) => c.display?.placement === 'inline' && !c.display.target,
  'trigger.selector': (c) => c.trigger?.on === 'click' && !c.trigger.selector,
  'trigger.on': (c) => c.display?.placement === 'dialog' && (c.trigger?.on ?? 'load') === 'load',
  'sampling.remember': (c) => c.sampling?.unit === 'visitor' && c.sampling.remember !== 'device',
  'wave.until': (c) => !!c.wave?.from && !!c.wave.until && c.wave.until < c.wave.from,
} satisfies Record<string, (config: SurveyConfig) => boolean>;

/** Where in the config the broken rule is mended: a path with dots. */
export type Rule = keyof typeof rules;

export const brokenRules = (config: SurveyConfig): Rule[] =>
  (Object.keys(rules) as Rule[]).filter((rule) => rules[rule](config));
