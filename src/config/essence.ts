import type { SurveyConfig } from './schema.ts';

/**
 * What a config's fingerprint is made of, as JSON: all that decides who is asked, and what. Not where answers go or where
 * the survey stands, which a page may say in its own way, nor the quota, which whoever publishes the config updates.
 */
export const essenceOf = (config: SurveyConfig): object => ({
  ...config,
  $schema: undefined,
  endpoint: undefined,
  display: undefined,
  sampling: { ...config.sampling, quota: undefined },
});
