import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { HttpOptions } from '../src/delivery/adapters/http.ts';
import type { Outbox } from '../src/delivery/types.ts';

/** What an outbox told, as a page that shows it to a test keeps it. */
export type Told = { event: string; error?: unknown; [detail: string]: unknown };

/** The built package's outbox, on a page that has no survey. */
export interface OutboxMaker {
  /** The endpoint is one that takes posts, or the name of a function of the page. */
  openOutbox(endpoint: HttpOptions | string, hear?: (told: Told) => void): Outbox;
}

const ENTRY = `
  import { createOutbox, functionAdapter, httpAdapter } from './dist/index.js';

  const named = (path) => path.split('.').reduce((at, name) => at[name], window);
  window.openOutbox = (endpoint, hear = () => {}) => createOutbox({
    adapter: typeof endpoint === 'string'
      ? functionAdapter((interview) => named(endpoint)(interview), { destination: endpoint })
      : httpAdapter(endpoint),
    listener: hear,
  });`;

let script: Promise<string> | undefined;

/** A classic script that makes {@link OutboxMaker}: the built package as a host's bundler puts it into an app, minified. */
export const outboxScript = (): Promise<string> =>
  (script ??= build({
    stdin: { contents: ENTRY, resolveDir: fileURLToPath(new URL('..', import.meta.url)) },
    bundle: true,
    format: 'iife',
    minify: true,
    target: 'es2021',
    write: false,
    logLevel: 'error',
  }).then(({ outputFiles: [file] }) => file?.text ?? ''));
