import { type HttpOptions, httpAdapter } from '../delivery/adapters/http.ts';
import { type OutboxOptions, openOutbox } from '../delivery/outbox.ts';

/** Delivery to an address. Functions of the page have `hand.ts`. */
window.cx7!.parts.delivery = {
  open: (endpoint: string | HttpOptions, listener: OutboxOptions['listener']) =>
    openOutbox({
      adapter: httpAdapter((endpoint as HttpOptions).url ? (endpoint as HttpOptions) : { url: endpoint as string }),
      listener,
    }),
};
