import { defaults } from './defaults.ts';
import type { SurveyConfig } from './schema.ts';

/**
 * A config with every default that the schema prints in its place; what the survey and the record work with. Never throws.
 * The rate that an interview is drawn at is no setting: it comes with the decision, since an office may have its own.
 */
export function settle(config: SurveyConfig): Settings {
  const settled = { ...defaults, ...config } as Record<string, any>;
  for (const group of ['sampling', 'trigger', 'variants', 'coding', 'display', 'comment'] as const)
    settled[group] = { ...defaults[group], ...config[group] };
  // A survey without a clearance has none by default.
  settled.omb = config.omb && { ...defaults.omb, ...config.omb };
  return settled as Settings;
}

type Defaults = typeof defaults;
type Group = 'sampling' | 'trigger' | 'variants' | 'coding' | 'display' | 'comment';
type With<D, C> = Omit<C, keyof D> & { [F in keyof D]: F extends keyof C ? NonNullable<C[F]> : D[F] };

export type Settings = With<Omit<Defaults, Group | 'omb'>, Omit<SurveyConfig, Group | 'omb'>> & {
  [G in Group]: With<Defaults[G], NonNullable<SurveyConfig[G]>>;
} & { omb?: With<Defaults['omb'], NonNullable<SurveyConfig['omb']>> | undefined };
