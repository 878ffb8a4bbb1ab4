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
        if (process.env.PID) Object.defineProperty(process, 'pid', { value: Number(process.env.PID) });
        while (Date.now() < Number(process.argv[3]));
        const said = await lockFolder(process.argv[2]).then(() => 'held', (error) => error.name + ': ' + error.message);
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
function hold(place: string, at = 0, env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [program, place, String(at)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
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

const DEEP = join(...Array(12).fill('a-folder-in-a-folder'));

describe('a folder’s lock', () => {
  it.each([
    ['each with a process number of its own', {}],
    ['each the first process of its container', { PID: '1' }],
  ])(
    'is had by one of those who come at the same moment, after its last holder was killed; %s',
    async (_, env: { PID?: string }) => {
      for (let round = 0; round < 5; round++) {
        const place = aFolder(`round-${env.PID ?? ''}-${round}`);
        const last = hold(place, 0, env);
        expect(await last.said).toBe('held');
        await last.kill();
        const at = Date.now() + 400;
        const all = Array.from({ length: 6 }, () => hold(place, at, env));
        const said = await Promise.all(all.map((one) => one.said));
        expect(said.map((words) => words.replace(/:.*/, '')).sort()).toEqual([...Array(5).fill('StoreError'), 'held']);
        // Whoever comes later finds that one there: its socket is not another's, which has closed.
        expect(await hold(place, 0, env).said).toMatch(/^StoreError/);
        await Promise.all(all.map((one) => one.kill()));
      }
    },
  );

  it.each([
    ['near', 'near'],
    ['too deep down for a socket’s address', DEEP],
  ])('is given back and taken again many times, and leaves one socket behind; the folder is %s', async (_, name) => {
    const place = aFolder(name);
    for (let round = 0; round < 5; round++) {
      const letGo = await lockFolder(place);
      await expect(lockFolder(place)).rejects.toThrow(/in use by another collector/);
      await letGo();
    }
    expect(readdirSync(place).length).toBeLessThanOrEqual(1);
  });

  // As two containers have that share a folder, or two systemd units with PrivateTmp.
  it('holds for processes that have temporary folders of their own, however deep it lies', async () => {
    const place = aFolder(join('shared', DEEP));
    const first = hold(place, 0, { TMPDIR: aFolder('tmp-1') });
    expect(await first.said).toBe('held');
    const second = hold(place, 0, { TMPDIR: aFolder('tmp-2') });
    expect(await second.said).toMatch(/^StoreError: .* is in use by another collector/);
    expect(readdirSync(join(folder, 'tmp-1'))).toEqual([]);
    await first.kill();
    expect(await hold(place, 0, { TMPDIR: join(folder, 'tmp-2') }).said).toBe('held');
  });

  it('is refused, with what to do, where no short way leads to a deep folder', async () => {
    const place = aFolder(join('no-way', DEEP));
    for (const TMPDIR of [aFolder(join('tmp-3', DEEP)), join(folder, 'nowhere')])
      expect(await hold(place, 0, { TMPDIR }).said).toMatch(/^StoreError: .* is too long .* at most \d+ bytes/);
  });
});
