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
export function acceptsSource(schema) {
  const { judge, lines, kinds } = judgeSource(shapeOf(schema));
  const named = kinds.join(', ');
  return `// Written by src/build/generate.mjs from src/config/schema.ts. Do not edit.
import { brokenRules } from './rules.ts';
import type { SurveyConfig } from './schema.ts';
import { ${named} } from './shape.ts';

${lines.join('\n')}

/** Whether a config is valid: the zod schema's answer without its reasons. It never throws. */
export function accepts(config: unknown): boolean {
  const fits = ${judge};
  return fits(config) && !brokenRules(config as SurveyConfig).length; // the cast: it has the shape
}
`;
}

/** A shape as calls of `shape.ts`. What stands in it more than once stands before it, once. */
function judgeSource(shape) {
  const counts = new Map();
  const kinds = new Set();
  const names = new Map();
  const lines = [];

  const count = (value) => {
    const isNew = !isShape(value) || !counts.has(JSON.stringify(value));
    if (isShape(value)) counts.set(JSON.stringify(value), (counts.get(JSON.stringify(value)) ?? 0) + 1);
    if (isObject(value) && isNew) Object.values(value).forEach(count);
  };
  count(shape);

  const write = (value) => {
    if (Array.isArray(value)) return value.map(write).join(', ');
    if (!isObject(value)) return JSON.stringify(value);
    if (!isShape(value))
      return `{ ${Object.entries(value)
        .map(([key, part]) => `${JSON.stringify(key)}: ${write(part)}`)
        .join(', ')} }`;
    const key = JSON.stringify(value);
    if (names.has(key)) return names.get(key);
    const { type, ...told } = value;
    const words = Object.values(told).map(write).filter(Boolean).join(', ');
    const call = words ? `${type}(${words})` : type;
    kinds.add(type);
    if (counts.get(key) === 1 || !words) return call;
    names.set(key, `judge${names.size + 1}`);
    lines.push(`const ${names.get(key)} = /* @__PURE__ */ ${call};`);
    return names.get(key);
  };
  return { judge: write(shape), lines, kinds: [...kinds].sort() };
}

const isObject = (value) => typeof value === 'object' && value !== null;
const isShape = (value) => isObject(value) && typeof value.type === 'string';

const jsonSchema = async () => (await load('src/config/json-schema.ts')).jsonSchema();

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const file of await generate()) console.log(`wrote ${fileURLToPath(file)}`);
