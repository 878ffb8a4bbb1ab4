import type { SurveyConfig } from '../config/schema.ts';
import { adapterFor } from '../delivery/adapters/index.ts';
import { createOutbox, type OutboxOptions } from '../delivery/outbox.ts';

/** Delivery whole: hands interviews to a function of the page, and can do all that `delivery.ts` does. */
window.cx7!.parts.hand = {
  open: (endpoint: SurveyConfig['endpoint'], listener: OutboxOptions['listener']) =>
    createOutbox({ adapter: adapterFor(endpoint), listener }),
};
