import type { Adapter, DeliveryResult, EndpointAbilities } from '../types.ts';

/** Takes one interview. Resolving accepts it, unless a result says otherwise; rejecting means: try again later. */
// biome-ignore lint/suspicious/noConfusingVoidType: a host's function that returns nothing has accepted.
export type Receiver = (interview: unknown) => Promise<DeliveryResult | void> | DeliveryResult | void;

export interface FunctionOptions {
  destination?: string | undefined;
  /** Unless told otherwise: each interview once, when it is final, and never while the page is being left. */
  abilities?: Partial<EndpointAbilities> | undefined;
}

/** Hands each interview to a function of the page. */
export const functionAdapter = (
  receive: Receiver,
  { destination = 'function', abilities }: FunctionOptions = {},
): Adapter => ({
  destination,
  abilities: { revisions: 'final', dedupes: false, unload: 'defer', ...abilities },
  async send(body) {
    const result = await receive(JSON.parse(body));
    return result?.outcome ? result : { outcome: 'accepted' };
  },
});
