import type { SurveyConfig } from '../config/schema.ts';
import { settle } from '../config/settle.ts';
import type { Interview } from '../record/schema.ts';
import { rateFor } from './decide.ts';
import type { Seen } from './types.ts';

/** What the record says of how this respondent came to be asked; previews and requests are kept apart from the draw. */
export function sampleOf(config: SurveyConfig, seen: Seen): Interview['sample'] {
  const { unit, salt, cooldownDays } = settle(config).sampling;
  const rate = rateFor(config, seen.office);
  const recruitment = config.test || seen.preview ? 'forced' : seen.requested ? 'self-initiated' : 'sampled-offer';
  return { recruitment, unit, rate, ...(recruitment === 'sampled-offer' && { probability: rate }), salt, cooldownDays };
}
