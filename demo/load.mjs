import { mkdir, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A module in TypeScript, bundled to a file that Node can import, beside the packages it needs. By default the demo's server. */
export async function load(module = 'server.ts') {
  const { build } = await import('esbuild');
  const cache = new URL('../node_modules/.cache/', import.meta.url);
  const bundle = new URL(`cx7-demo-${process.pid}-${basename(module)}.mjs`, cache);
  await mkdir(cache, { recursive: true });
  try {
    await build({
      entryPoints: [fileURLToPath(new URL(module, import.meta.url))],
      outfile: fileURLToPath(bundle),
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      logLevel: 'warning',
    });
    return await import(bundle.href);
  } finally {
    await rm(bundle, { force: true });
  }
}
