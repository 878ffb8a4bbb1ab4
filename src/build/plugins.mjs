import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { transform } from 'esbuild';
import { measure } from './budget.mjs';
import { generate, schemaJson } from './generate.mjs';
import { fileOf, PARTS, SCRIPTS } from './scripts.mjs';

const hashOf = (file, algorithm = 'sha384') =>
  `${algorithm}-${createHash(algorithm).update(readFileSync(file)).digest('base64')}`;

/** Writes the check that a visitor's device runs, from the schema, before anything imports it. */
export const generated = () => ({ name: 'generated', buildStart: generate });

/** A hook that waits for the plugins before it; by default Rollup runs them side by side. */
const inTurn = (handler) => ({ sequential: true, order: null, handler });

const AS_TEXT = '.as-text';

/** A style sheet that a module imports is its text, without white space. Works in Rollup and in Vite. */
export const cssAsText = () => ({
  name: 'css-as-text',
  enforce: 'pre',
  resolveId(source, importer) {
    if (!/^\..*\.css$/.test(source) || !importer) return null;
    // Under a name by which nobody else takes it for a style sheet: Vitest empties those.
    return `\0${fileURLToPath(new URL(source, `file://${importer}`))}${AS_TEXT}`;
  },
  async load(id) {
    if (!id.startsWith('\0') || !id.endsWith(`.css${AS_TEXT}`)) return null;
    const file = id.slice(1, -AS_TEXT.length);
    this.addWatchFile?.(file);
    return `export default ${JSON.stringify(await compactCss(file))};`;
  },
});

/** A style sheet's text without white space. */
async function compactCss(file, target = 'es2020') {
  const { code } = await transform(readFileSync(file, 'utf8'), { loader: 'css', minify: true, target });
  return code.trim();
}

/**
 * Fills in `INTEGRITY`: the hashes of what a file loads in its turn, which have been built before. The short kind, since
 * page views carry them.
 *
 * @param {readonly string[]} names of parts
 */
export const integrity = (names) => ({
  name: 'integrity',
  renderChunk(code) {
    const hashes = Object.fromEntries(names.map((name) => [name, hashOf(`dist/${fileOf(name)}`, 'sha256')]));
    return { code: code.replaceAll(/\bINTEGRITY\b/g, () => JSON.stringify(hashes)), map: null };
  },
});

/** All in one file: the loader, and after it every part but the one that explains. */
export const allInOne = (file) => ({
  name: 'all-in-one',
  writeBundle: inTurn(async () => {
    const names = PARTS.map(({ name }) => name).filter((name) => name !== 'check');
    const texts = ['cx7.js', ...names.map(fileOf)].map((part) => readFileSync(`dist/${part}`, 'utf8').trimEnd());
    await writeFile(`dist/${file}`, texts.join('\n'));
  }),
});

/** `integrity.json` for whoever writes the script tag, and the JSON Schema for whoever writes the config. */
export const manifest = () => ({
  name: 'manifest',
  writeBundle: inTurn(async () => {
    const hashes = Object.fromEntries(
      SCRIPTS.filter((file) => existsSync(`dist/${file}`)).map((file) => [file, hashOf(`dist/${file}`)]),
    );
    await writeFile('dist/integrity.json', `${JSON.stringify(hashes, null, 2)}\n`);
    await writeFile('dist/cx7.schema.json', await schemaJson());
  }),
});

/** Where a module of `dist/chunks` imports an entry of that name when it needs it, it finds the one that is built apart. */
export const builtApart = (name) => ({
  name: 'built-apart',
  resolveDynamicImport: (source) =>
    source === `./${name}.ts` ? { id: `../${name}.js`, external: 'absolute' } : undefined,
});

/** A module of which nothing is used leaves an empty file; nobody imports it. */
export const withoutEmptyFiles = () => ({
  name: 'without-empty-files',
  generateBundle(_, bundle) {
    for (const [name, { code }] of Object.entries(bundle)) if (code?.trim() === '') delete bundle[name];
  },
});

/** Leaves nothing of an earlier build behind. */
export const emptied = (folder) => ({
  name: 'emptied',
  buildStart: () => rm(folder, { recursive: true, force: true }),
});

/** A declaration file for each source file that the package's entries reach. */
export const declarations = () => ({
  name: 'declarations',
  async writeBundle() {
    const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
    const project = fileURLToPath(new URL('tsconfig.declarations.json', import.meta.url));
    await promisify(execFile)(process.execPath, [tsc, '-p', project]).catch(({ stdout, stderr, message }) =>
      this.error(`No declarations: ${stdout || stderr || message}`),
    );
  },
});

/** A style sheet that a page links to. */
export const styleSheet = (source, fileName) => ({
  name: 'style-sheet',
  async generateBundle() {
    this.emitFile({ type: 'asset', fileName, source: await compactCss(source, 'es2022') });
  },
});

/** Ends the build where a page view would load more than it may; see `budget.mjs`. */
export const withinBudget = () => ({
  name: 'within-budget',
  writeBundle: inTurn(() => {
    const { table, kept, over } = measure();
    console.log(table);
    if (!kept && process.env.CX7_OVER_BUDGET !== 'allow') throw Error(`Over budget: ${over.join('; ')}.`);
  }),
});
