import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './packed.ts';

it('the questionnaire, the config, the record, the decision and the tally compile without the DOM', () => {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'src/build/tsconfig.pure.json'), '--listFiles'],
    { encoding: 'utf8' },
  );
  const files = stdout.split('\n');
  expect(files.filter((file) => file.includes('error TS'))).toEqual([]);
  expect(status).toBe(0);
  expect(files.some((file) => file.endsWith('src/decide/decide.ts'))).toBe(true);
  expect(files.filter((file) => /lib\.dom|@types\/node/.test(file))).toEqual([]);
});
