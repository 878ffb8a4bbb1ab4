export * from './adapters/index.ts';
export { destinationOf, MARK, markOf, waits } from './mark.ts';
export { createOutbox, type OutboxOptions } from './outbox.ts';
export type * from './types.ts';
