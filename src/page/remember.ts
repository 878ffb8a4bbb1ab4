import type { Settings } from '../config/settle.ts';
import { quietly } from '../instrument/quietly.ts';
import type { Interview } from '../record/schema.ts';
import { area, endedKey } from './recall.ts';

/**
 * Remembers that this survey has asked here, together with the journal write. An offer that is ignored is not made
 * again in the session; an answer or a refusal is remembered for as long as the config says. Whoever was only shown a
 * preview may still be asked.
 */
export function remember({ survey, sampling }: Settings, { disposition, sample }: Interview): void {
  const isOver = disposition !== 'offered' && disposition !== 'opened';
  if (sample.recruitment !== 'forced')
    for (const lasting of [false, isOver && sampling.remember === 'device'])
      quietly(() => {
        area(lasting)[endedKey(survey)] = `${Date.now()}`;
      });
}
