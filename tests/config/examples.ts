import { readdirSync, readFileSync } from 'node:fs';
import type { SurveyConfig } from '../../src/config/schema.ts';

const folder = new URL('../../demo/surveys/', import.meta.url);

/** The example surveys by file name, as text. */
export const examples: Readonly<Record<string, string>> = textsIn(folder);

/** Those that are wrong on purpose. */
export const broken: Readonly<Record<string, string>> = textsIn(new URL('broken/', folder));

function textsIn(where: URL): Record<string, string> {
  const files = readdirSync(where, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(files.map(({ name }) => [name, readFileSync(new URL(name, where), 'utf8')]));
}

/** A fresh copy of an example. */
export const example = (name: string): SurveyConfig => JSON.parse(examples[name] ?? `no ${name}`);
