import type { SimpleTrigger } from '../../config/triggers/index.ts';
import { start as call } from './call.ts';
import { start as click } from './click.ts';
import { start as load } from './load.ts';
import type { StartTrigger } from './types.ts';

/** The triggers in `cx7.js`; every other has a file of its own. */
export const simpleTriggers = { load, click, call } satisfies Readonly<Record<SimpleTrigger, StartTrigger>>;
