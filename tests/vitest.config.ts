import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { cssAsText } from '../src/build/plugins.mjs';
import { tier } from './campaigns.mjs';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** Tests that start and kill programs, most of a minute each. `npm run test:quick` leaves them to `npm test`. */
const LONG = [
  ...['crash', 'dashboard', 'migration', 'process', 'several', 'trouble'],
  ...['attacks/bodies', 'attacks/names'],
].map((name) => `tests/collector/${name}.test.ts`);

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  // What the build would fill in.
  define: { VERSION: JSON.stringify(version), INTEGRITY: '{}' },
  plugins: [cssAsText()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    // Playwright's, and what takes long.
    exclude: ['tests/browser/**', 'tests/faults/**', ...(tier === 'quick' ? LONG : [])],
    environment: 'node',
    globalSetup: 'tests/generated.ts',
    // Processes rather than threads: some tests start databases and collectors, and kill them.
    pool: 'forks',
    maxWorkers: 2,
    // Two cores, shared by the databases, browsers and builds that the tests start.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
