import type { SurveyConfig } from '../../config/schema.ts';
import { destinationOf } from '../mark.ts';
import type { Adapter, DeliveryResult } from '../types.ts';
import { functionAdapter } from './function.ts';
import { httpAdapter } from './http.ts';

export * from './function.ts';
export * from './http.ts';

/** The adapter for the config's `endpoint`. */
export function adapterFor(endpoint: SurveyConfig['endpoint']): Adapter {
  if (typeof endpoint === 'string') return httpAdapter({ url: endpoint });
  if (endpoint.adapter === 'http') return httpAdapter(endpoint);
  const { name } = endpoint;
  return functionAdapter((interview) => call(name, interview), { destination: destinationOf(endpoint) });
}

/** Looks the function up when there is something to hand over: the host's script may come later than this one. */
function call(name: string, interview: unknown): Promise<DeliveryResult> | DeliveryResult {
  const path = name.split('.');
  const last = path.pop() as string;
  const owner = path.reduce((at: any, part) => at?.[part], globalThis);
  return typeof owner?.[last] === 'function'
    ? owner[last](interview)
    : { outcome: 'later', reason: `no function ${name}` };
}
