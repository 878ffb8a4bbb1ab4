/**
 * What a config has to look like, as data that a visitor's device can read: written from the JSON Schema by
 * `src/build/validator.mjs`. Every property is always there, so that none is looked up on an `Object.prototype` that the
 * page has extended.
 */
export type Shape =
  /** The pattern fits the text as a whole. */
  | { type: 'text'; pattern: string }
  | { type: 'choice'; among: readonly string[] }
  | { type: 'boolean' }
  | { type: 'number'; min: number; max: number; whole: boolean }
  | { type: 'list'; items: Shape; least: number; most: number }
  /** These keys and no others; only some must be there. */
  | { type: 'object'; fields: Readonly<Record<string, Shape>>; required: readonly string[] }
  /** Any number of keys of one kind, with values of one kind. */
  | { type: 'table'; keys: Shape; values: Shape }
  | { type: 'oneOf'; shapes: readonly Shape[] };

/**
 * Whether a value has a shape. It says yes to exactly what zod says yes to, in a fraction of its size, and never says
 * why: `explain` does that. Configs are JSON, and on what JSON can say the two agree exactly: a test holds them together.
 */
export function fits(shape: Shape, value: unknown): boolean {
  switch (shape.type) {
    case 'text':
      // With the flag `u` a length counts characters as people see them, as the schema does.
      return typeof value === 'string' && RegExp(`^(${shape.pattern})$`, 'us').test(value);
    case 'choice':
      return typeof value === 'string' && shape.among.includes(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return (
        typeof value === 'number' &&
        value >= shape.min &&
        value <= shape.max &&
        (!shape.whole || Number.isInteger(value))
      );
    case 'list':
      return (
        Array.isArray(value) &&
        value.length >= shape.least &&
        value.length <= shape.most &&
        value.every((item) => fits(shape.items, item))
      );
    case 'oneOf':
      return shape.shapes.some((one) => fits(one, value));
    case 'object':
    case 'table':
      return isObject(value) && fieldsFit(shape, value);
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Only own keys are looked at, so that a page which has extended `Object.prototype` keeps its survey. */
function fieldsFit(shape: Shape & { type: 'object' | 'table' }, value: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(value);
  if (shape.type === 'table')
    // zod passes over this one key, and nothing reads it.
    return keys.every((key) => key === '__proto__' || (fits(shape.keys, key) && fits(shape.values, value[key])));
  const fields = new Map(Object.entries(shape.fields));
  return (
    shape.required.every((key) => keys.includes(key)) &&
    keys.every((key) => {
      const field = fields.get(key);
      return field !== undefined && fits(field, value[key]);
    })
  );
}
