import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isBuilt } from '../../src/build/built.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cx7-built-'));
  for (const source of ['rollup.config.mjs', 'package.json', 'src/page/tag.ts']) write(source, 100);
  for (const built of BUILT) write(built, 200);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const BUILT = ['dist/cx7.js', 'dist/index.js'];

function write(name: string, seconds: number) {
  const file = join(root, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  utimesSync(file, seconds, seconds);
}

describe('a build', () => {
  it('is done where each file is younger than the sources', () => {
    expect(isBuilt(root, BUILT)).toBe(true);
  });

  it.each(['src/page/tag.ts', 'src/survey/survey.css', 'rollup.config.mjs', 'package.json'])(
    'is to be done again where %s was edited since',
    (source) => {
      write(source, 300);
      expect(isBuilt(root, BUILT)).toBe(false);
    },
  );

  it('is to be done where a file is missing, or was left behind by one that broke off', () => {
    expect(isBuilt(root, [...BUILT, 'dist/cli.js'])).toBe(false);
    write('dist/index.js', 50);
    expect(isBuilt(root, BUILT)).toBe(false);
  });

  it('is not made old by what it writes itself', () => {
    write('src/config/schema.generated.ts', 300);
    expect(isBuilt(root, BUILT)).toBe(true);
  });
});
