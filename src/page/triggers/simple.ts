import { click } from './click.ts';
import { load } from './load.ts';
import type { StartTrigger } from './types.ts';

/** The triggers in `cx7.js`; every other has a file of its own. A call is the page's own doing. */
export const simpleTriggers: Partial<Record<string, StartTrigger>> = { load, click, call: () => ({}) };
