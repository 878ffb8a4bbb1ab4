import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * What first statements are measured by: a loader and a bare Preact widget, two files. Resolves with the folder in which
 * they are, and with what removes it.
 */
export async function buildYardstick() {
  const folder = mkdtempSync(join(tmpdir(), 'cx7-yardstick-'));
  await build({
    entryPoints: ['loader.js', 'widget.jsx'].map((name) =>
      fileURLToPath(new URL(`yardstick/${name}`, import.meta.url)),
    ),
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2021',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.css': 'text' },
    logLevel: 'warning',
  });
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}
