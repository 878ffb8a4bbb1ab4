import { readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { load } from './load.mjs';
import { shapeOf } from './validator.mjs';

/**
 * What is written by a program: `src/config/accepts.generated.ts`, from the config's zod schema. Run it after each
 * change of the schema and before anything that imports `accepts`; the build does. The JSON Schema for editors
 * comes from the same place: `schemaJson()`.
 */
const root = new URL('../../', import.meta.url);

/** Writes the generated sources; returns the addresses of the files. */
export async function generate() {
  const file = new URL('src/config/accepts.generated.ts', root);
  await write(file, acceptsSource(await jsonSchema()));
  return [file];
}

/** In one step, and only where something has changed: tests and builds may be reading it. */
async function write(file, text) {
  if ((await readFile(file, 'utf8').catch(() => '')) === text) return;
  const draft = new URL(`accepts.${process.pid}.generated.ts`, file);
  await writeFile(draft, text);
  await rename(draft, file);
}

/** Text of `dist/cx7.schema.json`. */
export const schemaJson = async () => `${JSON.stringify(await jsonSchema(), null, 2)}\n`;

/** Source of the validator for one JSON Schema; exported for the tests. */
export const acceptsSource = (schema) => `// Written by src/build/generate.mjs from src/config/schema.ts. Do not edit.
import { brokenRules } from './rules.ts';
import type { SurveyConfig } from './schema.ts';
import { fits, type Shape } from './shape.ts';

const shape: Shape = ${JSON.stringify(shapeOf(schema), null, 2)};

/** Whether a config is valid: the zod schema's answer without its reasons. It never throws. */
export const accepts = (config: unknown): boolean =>
  fits(shape, config) && !brokenRules(config as SurveyConfig).length; // the cast: it has the shape
`;

const jsonSchema = async () => (await load('src/config/json-schema.ts')).jsonSchema();

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const file of await generate()) console.log(`wrote ${fileURLToPath(file)}`);
