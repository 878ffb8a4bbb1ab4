/**
 * What the validator on a visitor's device has to judge, from the config's JSON Schema: `type` is the function of
 * src/config/shape.ts, and what follows are its arguments in their order. zod/mini would cost a phone 7.5 kB and Ajv's
 * code for this schema 8.4; this costs under 2 with the functions and the rules between fields.
 *
 * Every keyword must be understood. One that isn't stops the build, because a rule that is silently left out would
 * let a config through here that `npx cx7 check` refuses.
 *
 * @param {object} schema JSON Schema, draft 2020-12, as zod prints it
 * @returns {{ type: string }} by name, in the order of the arguments
 */
export const shapeOf = (schema) => read(schema, 'config');

function read(node, at) {
  const type = node?.anyOf ? 'anyOf' : node?.type;
  const { keywords, shape } = types[type] ?? stop(at, `the type ${JSON.stringify(type)}`);
  for (const keyword of Object.keys(node))
    if (keyword !== 'type' && !keywords.includes(keyword) && !silent.includes(keyword))
      stop(at, `the keyword ${JSON.stringify(keyword)} of ${type}`);
  return shape(node, at);
}

/** Keywords that judge nothing. */
const silent = ['$schema', '$id', 'title', 'description', 'default', 'examples', 'deprecated'];

const types = {
  string: { keywords: ['pattern', 'minLength', 'maxLength', 'enum', 'const'], shape: text },
  boolean: { keywords: [], shape: () => ({ type: 'boolean' }) },
  number: { keywords: ['minimum', 'maximum'], shape: (node, at) => number(node, at) },
  integer: { keywords: ['minimum', 'maximum'], shape: (node, at) => ({ ...number(node, at), type: 'integer' }) },
  anyOf: {
    keywords: ['anyOf'],
    shape: ({ anyOf }, at) => ({ type: 'oneOf', shapes: anyOf.map((branch, i) => read(branch, `${at}|${i}`)) }),
  },
  array: {
    keywords: ['items', 'minItems', 'maxItems'],
    shape: ({ items, minItems = 0, maxItems = Number.MAX_SAFE_INTEGER }, at) => ({
      type: 'list',
      items: read(items, `${at}[]`),
      least: minItems,
      most: maxItems,
    }),
  },
  object: { keywords: ['properties', 'required', 'additionalProperties', 'propertyNames'], shape: object },
};

function text({ enum: among, const: only, pattern, minLength = 0, maxLength = '' }, at) {
  if (among || only !== undefined) return { type: 'choice', among: among ?? [only] };
  const length = minLength || maxLength ? `.{${minLength},${maxLength}}` : '.*';
  if (!pattern) return { type: 'text', pattern: length };
  const form = unanchored(pattern, at);
  return { type: 'text', pattern: length === '.*' ? form : `(?=${length}$)(${form})` };
}

/** Numbers need both bounds: between two bounds there is no NaN and no infinity, which zod refuses as well. */
function number({ minimum, maximum }, at) {
  if (!Number.isFinite(minimum) || !Number.isFinite(maximum)) stop(at, 'a number without both bounds');
  return { type: 'number', least: minimum, most: maximum };
}

function object({ properties, required = [], additionalProperties, propertyNames }, at) {
  if (!properties)
    return {
      type: 'table',
      keys: read(propertyNames, `${at}{key}`),
      values: read(additionalProperties, `${at}{}`),
    };
  if (additionalProperties !== false || propertyNames) stop(at, 'an object that is open as well as described');
  if (Object.hasOwn(properties, '__proto__')) stop(at, 'a key named __proto__');
  const fields = Object.entries(properties).map(([key, field]) => [key, read(field, `${at}.${key}`)]);
  return { type: 'object', fields: Object.fromEntries(fields), required };
}

/**
 * A pattern without its own anchors, for it is tested as a whole. With the flags `us` a bare dot would mean more
 * than it does in the schema, and bare alternatives would not stay inside the anchors: neither is let in.
 */
function unanchored(pattern, at) {
  if (!/^\^.*[^\\]\$$/s.test(pattern)) stop(at, `a pattern that is not anchored at both ends, ${pattern}`);
  const inner = pattern.slice(1, -1).replaceAll('\\/', '/');
  const bare = inner.replace(/\\./gs, '_').replace(/\[[^\]]*\]/g, '_');
  if (bare.includes('.')) stop(at, `a pattern with a bare dot, ${pattern}`);
  let depth = 0;
  for (const sign of bare) {
    if (sign === '(') depth++;
    if (sign === ')') depth--;
    if (sign === '|' && !depth) stop(at, `a pattern with alternatives outside parentheses, ${pattern}`);
  }
  new RegExp(inner, 'us');
  return inner;
}

function stop(at, what) {
  throw new Error(
    `The on-device validator cannot be written: ${at} uses ${what}, which src/build/validator.mjs does not know. ` +
      'Teach it there and in src/config/shape.ts, or express the field in another way.',
  );
}
