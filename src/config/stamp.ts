import { fingerprint } from '../instrument/fingerprint.ts';
import { toJson } from '../instrument/json.ts';
import type { SurveyConfig } from './schema.ts';

/**
 * The stamp of a config that this version of cx7 has judged valid: `npx cx7 check --stamp` writes it into the file as
 * `checked`. A visitor's device judges a config again only where the stamp is missing or is another's: the file was
 * changed since, or cx7 was. It guards against mistakes, not against whoever can write the file.
 */
export const stampOf = ({ checked: _, $schema: __, ...said }: SurveyConfig): string =>
  fingerprint(VERSION + toJson(said));

/** The text of a config with its stamp, and otherwise as it was. */
export function stamped(text: string, stamp: string): string {
  const field = `"checked": "${stamp}"`;
  const known = /(?<!\\)"checked"\s*:\s*"[^"]*"/;
  return known.test(text)
    ? text.replace(known, field)
    : text.replace(/\{(\s*)(?=")/, (_, space: string) => `{${space}${field},${space || ' '}`);
}
