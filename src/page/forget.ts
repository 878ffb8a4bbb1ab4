import type { Settings } from '../config/settle.ts';
import { quietly } from '../instrument/quietly.ts';
import { area, endedKey, INVITED_KEY, memory, openKey, UNIT_KEY } from './recall.ts';

/** Leaves nothing of this respondent behind: for the next one at a kiosk or a desk. */
export function forget({ survey, sampling }: Settings): void {
  for (const storage of [memory, area(false), area(sampling.remember === 'device')])
    quietly(() => {
      for (const key of Object.keys(storage))
        if ([UNIT_KEY, INVITED_KEY, endedKey(survey)].includes(key) || key.startsWith(openKey(survey)))
          Reflect.deleteProperty(storage, key);
    });
}
