import type { StartTrigger } from './types.ts';

/** The page itself opens the survey, by a call. */
export const start: StartTrigger = () => ({});
