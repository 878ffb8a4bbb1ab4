/** `cx7.check.js`: what explains. Loaded only to do so. */
export { explain, explainVerdict } from '../visit/explain.ts';
export { mendOptions } from '../visit/mend-options.ts';
