import type { Settings } from '../config/settle.ts';
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
        area(lasting)![endedKey(survey)] = Date.now();
      });
}

/** Storage that is blocked or full remembers nothing, and then somebody may be asked twice: better than an error. */
export function quietly<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return; // see above
  }
}
