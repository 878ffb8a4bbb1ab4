import type { Settings } from '../config/settle.ts';
import type { Interview } from '../record/schema.ts';
import type { Seen } from './types.ts';

/** What the record says of how this respondent came to be asked; previews and requests are kept apart from the draw. */
export function sampleOf(
  { test, sampling }: Settings,
  { preview, requested }: Seen,
  rate: number,
): Interview['sample'] {
  const { unit, salt, cooldownDays } = sampling;
  const recruitment = test || preview ? 'forced' : requested ? 'self-initiated' : 'sampled-offer';
  const probability = recruitment === 'sampled-offer' ? rate : undefined;
  return { recruitment, unit, rate, probability, salt, cooldownDays };
}
