import type * as z from 'zod/mini';
import type { Patterns } from '../patterns.ts';
import * as hostFunction from './function.ts';
import * as http from './http.ts';

/**
 * The settings of every adapter, for the schema and its messages. One line an adapter here, one in `destinations`, and
 * one for its code in `delivery/adapters/index.ts`: where one is missing, the others do not compile.
 */
export const endpoints = [http, hostFunction] as const satisfies readonly EndpointSettings[];

/**
 * What an adapter's endpoint is called among destinations. A table of its own, read name by name, because every page
 * view carries it: a bundler leaves the rest of the settings out, and zod with them.
 */
const destinations: ByAdapter<string> = {
  http: http.destination,
  function: hostFunction.destination,
};

export interface EndpointSettings {
  /** Called where the schema is made, so that who does not need the schema does not load zod. */
  shape(): z.ZodMiniType<{ adapter: string }, { adapter: string }>;
  /** Patterns of its own, said to a person, by their source. */
  patterns?: Patterns;
}

type Settings = (typeof endpoints)[number];
type InputOf<S extends Settings> = z.input<ReturnType<S['shape']>>;

/** The endpoint of each adapter, by the adapter's name. */
export type Endpoints = { [S in Settings as InputOf<S>['adapter']]: InputOf<S> };

export type AdapterName = keyof Endpoints;

/** The adapter of an endpoint that is an address alone. It comes with the survey; any other has a file of its own. */
export const ADAPTER = 'http' satisfies AdapterName;
export type OptionalAdapter = Exclude<AdapterName, typeof ADAPTER>;

/** Where answers go, as the config says it: an address, or an adapter with its settings. */
export type Endpoint = string | Endpoints[AdapterName];

/** Something for each adapter, made of its endpoint. */
export type ByAdapter<Made> = { readonly [A in AdapterName]: (endpoint: Endpoints[A]) => Made };

/** The names of all adapters. */
export const ADAPTERS = Object.keys(destinations) as readonly AdapterName[];

/** An endpoint with its adapter. */
export const inFull = (endpoint: Endpoint): Endpoints[AdapterName] =>
  typeof endpoint === 'string' ? { adapter: ADAPTER, url: endpoint } : endpoint;

/** The entry of a table for an endpoint's adapter, called with the endpoint; undefined where there is no such adapter. */
export function byAdapter<Made>(table: ByAdapter<Made>, endpoint: Endpoint): Made | undefined {
  const whole = inFull(endpoint);
  // The cast: the compiler does not see that an endpoint's own adapter takes it.
  const make = table[whole.adapter] as ((endpoint: Endpoints[AdapterName]) => Made) | undefined;
  return make?.(whole);
}

/**
 * What an endpoint of the config is called among destinations: records wait under this name. It is also asked of
 * configs that nobody has judged yet, and answers with an empty name where there is no such adapter.
 */
export const destinationOf = (endpoint: Endpoint): string => byAdapter(destinations, endpoint) ?? '';
