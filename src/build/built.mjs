import { readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

/**
 * Whether each of these built files is there and younger than every source that people write; the build itself writes
 * the others. Paths are relative to `root`, the folder that has `src`. Needs no package.
 */
export function isBuilt(root, files) {
  const age = (file) => statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = readdirSync(join(root, 'src'), { recursive: true })
    .filter((name) => extname(name) && !name.includes('.generated.'))
    .map((name) => join('src', name));
  return Math.min(...files.map(age)) > Math.max(...['rollup.config.mjs', 'package.json', ...sources].map(age));
}
