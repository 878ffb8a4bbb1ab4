import { defaults } from './defaults.ts';
import type { SurveyConfig, Values } from './schema.ts';

/** A config in which every field that has a default has a value; what the survey and the record work with. */
export type Settings = Omit<Values, Group> & { [G in Group]: NonNullable<Values[G]> };

/** Groups of fields that are there even where the config has none of them. */
type Group = 'sampling' | 'trigger' | 'variants' | 'coding' | 'display' | 'comment';

/**
 * Fills in every default that the schema prints. Never throws. The rate that an interview is drawn at is no setting: it
 * comes with the decision, since an office may have its own.
 */
export const settle = (config: SurveyConfig): Settings => ({
  ...defaults,
  ...config,
  languages: config.languages ?? [...defaults.languages],
  sampling: { ...defaults.sampling, ...config.sampling },
  trigger: { ...defaults.trigger, ...config.trigger },
  variants: { ...defaults.variants, ...config.variants },
  coding: { ...defaults.coding, path: [...defaults.coding.path], ...config.coding },
  display: { ...defaults.display, ...config.display },
  comment: { ...defaults.comment, ...config.comment },
  // A survey without a clearance has none by default.
  omb: config.omb && { ...defaults.omb, ...config.omb },
});
