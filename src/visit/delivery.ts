import { ADAPTER, type Endpoint, inFull, type OptionalAdapter } from '../config/endpoints/index.ts';
import { fromEndpoint as http } from '../delivery/adapters/http.ts';
import { openOutbox } from '../delivery/outbox.ts';
import type { OutboxNews, SurveyOutbox } from '../delivery/types.ts';
import type { DeliveryState } from '../survey/flow.ts';
import { hashes } from './hashes.ts';
import type { AdapterPart, Delivery } from './parts.ts';

/**
 * Opens the outbox for an endpoint, with the adapter's own file where it has one. The page hears of every record;
 * `hear` does, too.
 */
export async function openDelivery(delivery: Delivery, hear?: (news: OutboxNews) => void): Promise<SurveyOutbox> {
  const { events, report } = delivery;
  function listener(news: OutboxNews) {
    if (news.event === 'error') return report(news.error);
    // A page learns that a record was given up, and why, but not what is in it.
    const { event, body: _, ...detail } = { body: '', ...news };
    events.dispatchEvent(new CustomEvent(event, { detail }));
    hear?.(news);
  }
  const { endpoint, adapter, part } = delivery;
  const whole = inFull(endpoint);
  if (!adapter && whole.adapter === ADAPTER) return openOutbox({ adapter: http(whole), listener });
  const name = `adapter-${whole.adapter}` as `adapter-${OptionalAdapter}`;
  // The cast: the compiler does not see that the file is that of this endpoint.
  const { fromEndpoint, policyFor } = (await part(name, hashes[name])) as AdapterPart<Endpoint>;
  const made = adapter ?? fromEndpoint(whole);
  return openOutbox({ adapter: made, listener }, policyFor(made.abilities));
}

/** What a respondent is told of the newest revision; nothing of what is no news to them. */
export function stateAfter(news: OutboxNews): DeliveryState | undefined {
  switch (news.event) {
    case 'sending':
    case 'sent':
      return news.event;
    case 'waiting':
    case 'rejected':
      return news.durability === 'memory' ? 'unsaved' : 'offline' in news && news.offline ? 'saved' : 'kept';
    case 'dropped':
      return news.reason === 'superseded' ? 'already' : undefined;
    default:
      return undefined;
  }
}
