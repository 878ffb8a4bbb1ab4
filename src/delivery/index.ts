export * from './adapters/index.ts';
export { askable } from './asking.ts';
export { policyFor } from './choosing.ts';
export { createOutbox } from './create.ts';
export { MARK, marked, markOf } from './mark.ts';
export { type OutboxOptions, openOutbox } from './outbox.ts';
export type * from './types.ts';
