import { type OutboxOptions, openOutbox } from './outbox.ts';
import type { Outbox, OutboxEvents } from './types.ts';

type Hear = (event: keyof OutboxEvents, detail: any) => void;

/**
 * An outbox for whoever uses it by itself: many may listen, `listener` from the first moment, and what one of them throws
 * is an `error` to all.
 */
export function createOutbox({ listener, ...options }: Omit<OutboxOptions, 'listener'> & { listener?: Hear }): Outbox {
  const listeners = new Set<Hear>(listener && [listener]);
  const emit: Hear = (event, detail) => {
    for (const hear of listeners)
      try {
        hear(event, detail);
      } catch (error) {
        if (event !== 'error') emit('error', { error });
      }
  };
  return {
    ...openOutbox({ ...options, listener: ({ event, ...detail }) => emit(event, detail) }),
    on(event, listener) {
      const hear: Hear = (name, detail) => name === event && listener(detail);
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
  };
}
