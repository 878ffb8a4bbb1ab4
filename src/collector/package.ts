/** What `cx7/collector` exports. It needs the package hono, which its users install. */
import { needs } from './database.ts';
import type { Served, ServeOptions } from './serve.ts';

export { StoreError } from './database.ts';
export * from './index.ts';
export { openStore, type StoreOptions } from './open.ts';
export type { Served, ServeOptions } from './serve.ts';

/**
 * Runs a collector in Node, see {@link ServeOptions}. Its server is imported here and not above, so that whoever hands
 * requests to `createCollector` on another platform needs nothing of Node, nor the package @hono/node-server.
 */
export const serve = async (options: ServeOptions): Promise<Served> =>
  (await needs('@hono/node-server', () => import('./serve.ts'))).serve(options);
