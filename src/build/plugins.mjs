import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { transform } from 'esbuild';
import { minify } from 'terser';
import { LANGUAGES, measure, sizeOf } from './budget.mjs';
import { generate, schemaJson } from './generate.mjs';

/** The files of `dist` that a page may load, by the hash that a script element must carry for them. */
export const SCRIPTS = [
  'cx7.js',
  'cx7.survey.js',
  'cx7.delivery.js',
  'cx7.hand.js',
  'cx7.check.js',
  'cx7.accepts.js',
  'cx7.extra.js',
  ...LANGUAGES.map((lang) => `cx7.${lang}.js`),
  'cx7.all.js',
];

/** What the survey's file may load; it carries their hashes, as the loader carries that of the survey. */
const PARTS = ['accepts', 'delivery', 'extra'];

/**
 * What few visits load. Their hashes are in `cx7.extra.js`, which is loaded before them: a hash is 44 characters that
 * no compression makes shorter, and every visit that is asked would carry them.
 */
const RARE = ['check', 'hand', ...LANGUAGES.filter((lang) => !PARTS.includes(lang))];

export const hashOf = (file, algorithm = 'sha384') =>
  `${algorithm}-${createHash(algorithm).update(readFileSync(file)).digest('base64')}`;

/** Writes the check that a visitor's device runs, from the schema, before anything imports it. */
export const generated = () => ({ name: 'generated', buildStart: generate });

/**
 * The survey is written for Preact, and on npm it runs on it. A visitor's phone gets the part of it that the survey
 * uses: 0.4 kB instead of 4.1 (brotli), a quarter of the whole budget.
 */
export const drawnSmall = () => ({
  name: 'drawn-small',
  resolveId: (id) =>
    /^preact(\/jsx-runtime)?$/.test(id) ? fileURLToPath(new URL('../survey/draw.ts', import.meta.url)) : null,
});

/** What the script tag's file has already, and lends to the survey's: the modules it stands in, and their exports. */
const LENT = { modules: /\/(hash|quietly|recall)\.ts$/, names: 'hash32, quietly, area, endedKey' };

export const lent = () => ({
  name: 'lent',
  resolveId: (id) => (LENT.modules.test(id) ? 'lent' : null),
  load: (id) => (id === 'lent' ? `export const { ${LENT.names} } = window.cx7.parts;` : null),
});

/** Takes the white space out of the style sheet that a module exports as a template string. */
export const compactStyle = () => ({
  name: 'compact-style',
  async transform(code, id) {
    if (!id.endsWith('style.ts')) return null;
    const [whole, css] = code.match(/`([^`]*)`/) ?? [];
    if (!whole || css.includes('${')) return null;
    const { code: compact } = await transform(css, { loader: 'css', minify: true, target: 'es2020' });
    return { code: code.replace(whole, () => JSON.stringify(compact.trim())), map: null };
  },
});

/**
 * Names that files of cx7 know of each other, or that stay within one, and that no page, config or record ever sees. They
 * are the same letter in every file, so that the files fit together. None may be read by a name put together at run time.
 */
const INNER = (
  'settings pack packOf phrases statements replies caller callerOf decision visit dispatch paused problem step scale ' +
  'buttons measures why drawn onProgress isOpen tell interview keepCall hashes attend explainVerdict look decide trial ' +
  'optedOut lastEnded unitKey requested moreWhy doneWhy commentHint notApplicable burden burdenText privacyText ' +
  'privacyLink region skip leave over seen children part where events report submit theme resume resumed hash32 quietly area endedKey said props speak root'
).split(' ');
/** Such names that are an adapter's, which only `cx7.delivery.js` has to itself: its adapter is its own. */
const ITS_OWN = 'outcome retryAfterMs slow listener adapter send'.split(' ');
const letter = (n) => (n < 26 ? '' : letter(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));

/** Ways to write the same. Which of them compresses best, nobody can tell: it changes with every hash that is filled in. */
const WAYS = [
  {},
  ...['arrows', 'booleans', 'collapse_vars', 'comparisons', 'conditionals', 'hoist_funs', 'if_return', 'inline'].map(
    off,
  ),
  ...['join_vars', 'loops', 'reduce_funcs', 'sequences', 'switches', 'typeofs', 'unsafe_arrows'].map(off),
  { keep_infinity: true },
  { lhs_constants: true },
  { negate_iife: true },
];
function off(option) {
  return { [option]: false };
}

/**
 * Has Chrome compile every function while the file comes in, on a thread of its own, instead of each on the page's thread
 * when it is first called; to others it is a comment.
 */
const CALLED_ON_LOAD = '//# allFunctionsCalledOnLoad';
/** Where that is worth its bytes. */
const CALLED = ['cx7.js', 'cx7.survey.js'];

/**
 * Terser at its strongest, in each of the ways, of which the lightest is taken. Names with a leading underscore are
 * private to a file and are shortened. Functions stay where they are, because words and rules of style that are not torn
 * apart by code compress better; the loader has neither.
 */
export const mangled = (file, names = file === 'cx7.delivery.js' ? [...INNER, ...ITS_OWN] : INNER) => ({
  name: 'mangled',
  async renderChunk(code) {
    const write = async (way) => {
      const { code: small } = await minify(code, {
        ecma: 2020,
        toplevel: true,
        compress: {
          passes: 3,
          unsafe_arrows: true,
          pure_getters: true,
          keep_fargs: false,
          hoist_funs: file === 'cx7.js',
          inline: 1,
          lhs_constants: false,
          negate_iife: false,
          ...way,
        },
        mangle: { properties: { builtins: true, regex: RegExp(`^(?:_[a-z]|(?:${names.join('|')})$)`) } },
        nameCache: { props: { props: Object.fromEntries(names.map((name, n) => [`$${name}`, letter(n)])) } },
        // Read rightly on a page, or from a server, that does not say UTF-8.
        format: {
          comments: false,
          ascii_only: true,
          preamble: CALLED.includes(file) ? CALLED_ON_LOAD : undefined,
        },
      });
      return { small, weight: sizeOf(small).brotli };
    };
    // The two that are not weighed against a budget are large, and one way does.
    const ways = /all|check/.test(file) ? [{}] : WAYS;
    const written = await Promise.all(ways.map(write));
    return { code: written.sort((one, other) => one.weight - other.weight)[0].small, map: null };
  },
  /** Rollup ends a file with a line end; nobody needs it, and it weighs a byte. */
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) chunk.code = chunk.code.trimEnd();
  },
});

/** Fills in the hashes of the files that were built before; the short kind, since every page view carries them. */
export const integrity = () => ({
  name: 'integrity',
  renderChunk(code) {
    const hash = (part) => hashOf(`dist/cx7.${part}.js`, 'sha256');
    const hashes = (parts) => JSON.stringify(Object.fromEntries(parts.map((part) => [part, hash(part)])));
    const filled = code
      .replaceAll(/\bSURVEY_INTEGRITY\b/g, () => JSON.stringify(hash('survey')))
      .replaceAll(/\bRARE_INTEGRITY\b/g, () => hashes(RARE))
      .replaceAll(/\bINTEGRITY\b/g, () => hashes(PARTS));
    return { code: filled, map: null };
  },
});

/** `integrity.json` for whoever writes the script tag, and the JSON Schema for whoever writes the config. */
export const manifest = () => ({
  name: 'manifest',
  generateBundle() {
    const hashes = Object.fromEntries(
      SCRIPTS.filter((file) => existsSync(`dist/${file}`)).map((file) => [file, hashOf(`dist/${file}`)]),
    );
    this.emitFile({ type: 'asset', fileName: 'integrity.json', source: `${JSON.stringify(hashes, null, 2)}\n` });
  },
  async writeBundle() {
    await writeFile('dist/cx7.schema.json', await schemaJson());
  },
});

/** Leaves nothing of an earlier build in a folder whose file names change. */
export const emptied = (...folders) => ({
  name: 'emptied',
  async generateBundle() {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  },
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

/** A file that is taken over as it is, with its style sheet's white space taken out. */
export const styleSheet = (source, fileName) => ({
  name: 'style-sheet',
  async generateBundle() {
    const { code } = await transform(readFileSync(source, 'utf8'), { loader: 'css', minify: true, target: 'es2022' });
    this.emitFile({ type: 'asset', fileName, source: code });
  },
});

/** Ends the build where a page view would load more than it may; see `budget.mjs`. */
export const withinBudget = () => ({
  name: 'within-budget',
  writeBundle() {
    const { table, kept, over } = measure();
    console.log(table);
    if (!kept && process.env.CX7_OVER_BUDGET !== 'allow') this.error(`Over budget: ${over.join('; ')}.`);
  },
});
