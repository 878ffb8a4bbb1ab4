/**
 * What the dashboard is built from: one script and one style sheet, which the collector serves under these names.
 * The style sheet has no imports and is copied.
 */
export const dashboard = {
  entry: new URL('main.ts', import.meta.url),
  script: 'dashboard.js',
  styles: new URL('dashboard.css', import.meta.url),
  stylesheet: 'dashboard.css',
} as const;

/** Builds the dashboard into a folder, for tests and while working on it. */
export async function buildDashboard(folder: string): Promise<void> {
  const [{ build }, { copyFile, mkdir }, { join }, { fileURLToPath }] = await Promise.all([
    import('esbuild'),
    import('node:fs/promises'),
    import('node:path'),
    import('node:url'),
  ]);
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: [fileURLToPath(dashboard.entry)],
    outfile: join(folder, dashboard.script),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  });
  await copyFile(fileURLToPath(dashboard.styles), join(folder, dashboard.stylesheet));
}
