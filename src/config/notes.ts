import { explain } from './explain.ts';

/** All that is to be said about the text of a config, a line each, for the console; empty where all is well. */
export function notesOn(text: string): string {
  const { problems, warnings } = explain(text);
  return [...problems, ...warnings].map(({ message }) => message).join('\n');
}
