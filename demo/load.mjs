import { load as loadSource } from '../src/build/load.mjs';

/** A module in TypeScript, by its path from here. By default the demo's server. */
export const load = (module = 'server.ts') => loadSource(new URL(module, import.meta.url));
