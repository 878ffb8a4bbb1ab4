import { readFileSync } from 'node:fs';
import commonjs from '@rollup/plugin-commonjs';
import nodeResolve from '@rollup/plugin-node-resolve';
import esbuild, { minify } from 'rollup-plugin-esbuild';
import { LANGUAGES } from './src/build/budget.mjs';
import {
  compactStyle,
  declarations,
  drawnSmall,
  emptied,
  generated,
  integrity,
  lent,
  mangled,
  manifest,
  styleSheet,
  withinBudget,
} from './src/build/plugins.mjs';

const { version, dependencies, peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

const compiled = (target, define) => [
  generated(),
  compactStyle(),
  esbuild({
    target,
    define: { VERSION: JSON.stringify(version), EACH_ONLY: 'false', ...define },
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfig: false,
  }),
];

/** What packages say about themselves is theirs to mend. */
const onwarn = (warning, warn) => {
  if (!/node_modules/.test(`${warning.id ?? warning.ids}`)) warn(warning);
};

/**
 * A classic script for the page: everything inside, one anonymous function around it. ES2021 runs on phones from
 * 2020 on; newer syntax is written down to it.
 */
const script = (input, file, define, first = []) => ({
  input,
  onwarn,
  plugins: [...first, drawnSmall(), ...compiled('es2021', define), nodeResolve({ browser: true }), integrity()],
  output: { file: `dist/${file}`, format: 'iife', strict: false, plugins: [mangled(file)] },
});

export default [
  script('src/entries/delivery.ts', 'cx7.delivery.js', { EACH_ONLY: 'true' }),
  script('src/entries/hand.ts', 'cx7.hand.js'),
  script('src/entries/check.ts', 'cx7.check.js'),
  script('src/entries/accepts.ts', 'cx7.accepts.js'),
  ...LANGUAGES.map((lang) => script(`src/entries/${lang}.ts`, `cx7.${lang}.js`)),
  // In this order: each of these holds hashes of files above it.
  script('src/entries/extra.ts', 'cx7.extra.js'),
  script('src/entries/survey.ts', 'cx7.survey.js', {}, [lent()]),
  script('src/entries/loader.ts', 'cx7.js'),
  script('src/entries/all.ts', 'cx7.all.js'),
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
  {
    input: {
      index: 'src/entries/index.ts',
      adapters: 'src/delivery/adapters/index.ts',
      collector: 'src/collector/package.ts',
      serve: 'src/collector/serve.ts', // a file of its own, because it looks for `dashboard` beside itself
      report: 'src/report/index.ts',
      cli: 'src/cli/main.ts',
    },
    onwarn,
    external: [
      /^node:/,
      ...Object.keys({ ...dependencies, ...peerDependencies }).map((name) => new RegExp(`^${name}(/|$)`)),
    ],
    plugins: [
      // Nothing is loaded by script element here, so there is nothing to carry a hash of.
      ...compiled('es2022', { INTEGRITY: '{}' }),
      nodeResolve(),
      emptied('dist/chunks', 'dist/types'),
      manifest(),
      declarations(),
      withinBudget(),
    ],
    output: { dir: 'dist', format: 'es', chunkFileNames: 'chunks/[name]-[hash].js' },
  },
];
