import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Packed {
  tarball: string;
  /** The package as a project has it that installed it, and nothing but its dependencies. */
  folder: string;
  manifest: {
    exports: Record<string, unknown>;
    dependencies: Record<string, string>;
    peerDependencies: Record<string, string>;
    peerDependenciesMeta: Record<string, { optional?: boolean }>;
  };
  /** Adds another package to the project, from those that the tests have. */
  install(name: string): void;
  /** Runs Node in that project. */
  node(...args: string[]): { code: number; out: string };
  /** Runs a module in that project; returns what it wrote. */
  run(code: string): string;
  /** Writes a file of the project. */
  write(name: string, text: string): string;
  remove(): void;
}

/** Packs what was built, as npm would publish it, and puts it into a project of its own. Nothing is downloaded. */
export function pack(): Packed {
  if (!existsSync(join(root, 'dist/index.js'))) throw new Error('Nothing was built yet: npm run build');
  const project = mkdtempSync(join(tmpdir(), 'cx7-package-'));
  const name = execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', project], {
    cwd: root,
    encoding: 'utf8',
  }).trim();
  const tarball = join(project, name);
  const folder = join(project, 'node_modules/cx7');
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const install = (dependency: string) => {
    const link = join(project, 'node_modules', dependency);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', dependency), link);
  };
  Object.keys(manifest.dependencies).forEach(install);
  const write = (file: string, text: string) => {
    writeFileSync(join(project, file), text);
    return join(project, file);
  };
  write('package.json', '{ "private": true, "type": "module" }');

  const node = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' });
    return { code: status ?? -1, out: stdout + stderr };
  };
  return {
    tarball,
    folder,
    manifest,
    node,
    install,
    write,
    run: (code) => node(write('run.mjs', code)).out.trim(),
    remove: () => rmSync(project, { recursive: true, force: true }),
  };
}
