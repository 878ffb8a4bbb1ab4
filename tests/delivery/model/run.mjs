import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * `npm run model`: 10,000 histories for each kind of endpoint, minutes rather than the seconds of `npm test`.
 * RUNS=500 says how many, SEED=42 which ones, ENDPOINT=final for which endpoint; HISTORY=… with its seed tells one again.
 */
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/vitest.config.ts', 'tests/delivery/model.test.ts'],
  {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    stdio: 'inherit',
    env: { ...process.env, RUNS: process.env.RUNS ?? '10000' },
  },
);
process.exitCode = status ?? 1;
