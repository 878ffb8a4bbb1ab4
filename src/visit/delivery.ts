import { ADAPTER, type Endpoint, inFull } from '../config/endpoints/index.ts';
import { fromEndpoint as http } from '../delivery/adapters/http.ts';
import { openOutbox } from '../delivery/outbox.ts';
import type { Adapter, Outbox, OutboxNews } from '../delivery/types.ts';
import type { DeliveryState } from '../survey/flow.ts';
import type { Delivery } from './parts.ts';

/**
 * Opens the outbox for an endpoint, with the adapter's own file where it has one. The page hears of every record;
 * `hear` does, too.
 */
export async function openDelivery(delivery: Delivery, hear?: (news: OutboxNews) => void): Promise<Outbox> {
  const { events, report } = delivery;
  return openOutbox({
    adapter: await adapterFor(delivery),
    listener(news) {
      if (news.event === 'error') return report(news.error);
      // A page learns that a record was given up, and why, but not what is in it.
      const { event, body: _, ...detail } = { body: '', ...news };
      events.dispatchEvent(new CustomEvent(event, { detail }));
      hear?.(news);
    },
  });
}

async function adapterFor({ endpoint, adapter, part }: Delivery): Promise<Adapter> {
  if (adapter) return adapter;
  const whole = inFull(endpoint);
  if (whole.adapter === ADAPTER) return http(whole);
  const name = `adapter-${whole.adapter}` as const;
  // The cast: the compiler does not see that the file is that of this endpoint.
  const file = (await part(name, INTEGRITY[name])) as { fromEndpoint(endpoint: Endpoint): Adapter };
  return file.fromEndpoint(whole);
}

/** What a respondent is told of the newest revision; nothing of what is no news to them. */
export function stateAfter(news: OutboxNews): DeliveryState | undefined {
  switch (news.event) {
    case 'sending':
    case 'sent':
      return news.event;
    case 'waiting':
      return news.durability === 'memory' ? 'unsaved' : news.offline ? 'saved' : 'kept';
    case 'rejected':
      return 'kept';
    default:
      return undefined;
  }
}
