import passport from '../../demo/surveys/passport-renewal.json' with { type: 'json' };
import type { SurveyConfig } from '../../src/config/schema.ts';
import { settle } from '../../src/config/settle.ts';
import { pack as en } from '../../src/instrument/languages/en.ts';
import type { Told } from '../../src/record/encode.ts';
import { mask } from '../../src/record/mask.ts';

/** The passport survey of the demo with all seven statements, changed as a test needs it. */
export const passportConfig = (changes: Partial<SurveyConfig> = {}): SurveyConfig => ({
  ...(passport as SurveyConfig),
  employee: true,
  ...changes,
});

export const sample: Told['sample'] = {
  recruitment: 'sampled-offer',
  unit: 'session',
  rate: 0.05,
  probability: 0.05,
  salt: '2026-q4',
  cooldownDays: 90,
};

/** An interview in which the first statement was answered and step 1 sent. */
export function told(changes: Partial<Told> = {}): Told {
  const config = changes.config ?? passportConfig();
  return {
    id: '0b0e7a86-7c1d-4f0e-9d0a-2f3b4c5d6e7f',
    revision: 3,
    disposition: 'partial',
    config,
    settings: settle(config),
    pack: en,
    replies: { satisfaction: 4 },
    seen: ['satisfaction', 'trust'],
    comment: '',
    mask,
    sample,
    shown: { trigger: 'load', display: 'slide-in', device: 'desktop', requestedLang: 'en-US' },
    time: { offered: '2026-11-22T15:00:00.000Z', updated: '2026-11-22T15:01:00.000Z' },
    page: { origin: 'https://example.gov', path: '/renew/done' },
    caller: { said: {} },
    version: '0.1.0',
    ...changes,
  };
}
