import type { SurveyConfig } from '../config/schema.ts';

/**
 * Where an interview stands. `counted` is in the figures. `unlisted` is of a survey, or a config, that this collector was
 * not given. `doubtful` contradicts itself, or its config.
 */
export type Standing = 'counted' | 'unlisted' | 'doubtful';

/** Why an interview is not counted, by what is wrong. */
export const REASONS = {
  survey: 'no config of this survey was given',
  config: 'it names a config that was not given',
  probability: 'its probability does not follow from its rates',
  recruitment: 'how it was recruited contradicts the rest of it',
  disposition: 'how far it came contradicts its answers or times',
  times: 'its times run backwards',
  clearance: 'it was offered after its clearance had expired',
  omb: 'its clearance is not the config’s',
  switched: 'its config is switched off, or for tests only',
  wave: 'it was offered outside of its config’s wave',
  office: 'it has no office, and its config has one',
  language: 'its language is not in the config',
  edition: 'its questionnaire is not the config’s',
  draw: 'its unit, salt or cool-down is not the config’s',
  rate: 'its rate is not the config’s',
  tag: 'no config calls for the draw on its tag',
  names: 'it has fields that the config does not list',
  weight: 'its weight is over 100 times the median of its survey',
  changed: 'a later revision names another survey or recruitment',
  unreadable: 'this version cannot read its record',
} as const;
export type Reason = keyof typeof REASONS;

export interface Judged {
  standing: Standing;
  reason: Reason | null;
}

/** What a collector knows of surveys, as far as one record is concerned. */
export interface Known {
  /** Whether it was ever given a config. If not, it counts every survey. */
  any: boolean;
  /** Every config of the record's survey, now or formerly. */
  ofSurvey: readonly SurveyConfig[];
  /** The one whose hash the record names. */
  config: SurveyConfig | undefined;
}
