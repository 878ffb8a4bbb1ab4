import { load } from './load.mjs';

const { LANGUAGES } = await load('src/instrument/languages/index.ts');
const { ADAPTER, ADAPTERS } = await load('src/config/endpoints/index.ts');
const { SIMPLE_TRIGGERS, TRIGGERS } = await load('src/config/triggers/index.ts');

/** Languages with a file of their own: all but English, which is in the survey's. */
export const OTHER_LANGUAGES = LANGUAGES.filter((tag) => tag !== 'en');

/**
 * The files that a page may load besides `cx7.js`, by the name of the part that each hands in (see `src/visit/parts.ts`):
 * `es` is `dist/cx7.es.js`, and what it hands in is what the module exports. The survey's file comes last, since it
 * carries the hashes of the others.
 */
export const PARTS = [
  ...OTHER_LANGUAGES.map((tag) => ({ name: tag, source: `src/instrument/languages/${tag}.ts` })),
  ...ADAPTERS.filter((name) => name !== ADAPTER).map((name) => ({
    name: `adapter-${name}`,
    source: `src/delivery/adapters/${name}.ts`,
  })),
  ...TRIGGERS.filter((name) => !SIMPLE_TRIGGERS.includes(name)).map((name) => ({
    name: `trigger-${name}`,
    source: `src/page/triggers/${name}.ts`,
  })),
  { name: 'mask', source: 'src/record/mask.ts' },
  { name: 'yield', source: 'src/survey/yield.ts' },
  { name: 'check', source: 'src/entries/check.ts' },
  { name: 'survey', source: 'src/entries/survey.ts' },
];

/** The built file of a part. */
export const fileOf = (name) => `cx7.${name}.js`;

const SURVEY = fileOf('survey');

/** The files of `dist` that a page may load: first what every asked visit does. */
export const SCRIPTS = [
  'cx7.js',
  ...PARTS.map(({ name }) => fileOf(name)).sort((one, other) => Number(other === SURVEY) - Number(one === SURVEY)),
  'cx7.all.js',
];
