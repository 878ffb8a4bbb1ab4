import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The demo's server is TypeScript, so it is bundled to a file that Node can import, beside the packages it needs. */
export async function loadServer() {
  const { build } = await import('esbuild');
  const cache = new URL('../node_modules/.cache/', import.meta.url);
  const bundle = new URL(`cx7-demo-${process.pid}.mjs`, cache);
  await mkdir(cache, { recursive: true });
  try {
    await build({
      entryPoints: [fileURLToPath(new URL('server.ts', import.meta.url))],
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
