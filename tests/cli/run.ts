import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Stand-ins for what the build makes. */
export const BUILT: Readonly<Record<string, string>> = {
  'cx7.js': 'the loader',
  'cx7.survey.js': 'the survey',
  'cx7.es.js': 'Spanish',
  'cx7.all.js': 'all',
  'integrity.json': JSON.stringify({
    'cx7.js': 'sha384-AbC+/=',
    'cx7.survey.js': 'sha384-Survey',
    'cx7.es.js': 'sha384-Spanish',
    'cx7.all.js': 'sha384-All',
  }),
};

/** The command as users run it: built to one file, in a process of its own, from the root of the repository. */
export interface Cli {
  run(args: string[], env?: Record<string, string>): Promise<Ran>;
  /** The built file, for what has to keep running. */
  file: string;
  /** A folder that lasts as long as the command. */
  folder: string;
  /** Writes a file that lasts as long as the command; returns its path. */
  write(name: string, text: string | Uint8Array): Promise<string>;
  remove(): Promise<void>;
}

export async function buildCli(): Promise<Cli> {
  const cache = join(root, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'cx7-cli-'));
  const file = join(folder, 'cli.mjs');
  await build({
    entryPoints: [join(root, 'src/cli/main.ts')],
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    define: { VERSION: '"0.0.0-test"' },
    logLevel: 'error',
  });
  for (const [name, text] of Object.entries(BUILT)) await writeFile(join(folder, name), text);
  const { DATABASE_URL: _, CX7_TOKEN: __, CX7_ORIGINS: ___, ...clean } = process.env;
  return {
    file,
    folder,
    run: (args, env = {}) =>
      new Promise((resolve) => {
        execFile(process.execPath, [file, ...args], { cwd: root, env: { ...clean, ...env } }, (error, out, err) =>
          resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
        );
      }),
    async write(name, text) {
      const path = join(folder, name);
      await writeFile(path, text);
      return path;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
