import { hasOwn } from '../../instrument/own.ts';
import { jsonSchema } from '../json-schema.ts';

/** The keywords of JSON Schema that the config's schema uses. */
export interface JsonSchema {
  type?: string;
  description?: string;
  default?: unknown;
  examples?: readonly unknown[];
  enum?: readonly unknown[];
  const?: unknown;
  anyOf?: readonly JsonSchema[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, JsonSchema>;
  required?: readonly string[];
  additionalProperties?: boolean | JsonSchema;
  propertyNames?: JsonSchema;
}

export type Path = readonly PropertyKey[];

let printed: JsonSchema | undefined;
/** The schema as data; printed when it is first asked for. */
export const schema = (): JsonSchema => (printed ??= jsonSchema() as JsonSchema);

/** `sampling.rate`, `languages[1]`, `sampling.offices["New York"]`; the config as a whole is `config`. */
export const written = (path: Path): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    const name = String(key);
    return /^[$\w-]+$/.test(name) ? (text ? `${text}.${name}` : name) : `${text}[${JSON.stringify(name)}]`;
  }, '') || 'config';

/**
 * What the schema says about the place that a path leads to. Where it offers several shapes, the way goes through
 * the one that was evidently meant by the value that stands there.
 */
export function fieldAt(path: Path, value: unknown): JsonSchema {
  let node = schema();
  let here: unknown = value;
  for (const key of path) {
    node = node.anyOf ? (node.anyOf[meant(node, here)] ?? {}) : node;
    node =
      typeof key === 'number'
        ? (node.items ?? {})
        : (hasOwn(node.properties ?? {}, key) && node.properties?.[String(key)]) || entry(node);
    here = peek(here, key);
  }
  return node;
}

const entry = (node: JsonSchema): JsonSchema =>
  typeof node.additionalProperties === 'object' ? node.additionalProperties : {};

/** Which of several shapes was evidently meant, by its type and the keys it has; -1 where nobody can tell. */
export function meant(node: JsonSchema, value: unknown): number {
  const branches = node.anyOf ?? [];
  if (typeof value !== 'object' || value === null) return branches.findIndex((branch) => branch.type === typeof value);
  if (Array.isArray(value)) return branches.findIndex((branch) => branch.type === 'array');
  const objects = branches.flatMap((branch, at) => (branch.type === 'object' ? [at] : []));
  if (objects.length < 2) return objects[0] ?? -1;
  const own = Object.keys(value);
  const said = objects.find((at) =>
    Object.entries(branches[at]?.properties ?? {}).some(
      ([key, field]) => field.const !== undefined && peek(value, key) === field.const,
    ),
  );
  if (said !== undefined) return said;
  // An adapter that does not exist is worth saying; a missing one is guessed from the other keys.
  const tag = Object.entries(branches[objects[0] ?? -1]?.properties ?? {}).find(
    ([, field]) => field.const !== undefined,
  )?.[0];
  if (tag && peek(value, tag) !== undefined) return -1;
  const hits = objects.map((at) => own.filter((key) => branches[at]?.properties?.[key]).length);
  const best = Math.max(...hits);
  const isClear = best > 0 && hits.filter((n) => n === best).length === 1;
  return (isClear ? objects[hits.indexOf(best)] : undefined) ?? -1;
}

export const peek = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined;

/** Every named field of the schema by its path, outermost first: for suggestions. */
export function allFields(node: JsonSchema = schema(), path: readonly string[] = []): (readonly string[])[] {
  const here = [node, ...(node.anyOf ?? [])].flatMap((branch) => Object.entries(branch.properties ?? {}));
  return here.flatMap(([key, field]) => [[...path, key], ...allFields(field, [...path, key])]);
}
