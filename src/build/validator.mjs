/**
 * Writes the validator that runs on a visitor's device, from the config's JSON Schema: a table in the notation of
 * src/config/shape.ts. zod/mini would cost a phone 7.5 kB and Ajv's code for this schema 8.4; this costs 1.5 with
 * the function that reads it and the rules between fields, of which .4 are the names of the fields.
 *
 * Every keyword must be understood. One that isn't stops the build, because a rule that is silently left out would
 * let a config through here that `npx cx7 check` refuses.
 *
 * @param {object} schema JSON Schema, draft 2020-12, as zod prints it
 * @returns {string} a JavaScript expression
 */
export const shapeOf = (schema) => write(schema, 'config');

function write(node, at) {
  const type = node?.anyOf ? 'anyOf' : node?.type;
  const known = keywords[type] ?? stop(at, `the type ${JSON.stringify(type)}`);
  for (const keyword of Object.keys(node))
    if (!known.includes(keyword) && !silent.includes(keyword))
      stop(at, `the keyword ${JSON.stringify(keyword)} of ${type}`);
  return writers[type](node, at);
}

const writers = {
  string: (node, at) => {
    const among = node.enum ?? ('const' in node ? [node.const] : undefined);
    if (among) return quote(among.map(literal).join('|'));
    const { pattern, minLength = 0, maxLength = '' } = node;
    const length = minLength || maxLength ? `.{${minLength},${maxLength}}` : '.*';
    if (!pattern) return quote(length);
    return quote(length === '.*' ? unanchored(pattern, at) : `(?=${length}$)(${unanchored(pattern, at)})`);
  },
  boolean: () => '0',
  number: ({ minimum, maximum }, at) => list(3, bound(minimum, at), bound(maximum, at)),
  integer: ({ minimum, maximum }, at) => list(3, bound(minimum, at), bound(maximum, at), 1),
  anyOf: ({ anyOf }, at) => {
    if (anyOf.some(({ type }) => type === 'boolean')) stop(at, 'a boolean as one of several shapes');
    return list(0, ...anyOf.map((branch, i) => write(branch, `${at}|${i}`)));
  },
  array: ({ items, minItems, maxItems }, at) => list(1, write(items, `${at}[]`), maxItems, minItems),
  object: ({ properties, required = [], additionalProperties, propertyNames }, at) => {
    if (!properties) return list(2, write(propertyNames, `${at}{key}`), write(additionalProperties, `${at}{}`));
    if (additionalProperties !== false || propertyNames) stop(at, 'an object that is open as well as described');
    return `{ ${Object.keys(properties)
      .map((key) => {
        if (key === '__proto__') stop(at, 'a key named __proto__');
        const shape = write(properties[key], `${at}.${key}`);
        return `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key)}: ${required.includes(key) ? list(4, shape) : shape}`;
      })
      .join(', ')} }`;
  },
};

const keywords = {
  string: ['type', 'pattern', 'minLength', 'maxLength', 'enum', 'const'],
  boolean: ['type'],
  number: ['type', 'minimum', 'maximum'],
  integer: ['type', 'minimum', 'maximum'],
  anyOf: ['anyOf'],
  array: ['type', 'items', 'minItems', 'maxItems'],
  object: ['type', 'properties', 'required', 'additionalProperties', 'propertyNames'],
};

/** Keywords that judge nothing. */
const silent = ['$schema', '$id', 'title', 'description', 'default', 'examples'];

function stop(at, what) {
  throw new Error(
    `The on-device validator cannot be written: ${at} uses ${what}, which src/build/validator.mjs does not know. ` +
      'Teach it there and in src/config/shape.ts, or express the field in another way.',
  );
}

/** `[kind, …]`, without the empty places at its end. */
function list(...parts) {
  while (parts.at(-1) === undefined) parts.pop();
  return `[${parts.map((part) => part ?? 'undefined').join(', ')}]`;
}

const quote = (text) => `'${text.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n')}'`;
const literal = (text) => `${text}`.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Numbers need both bounds: between two bounds there is no NaN and no infinity, which zod refuses as well. */
const bound = (value, at) => (Number.isFinite(value) ? value : stop(at, 'a number without both bounds'));

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
