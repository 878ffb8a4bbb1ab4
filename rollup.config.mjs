import { readFileSync } from 'node:fs';
import nodeResolve from '@rollup/plugin-node-resolve';
import esbuild from 'rollup-plugin-esbuild';
import { compactStyle, drawnSmall, generated, integrity, mangled, manifest } from './src/build/plugins.mjs';

const { version, dependencies, peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const define = { VERSION: JSON.stringify(version) };

/** ES2021 runs on phones from 2020 on; newer syntax is written down to it. */
const compiled = [
  generated(),
  compactStyle(),
  esbuild({ target: 'es2021', define, jsx: 'automatic', jsxImportSource: 'preact' }),
];

/** A classic script for the page: everything inside, one anonymous function around it. */
const script = (input, file, ...more) => ({
  input,
  plugins: [drawnSmall(), ...compiled, nodeResolve({ browser: true }), ...more],
  output: { file: `dist/${file}`, format: 'iife', strict: false, plugins: [mangled()] },
});

export default [
  script('src/bundles/delivery.ts', 'cx7.delivery.js'),
  script('src/bundles/check.ts', 'cx7.check.js'),
  script('src/bundles/desk.ts', 'cx7.desk.js'),
  script('src/bundles/es.ts', 'cx7.es.js'),
  // In this order: the survey's file holds the hashes of those above, the loader holds that of the survey.
  script('src/bundles/survey.ts', 'cx7.survey.js', integrity()),
  script('src/loader.ts', 'cx7.js', integrity()),
  script('src/bundles/all.ts', 'cx7.all.js', integrity()),
  {
    input: {
      index: 'src/index.ts',
      adapters: 'src/delivery/adapters/index.ts',
      collector: 'src/collector/index.ts',
      report: 'src/report/index.ts',
      cli: 'src/cli.ts',
    },
    external: [
      /^node:/,
      ...Object.keys({ ...dependencies, ...peerDependencies }).map((name) => new RegExp(`^${name}(/|$)`)),
    ],
    plugins: [...compiled, nodeResolve(), integrity(), manifest()],
    output: { dir: 'dist', format: 'es', chunkFileNames: 'chunks/[name]-[hash].js' },
  },
];
