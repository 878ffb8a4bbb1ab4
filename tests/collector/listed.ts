import { essenceOf } from '../../src/config/essence.ts';
import type { SurveyConfig } from '../../src/config/schema.ts';
import { fingerprint } from '../../src/instrument/fingerprint.ts';
import type { Interview } from '../../src/record/schema.ts';
import { anInterview } from '../report/interviews.ts';

/** A config that a collector is given. */
export const config: SurveyConfig = {
  survey: 'renewal',
  names: { service: 'Passport Renewal' },
  endpoint: '/v1/interviews',
  employee: false,
  languages: ['en', 'es'],
  coding: { office: 'boston' },
  omb: { controlNumber: '1405-0193', expires: '2099-12-31' },
  sampling: { rate: 0.2, offices: { denver: 0.5 }, salt: '2026-q4' },
  wave: { from: '2026-08-01', until: '2026-08-31' },
  context: ['queue'],
  indicators: ['waitSeconds'],
};

/** What a page with that config sends. */
export function honest(of: SurveyConfig = config, change: (record: Interview) => void = () => {}): Interview {
  const record = anInterview({
    survey: of.survey,
    office: 'boston',
    probability: 0.2,
    scores: { trust: 4 },
  }) as Interview;
  record.instrument.configHash = fingerprint(JSON.stringify(essenceOf(of)));
  record.sample.salt = '2026-q4';
  change(record);
  return record;
}
