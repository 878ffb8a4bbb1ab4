import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { cssAsText } from '../src/build/plugins.mjs';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  // What the build would fill in.
  define: { VERSION: JSON.stringify(version), INTEGRITY: '{}', EACH_ONLY: 'false' },
  plugins: [cssAsText()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: ['tests/browser/**', 'tests/faults/**'], // Playwright's
    environment: 'node',
    globalSetup: 'tests/generated.ts',
    // Processes rather than threads: some tests start databases and collectors, and kill them.
    pool: 'forks',
    maxWorkers: 2,
    // Two cores, shared by the databases, browsers and builds that the tests start.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
  },
});
