import { readFileSync } from 'node:fs';
import commonjs from '@rollup/plugin-commonjs';
import dynamicImportVars from '@rollup/plugin-dynamic-import-vars';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild, { minify } from 'rollup-plugin-esbuild';
import {
  allInOne,
  builtApart,
  cssAsText,
  declarations,
  emptied,
  generated,
  integrity,
  manifest,
  styleSheet,
  withinBudget,
  withoutEmptyFiles,
} from './src/build/plugins.mjs';
import { fileOf, PARTS } from './src/build/scripts.mjs';

const { version, dependencies, peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

const compiled = (target, define) => [
  generated(),
  cssAsText(),
  esbuild({
    target,
    define: { VERSION: JSON.stringify(version), ...define },
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfig: false,
    // A field that is assigned needs no helper on older phones.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
  }),
];

/** What packages say about themselves is theirs to mend; empty files are taken out. */
const onwarn = (warning, warn) => {
  if (warning.code === 'EMPTY_BUNDLE') return;
  if (!/node_modules/.test(`${warning.id ?? warning.ids}`)) warn(warning);
};

/**
 * A classic script for the page, around which is one function. ES2021 runs on phones from 2020 on; newer syntax is
 * written down to it. What a part exports, it hands in as `cx7.parts[name]`.
 */
const script = ({ source, file, part, loads = [] }) => ({
  input: source,
  onwarn,
  plugins: [...compiled('es2021'), nodeResolve({ browser: true }), integrity(loads)],
  output: {
    file: `dist/${file}`,
    format: 'iife',
    strict: false,
    name: part && `cx7.parts.${part}`,
    exports: part && 'named',
    plugins: [terser({ ecma: 2020, format: FORMAT })],
  },
});

const FORMAT = {
  // Chrome compiles every function while the file comes in, off the page's thread; to others it is a comment. The byte
  // order mark before it says UTF-8, whatever a page or a server says.
  preamble: '\ufeff//# allFunctionsCalledOnLoad',
};

/** Modules for whoever has the package from npm. */
const npm = ({ input, plugins }) => ({
  input,
  onwarn,
  treeshake: { moduleSideEffects: false }, // as package.json says to other bundlers
  // What a project that uses cx7 installs: the rest, Preact, is inside.
  external: [
    /^node:/,
    ...Object.keys({ ...dependencies, ...peerDependencies }).map((name) => new RegExp(`^${name}(/|$)`)),
  ],
  plugins: [
    // Nothing is loaded by script element here, so there is nothing to carry a hash of.
    ...compiled('es2022', { INTEGRITY: '{}' }),
    ...plugins,
    nodeResolve(),
    dynamicImportVars(),
    withoutEmptyFiles(),
  ],
  output: {
    dir: 'dist',
    format: 'es',
    chunkFileNames: 'chunks/[name]-[hash].js',
    // A file for each module, so that a project's bundler leaves out what is not used, and loads late what comes late.
    manualChunks: (id, { getModuleInfo }) => (getModuleInfo(id).isEntry ? undefined : chunkOf(id)),
    hoistTransitiveImports: false,
  },
});

/** `src/page/tag.ts` is `page-tag`, all of a package from npm has the package's name. */
const chunkOf = (id) => /\/node_modules\/(\w+)/.exec(id)?.[1] ?? /\/src\/(.*)\.\w+$/.exec(id)?.[1].replaceAll('/', '-');

const OPTIONAL = PARTS.map(({ name }) => name).filter((name) => name !== 'survey');

export default [
  ...PARTS.map(({ name, source }) =>
    script({ source, file: fileOf(name), part: name, loads: name === 'survey' ? OPTIONAL : [] }),
  ),
  script({ source: 'src/entries/loader.ts', file: 'cx7.js', loads: ['survey'] }),
  {
    input: 'src/dashboard/main.ts',
    onwarn,
    plugins: [
      ...compiled('es2022'),
      nodeResolve({ browser: true }),
      commonjs(), // of Plot's own dependencies two are CommonJS
      styleSheet('src/dashboard/dashboard.css', 'dashboard.css'),
    ],
    output: { dir: 'dist/dashboard', entryFileNames: 'dashboard.js', format: 'es', plugins: [minify()] },
  },
  // What explains is built apart from what a page always has: a bundler takes a module whole, and in those that both
  // need zod is left only where it is used.
  npm({ input: { check: 'src/entries/check.ts' }, plugins: [emptied('dist/chunks')] }),
  npm({
    input: { index: 'src/entries/index.ts', adapters: 'src/delivery/adapters/index.ts' },
    plugins: [builtApart('check')],
  }),
  npm({
    input: {
      collector: 'src/collector/package.ts',
      serve: 'src/collector/serve.ts', // a file of its own, because it looks for `dashboard` beside itself
      report: 'src/report/index.ts',
      cli: 'src/cli/main.ts',
    },
    plugins: [emptied('dist/types'), allInOne('cx7.all.js'), manifest(), declarations(), withinBudget()],
  }),
];
