import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { aligned, count, sizeOf } from './budget.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What somebody writes who has cx7 from npm, and then bundles. */
const PROJECT = `import { createSurvey } from 'cx7';\ncreateSurvey(window.config);`;

/** What that bundle weighs in English, as a table. Only a config that is refused loads what explains. */
export async function npmTable() {
  const { page, open, check } = await npmSizes();
  const rows = [
    ['npm', '', 'minified', 'brotli'],
    ['createSurvey, before it opens', '', count(page.raw), count(page.brotli)],
    ['createSurvey, once it opens', '', count(open.raw), count(open.brotli)],
    ['createSurvey, with a config that is refused', '', count(check.raw), count(check.brotli)],
  ];
  return aligned(rows);
}

/** Bundles the built package as such a project does. Each size is the sum of all files that are loaded by then. */
async function npmSizes() {
  const { outputFiles, metafile } = await build({
    stdin: { contents: PROJECT, resolveDir: root },
    alias: { cx7: './dist/index.js' },
    absWorkingDir: root,
    outdir: 'out',
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  const contents = new Map(outputFiles.map(({ path, contents }) => [path.slice(root.length), contents]));
  const fileOf = (pattern) => {
    const found = Object.entries(metafile.outputs).find(([, { entryPoint }]) => pattern.test(entryPoint));
    if (!found) throw Error(`The bundle has no file of its own for ${pattern}.`);
    return found[0];
  };
  /** Adds a file and all that it loads at once. */
  const load = (file, loaded) => {
    if (loaded.has(file)) return loaded;
    loaded.add(file);
    for (const { path, kind } of metafile.outputs[file].imports)
      if (kind === 'import-statement' && contents.has(path)) load(path, loaded);
    return loaded;
  };
  const page = load(fileOf(/^<stdin>$/), new Set());
  const open = load(fileOf(/chunks\/entries-survey-/), new Set(page));
  const check = load(fileOf(/^dist\/check\.js$/), new Set(open));
  const weigh = (files) =>
    [...files]
      .map((file) => sizeOf(contents.get(file)))
      .reduce((sum, { raw, brotli }) => ({ raw: sum.raw + raw, brotli: sum.brotli + brotli }));
  return { page: weigh(page), open: weigh(open), check: weigh(check) };
}
