import type { Interview } from './schema.ts';

/** What whoever opens a survey knows of this interview; already reduced to what the config lists. */
export interface Caller {
  office?: string | undefined;
  /** What goes on the record as it is, before what the config says. `interactionRef` is SHA-256 of the salted key, 64 hex digits. */
  said: Partial<Pick<Interview, 'channel' | 'administration' | 'context' | 'indicators' | 'interactionRef'>>;
}
