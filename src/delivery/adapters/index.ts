import { type ByAdapter, byAdapter, type Endpoint } from '../../config/endpoints/index.ts';
import type { Adapter } from '../types.ts';
import * as hostFunction from './function.ts';
import * as http from './http.ts';

export type { Adapter, DeliveryResult } from '../types.ts';
export { type FunctionOptions, functionAdapter, type Receiver } from './function.ts';
export { type HttpOptions, httpAdapter, judge } from './http.ts';

/** The code of every adapter: makes one of the config's endpoint. Their settings are in `config/endpoints/`. */
export const adapters = {
  http: http.fromEndpoint,
  function: hostFunction.fromEndpoint,
} satisfies ByAdapter<Adapter>;

/** The adapter for the config's `endpoint`. */
export function adapterFor(endpoint: Endpoint): Adapter {
  const adapter = byAdapter<Adapter>(adapters, endpoint);
  if (!adapter) throw Error(`There is no adapter for the endpoint ${JSON.stringify(endpoint)}.`);
  return adapter;
}
