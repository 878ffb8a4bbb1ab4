import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll } from 'vitest';
import type { ServeOptions } from '../../src/collector/serve.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles a program that serves with the options it is given as JSON; packages stay outside of it. */
export async function bundleServer(): Promise<string> {
  const folder = join(root, 'node_modules/.cache/cx7');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `server-${process.pid}.mjs`);
  await build({
    stdin: {
      contents: `import { serve } from './src/collector/serve.ts';
        const { url } = await serve(JSON.parse(process.argv[2]));
        process.stdout.write('READY ' + url + '\\n');`,
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'warning',
  });
  return outfile;
}

export interface Child {
  url: string;
  process: ChildProcess;
  /** Sends a signal and resolves with how the process ended. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** What is done to a program's surroundings. */
export interface Surroundings {
  /** Address of a script that runs before it. */
  imports?: string;
  env?: Record<string, string>;
}

/** A test that fails leaves its servers behind, one of them perhaps deaf to any other signal. */
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** Runs that program. */
export function spawnServer(program: string, options: ServeOptions, { imports, env }: Surroundings = {}) {
  const child = spawn(
    process.execPath,
    [
      ...(imports ? ['--import', imports] : []),
      program,
      JSON.stringify({ port: 0, open: true, rateLimit: false, ...options }),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } },
  );
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Runs that program until it listens; rejects with what it wrote where it ends before. */
export async function startServer(program: string, options: ServeOptions, surroundings?: Surroundings): Promise<Child> {
  const child = spawnServer(program, options, surroundings);
  let output = '';
  child.stderr.on('data', (text) => {
    output += text;
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text) => {
      output += text;
      const [, ready] = /READY (\S+)/.exec(output) ?? [];
      if (ready) resolve(ready);
    });
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${output}`)));
  });
  return {
    url,
    process: child,
    async end(signal) {
      const ended = once(child, 'exit');
      child.kill(signal);
      const [code, by] = await ended;
      return { code, signal: by };
    },
  };
}
