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

${shapeSource(shapeOf(schema))}

/** Whether a config is valid: the zod schema's answer without its reasons. It never throws. */
export const accepts = (config: unknown): boolean =>
  fits(shape, config) && !brokenRules(config as SurveyConfig).length; // the cast: it has the shape
`;

/** A shape as source: `shape`, before which stands once what stands in it more than once. */
function shapeSource(shape) {
  const counts = new Map();
  const count = (value) => {
    if (!isShape(value)) return void (isObject(value) && Object.values(value).forEach(count));
    const text = JSON.stringify(value);
    counts.set(text, (counts.get(text) ?? 0) + 1);
    if (counts.get(text) === 1) Object.values(value).forEach(count);
  };
  count(shape);

  const names = new Map();
  const lines = [];
  const write = (value) => {
    const text = JSON.stringify(value);
    if (!isShape(value) || counts.get(text) === 1) return literal(value);
    if (!names.has(text)) {
      const source = literal(value);
      names.set(text, `shape${names.size + 1}`);
      lines.push(`const ${names.get(text)}: Shape = ${source};`);
    }
    return names.get(text);
  };
  const literal = (value) => {
    if (!isObject(value)) return JSON.stringify(value);
    if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`;
    return `{ ${Object.entries(value)
      .map(([key, part]) => `${JSON.stringify(key)}: ${write(part)}`)
      .join(', ')} }`;
  };
  const whole = `const shape: Shape = ${literal(shape)};`;
  return [...lines, whole].join('\n');
}

const isObject = (value) => typeof value === 'object' && value !== null;
const isShape = (value) => isObject(value) && typeof value.type === 'string';

const jsonSchema = async () => (await load('src/config/json-schema.ts')).jsonSchema();

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const file of await generate()) console.log(`wrote ${fileURLToPath(file)}`);
