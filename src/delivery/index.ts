export * from './adapters/index.ts';
export { createOutbox } from './create.ts';
export { MARK, markOf, waits } from './mark.ts';
export { type OutboxOptions, openOutbox } from './outbox.ts';
export type * from './types.ts';
