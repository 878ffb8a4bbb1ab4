import { destination, type FunctionEndpoint } from '../../config/endpoints/function.ts';
import type { Adapter, DeliveryResult, EndpointAbilities } from '../types.ts';
import { judge } from './http.ts';

export { policyFor } from '../choosing.ts';

// biome-ignore lint/suspicious/noConfusingVoidType: a host's function that returns nothing has accepted.
type Received = DeliveryResult | Response | void;

/**
 * Takes one interview. Resolving accepts it, unless a result says otherwise, or a `Response` of `fetch`, which is judged
 * as that of an http endpoint; rejecting means: try again later.
 */
export type Receiver = (interview: unknown) => Promise<Received> | Received;

export interface FunctionOptions {
  destination?: string | undefined;
  /** Unless told otherwise: each interview once, when it is final, and never while the page is being left. */
  abilities?: Partial<EndpointAbilities> | undefined;
}

const OUTCOMES: readonly unknown[] = [
  'accepted',
  'superseded',
  'later',
  'refused',
] satisfies DeliveryResult['outcome'][];

/** Hands each interview to a function of the page. */
export const functionAdapter = (
  receive: Receiver,
  { destination = 'function', abilities }: FunctionOptions = {},
): Adapter => ({
  destination,
  abilities: { revisions: 'final', dedupes: false, unload: 'defer', ...abilities },
  async send(body, record) {
    const result = await receive(JSON.parse(body));
    // What a function resolves with besides is its own: an `outcome` of another meaning says nothing.
    const isResult = OUTCOMES.includes((result as Partial<DeliveryResult> | undefined)?.outcome);
    // Told by what it has: it may be of another frame.
    if (typeof (result as Response | undefined)?.text === 'function') return judge(result as Response, record);
    return isResult ? (result as DeliveryResult) : { outcome: 'accepted' };
  },
});

export const fromEndpoint = (endpoint: FunctionEndpoint): Adapter =>
  functionAdapter((interview) => call(endpoint.name, interview), { destination: destination(endpoint) });

/** Looks the function up when there is something to hand over: the host's script may come later than this one. */
function call(name: string, interview: unknown): ReturnType<Receiver> {
  const path = name.split('.');
  const last = path.pop() ?? '';
  const owner = path.reduce(at, globalThis);
  const receive = at(owner, last);
  return typeof receive === 'function'
    ? receive.call(owner, interview)
    : { outcome: 'later', reason: `no function ${name}` };
}

/** A property of whatever a page has under a name. The cast: functions have properties as well. */
const at = (value: unknown, name: string): unknown => (value as Record<string, unknown> | null | undefined)?.[name];
