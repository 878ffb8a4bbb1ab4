import { defaultRate, defaults } from './defaults.ts';
import type { SurveyConfig } from './schema.ts';

/** A config with every default in its place; what the survey and the record work with. Never throws. */
export function settle(config: SurveyConfig) {
  const sampling = { ...defaults.sampling, ...config.sampling };
  return {
    ...defaults,
    ...config,
    sampling: { ...sampling, rate: sampling.rate ?? defaultRate(sampling.unit) },
    trigger: { ...defaults.trigger, ...config.trigger },
    variants: { ...defaults.variants, ...config.variants },
    coding: { ...defaults.coding, ...config.coding },
    omb: config.omb && { ...defaults.omb, ...config.omb },
    display: { ...defaults.display, ...config.display },
    comment: { ...defaults.comment, ...config.comment },
  };
}

export type Settings = ReturnType<typeof settle>;
