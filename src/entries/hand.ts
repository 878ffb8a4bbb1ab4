import type { SurveyConfig } from '../config/schema.ts';
import { adapterFor } from '../delivery/adapters/index.ts';
import { type OutboxOptions, openOutbox } from '../delivery/outbox.ts';

/** Delivery whole: hands interviews to a function of the page, and can do all that `delivery.ts` does. */
window.cx7!.parts.hand = {
  open: (endpoint: SurveyConfig['endpoint'], listener: OutboxOptions['listener']) =>
    openOutbox({ adapter: adapterFor(endpoint), listener }),
};
