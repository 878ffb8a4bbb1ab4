import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { CAMPAIGNS } from './campaigns.mjs';

/**
 * `npm run campaign:model` and its like: a large random test, with draws that nobody has seen before. The seed is told
 * at the beginning and with every failure; SEED=… draws the same again, RUNS=500 less or more often.
 */
const [name, ...words] = process.argv.slice(2);
const campaign = CAMPAIGNS[name];
if (!campaign) {
  console.error(`There is no campaign ${name}. Choose one of ${Object.keys(CAMPAIGNS).join(', ')}.`);
  process.exit(2);
}
const seed = process.env.SEED ?? `${randomInt(2 ** 31)}`;
console.log(`${campaign.what}: SEED=${seed} npm run campaign:${name} draws the same again.`);
const { status } = spawnSync(
  process.execPath,
  [
    ...['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/vitest.config.ts'],
    // A campaign takes as long as it takes.
    ...['--testTimeout=0', ...campaign.files, ...words],
  ],
  {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: 'inherit',
    env: { ...process.env, TIER: 'campaign', SEED: seed },
  },
);
process.exitCode = status ?? 1;
