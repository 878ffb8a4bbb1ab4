import { mkdir, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = new URL('../../', import.meta.url);

/**
 * Imports a module of `src`, which is TypeScript, into a program that runs on Node: it is bundled to a file beside the
 * packages it needs, and that file is imported.
 *
 * @param {string | URL} path from the project's root, such as `src/config/json-schema.ts`, or a whole address
 */
export async function load(path) {
  const cache = new URL('node_modules/.cache/', root);
  const name = basename(`${path}`, '.ts');
  const bundle = new URL(`cx7-${name}-${process.pid}-${Date.now()}.mjs`, cache);
  await mkdir(cache, { recursive: true });
  await build({
    entryPoints: [fileURLToPath(new URL(path, root))],
    outfile: fileURLToPath(bundle),
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'warning',
  });
  try {
    return await import(bundle.href);
  } finally {
    await rm(bundle, { force: true });
  }
}
