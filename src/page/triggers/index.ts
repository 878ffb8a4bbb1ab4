import type { TriggerName } from '../../config/triggers/index.ts';
import { simpleTriggers } from './simple.ts';
import type { StartTrigger } from './types.ts';

/** The code of every trigger: when somebody is asked. Their settings are in `config/triggers/`. */
export const triggers = {
  ...simpleTriggers,
} satisfies Readonly<Record<TriggerName, StartTrigger>>;
