import { askable } from './asking.ts';
import { policyFor } from './choosing.ts';
import { asError } from './news.ts';
import { type OutboxOptions, openOutbox } from './outbox.ts';
import type { ObservableOutbox, OutboxEvents, OutboxNews } from './types.ts';

type Hear = OutboxOptions['listener'];

/**
 * An outbox for whoever uses it by itself. It begins at once. Many may listen, `listener` from the first moment, and what
 * one of them throws is an `error` to all.
 */
export function createOutbox({
  listener,
  ...options
}: Omit<OutboxOptions, 'listener'> & { listener?: Hear }): ObservableOutbox {
  const listeners = new Set<Hear>(listener && [listener]);
  const emit: Hear = (news) => {
    for (const hear of listeners)
      try {
        hear(news);
      } catch (error) {
        if (news.event !== 'error') emit({ event: 'error', error: asError(error) });
      }
  };
  const outbox = askable(openOutbox({ ...options, listener: emit }, policyFor(options.adapter.abilities)));
  outbox.begin();
  return {
    ...outbox,
    on(event, listener) {
      const hear: Hear = (news) => {
        if (news.event === event) listener(detailOf(news));
      };
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
  };
}

/** What an event says, without its name. */
function detailOf<E extends keyof OutboxEvents>({ event: _, ...detail }: OutboxNews): OutboxEvents[E] {
  // The compiler cannot tell that the name an event has is the one it was compared with.
  return detail as unknown as OutboxEvents[E];
}
