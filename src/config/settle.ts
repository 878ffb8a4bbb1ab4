import { defaultRate, defaults } from './defaults.ts';
import type { SurveyConfig } from './schema.ts';

/**
 * A config with every default in its place; what the stages work with. It never throws: the loader settles a
 * config before anybody has judged it.
 */
export function settle(config: SurveyConfig) {
  const sampling = { ...defaults.sampling, ...config.sampling };
  return {
    ...defaults,
    ...config,
    variants: { ...defaults.variants, ...config.variants },
    coding: { ...defaults.coding, ...config.coding },
    omb: config.omb && { ...defaults.omb, ...config.omb },
    sampling: { ...sampling, rate: sampling.rate ?? defaultRate(sampling.unit) },
    trigger: { ...defaults.trigger, ...config.trigger },
    display: { ...defaults.display, ...config.display },
    comment: { ...defaults.comment, ...config.comment },
  };
}

export type Settings = ReturnType<typeof settle>;
