import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockFolder } from '../../src/collector/lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'cx7-lock-'));
const program = join(folder, 'hold.mjs');
const running = new Set<ChildProcess>();
beforeAll(async () => {
  await build({
    stdin: {
      contents: `import { lockFolder } from './src/collector/lock.ts';
        while (Date.now() < Number(process.argv[3]));
        const said = await lockFolder(process.argv[2]).then(() => 'held', (error) => error.name);
        process.stdout.write(said);
        setInterval(() => {}, 1000);`,
      resolveDir: fileURLToPath(new URL('../..', import.meta.url)),
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: program,
  });
});
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** A process that takes the lock at a moment, says what came of it, and stays. */
function hold(place: string, at = 0) {
  const child = spawn(process.execPath, [program, place, String(at)], { stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  const said = once(child.stdout, 'data').then(String);
  const kill = async () => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    running.delete(child);
  };
  return { said, kill };
}

const aFolder = (name: string) => {
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  return place;
};

describe('a folder’s lock', () => {
  it('is had by one of those who come at the same moment, after its last holder was killed', async () => {
    for (let round = 0; round < 5; round++) {
      const place = aFolder(`round-${round}`);
      const last = hold(place);
      expect(await last.said).toBe('held');
      await last.kill();
      const at = Date.now() + 400;
      const all = Array.from({ length: 6 }, () => hold(place, at));
      const said = await Promise.all(all.map((one) => one.said));
      expect(said.sort()).toEqual([...Array(5).fill('StoreError'), 'held']);
      await Promise.all(all.map((one) => one.kill()));
    }
  });

  it.each([
    ['near', 'near'],
    ['too deep down for a socket’s address', join(...Array(12).fill('a-folder-in-a-folder'))],
  ])('is given back and taken again many times, and leaves one socket behind; the folder is %s', async (_, name) => {
    const place = aFolder(name);
    for (let round = 0; round < 5; round++) {
      const letGo = await lockFolder(place);
      await expect(lockFolder(place)).rejects.toThrow(/in use by another collector/);
      await letGo();
    }
    expect(readdirSync(place).length).toBeLessThanOrEqual(1);
  });
});
