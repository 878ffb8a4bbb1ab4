/** `cx7.check.js`: what explains. Loaded only to do so. */
export { explain, explainVerdict } from '../visit/explain.ts';
