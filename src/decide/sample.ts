import type { Settings } from '../config/settle.ts';
import type { Interview } from '../record/schema.ts';
import { probabilityOf } from './draw.ts';
import type { Seen, Verdict } from './types.ts';

/**
 * What the record says of how this respondent came to be asked; previews and requests are kept apart from the draw:
 * they have no probability, and no draw on the tag was consulted for them.
 */
export function sampleOf(
  { survey, test, sampling }: Settings,
  { preview, requested, tag }: Pick<Seen, 'preview' | 'requested' | 'tag'>,
  { rate }: Pick<Verdict, 'rate'>,
): Interview['sample'] {
  const { unit, salt, cooldownDays } = sampling;
  const how = { unit, rate, salt, cooldownDays };
  if (test || preview) return { recruitment: 'forced', ...how };
  if (requested) return { recruitment: 'self-initiated', ...how };
  return {
    recruitment: 'sampled-offer',
    ...how,
    probability: probabilityOf({ survey, unit, salt, rate }, tag),
    // Named one by one: the unit's key stays on the device.
    ...(tag && { tag: { survey: tag.survey, unit: tag.unit, salt: tag.salt, rate: tag.rate } }),
  };
}
