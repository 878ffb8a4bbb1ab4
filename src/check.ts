/** What explains: why a config was refused, and why a survey is or is not showing. Loaded only to do so. */
export { notesOn as explain } from './config/notes.ts';
export { explainVerdict } from './decide/explain.ts';
