import type { Attended } from './parts.ts';

/** Whether the config wants no invitation on the page where the app is now. */
export const isExcluded = ({ config, look, decide }: Attended): boolean =>
  decide(config, look(config, { invited: true, requested: false })).reason === 'page';
