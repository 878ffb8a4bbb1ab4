import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { trouble } from '../../src/cli/copy.ts';
import { BUILT, buildCli, type Cli } from './run.ts';

let cli: Cli;
beforeAll(async () => {
  cli = await buildCli();
}, 60_000);
afterAll(() => cli.remove());

let site: string;
let target: string;
beforeEach(async () => {
  site = join(await mkdtemp(join(tmpdir(), 'cx7-copy-')), 'public/cx7');
  target = join(site, 'v0.0.0-test');
});
afterEach(() => rm(join(site, '../..'), { recursive: true, force: true }));

const copy = (...args: string[]) => cli.run(['copy', site, ...args]);
const NAMES = Object.keys(BUILT);

/** All that lies in the version's folder, by name. */
async function contents(): Promise<Record<string, string>> {
  const names = await readdir(target);
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(target, name), 'utf8')] as const)),
  );
}

/** An environment in which the third file is written otherwise. */
async function preload(third: string): Promise<Record<string, string>> {
  const file = await cli.write(
    'preload.mjs',
    `import fs from 'node:fs/promises';
     import { syncBuiltinESMExports } from 'node:module';
     const real = { ...fs };
     const die = () => process.kill(process.pid, 'SIGKILL');
     let count = 0;
     fs.writeFile = (path, content, options) => (++count === 3 ? ${third} : real.writeFile(path, content, options));
     syncBuiltinESMExports();`,
  );
  return { NODE_OPTIONS: `--import=${pathToFileURL(file)}` };
}

describe('cx7 copy', () => {
  it('writes the built files into a folder of their version, and says what to do next', async () => {
    const { code, out, err } = await copy();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(await contents()).toEqual(BUILT);
    expect(out).toBe(`Wrote 5 files into ${target}:
  cx7.survey.js
  cx7.es.js
  cx7.js
  cx7.all.js
  integrity.json

Next, the script tag, with the address at which your site serves that folder:
  npx cx7 tag <your config> --src /cx7/v0.0.0-test/cx7.js
`);
  });

  it('lets a web server read what it wrote, whatever the umask', async () => {
    const shell = `umask 077 && exec "${process.execPath}" "${cli.file}" copy "${site}"`;
    expect(spawnSync('/bin/sh', ['-c', shell]).status).toBe(0);
    const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
    for (const folder of [target, site, join(site, '..')]) expect(await modeOf(folder)).toBe('755');
    for (const name of NAMES) expect(await modeOf(join(target, name))).toBe('644');
  });

  it('leaves the modes of folders that were there as they are', async () => {
    await mkdir(site, { recursive: true });
    await chmod(site, 0o700);
    await copy();
    expect((await stat(site)).mode & 0o777).toBe(0o700);
  });

  it('lists with --dry-run, and writes nothing', async () => {
    const { code, out } = await copy('--dry-run');
    expect(code).toBe(0);
    expect(out).toContain(`Would write 5 files into ${target}:\n  cx7.survey.js\n`);
    await expect(readdir(site)).rejects.toThrow('ENOENT');
  });

  it('finds on a second run that all is there', async () => {
    await copy();
    const before = (await stat(join(target, 'cx7.js'))).mtimeMs;
    const { code, out } = await copy();
    expect(code).toBe(0);
    expect(out).toContain(`${target} has the files of this version already; nothing was written.`);
    expect((await stat(join(target, 'cx7.js'))).mtimeMs).toBe(before);
  });

  it.each([[[]], [['--dry-run']]])('changes nothing where a file has other content %j', async (args) => {
    await mkdir(target, { recursive: true });
    await writeFile(join(target, 'cx7.js'), 'somebody else’s');
    const { code, out, err } = await copy(...args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe(
      `cx7: ${join(target, 'cx7.js')} already exists with different content. Nothing was changed, because a page whose tag has the hash of that content would lose its survey. If nobody uses it, remove ${target} and run this again; if you built cx7 yourself, give package.json another version.\n`,
    );
    expect(await contents()).toEqual({ 'cx7.js': 'somebody else’s' });
  });

  it('names every file that has other content, and a folder in a file’s place', async () => {
    await mkdir(join(target, 'cx7.js'), { recursive: true });
    await writeFile(join(target, 'integrity.json'), '{}');
    expect((await copy()).err).toContain(
      `${join(target, 'cx7.js')}, ${join(target, 'integrity.json')} already exist with different content.`,
    );
  });

  it('goes on where a run was interrupted, and clears up after it', async () => {
    await mkdir(target, { recursive: true });
    await writeFile(join(target, 'cx7.survey.js'), BUILT['cx7.survey.js'] ?? '');
    await writeFile(join(target, '.cx7.es.js.12345.tmp'), 'Spa');
    await writeFile(join(target, '.htaccess'), 'the site’s own');
    const { code, out } = await copy();
    expect(code).toBe(0);
    expect(out).toContain('Wrote 4 files');
    expect(await contents()).toEqual({ ...BUILT, '.htaccess': 'the site’s own' });
  });

  it('leaves only whole files when it is killed while it writes, and the next run completes them', async () => {
    const half = await preload('real.writeFile(path, content.subarray(0, 2)).then(die)');
    expect((await cli.run(['copy', site], half)).code).toBe(-1);
    const left = Object.entries(await contents());
    expect(left).toContainEqual([expect.stringMatching(/^\.cx7\.js\.\d+\.tmp$/), 'th']);
    expect(Object.fromEntries(left.filter(([name]) => !name.startsWith('.')))).toEqual({
      'cx7.survey.js': 'the survey',
      'cx7.es.js': 'Spanish',
    });
    expect(await copy()).toMatchObject({ code: 0 });
    expect(await contents()).toEqual(BUILT);
  });

  it('says that the disk is full, and keeps what it has written so far', async () => {
    const full = await preload("Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }))");
    expect(await cli.run(['copy', site], full)).toEqual({
      code: 2,
      out: '',
      err: `cx7: ${target} cannot be written: the disk is full. Make room and run this again; what was written so far stays.\n`,
    });
    expect(Object.keys(await contents()).sort()).toEqual(['cx7.es.js', 'cx7.survey.js']);
  });

  it('keeps the files of other versions', async () => {
    await mkdir(join(site, 'v0.0.1'), { recursive: true });
    await writeFile(join(site, 'v0.0.1/cx7.js'), 'an older loader');
    await copy();
    expect(await readFile(join(site, 'v0.0.1/cx7.js'), 'utf8')).toBe('an older loader');
  });

  it.each([
    ['the folder', () => site],
    ['one above it', () => join(site, '..')],
    ['the version’s', () => target],
  ])('says so where a file lies where a folder is needed: %s', async (_, place) => {
    await mkdir(join(place(), '..'), { recursive: true });
    await writeFile(place(), 'a file');
    expect(await copy()).toEqual({
      code: 2,
      out: '',
      err: `cx7: ${target} cannot be written: there is a file where a folder is needed. Name another folder.\n`,
    });
    expect(await readFile(place(), 'utf8')).toBe('a file');
  });

  it.each([
    ['EACCES', 'this user has no permission'],
    ['EROFS', 'it is on a read-only disk'],
    ['ENOSPC', 'the disk is full'],
    ['EDQUOT', 'the disk is full'],
  ])('says in words what %s means', (code, words) => {
    const said = trouble(Object.assign(new Error(code), { code }), 'public/cx7/v1');
    expect(`${said}`).toContain(`public/cx7/v1 cannot be written: ${words}.`);
  });

  it.each([['v0.0.0-test'], ['v0.1.0/']])('refuses the folder of a version: %s', async (name) => {
    expect(await cli.run(['copy', `${site}/${name}`])).toEqual({
      code: 2,
      out: '',
      err: `cx7: ${site}/${name} is a version’s folder: name the one above it.\n`,
    });
    await expect(readdir(site)).rejects.toThrow('ENOENT');
  });

  it.each([[['copy']], [['copy', 'a', 'b']]])('refuses %j', async (args) => {
    expect(await cli.run(args)).toEqual({
      code: 2,
      out: '',
      err: 'cx7: The files are copied to one folder. Name it: npx cx7 copy public/cx7\n',
    });
  });
});
