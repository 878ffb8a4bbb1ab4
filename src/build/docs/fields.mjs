/**
 * Tables of fields, from a JSON Schema that zod has printed.
 */

/** A table in Markdown. */
export const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');

const cell = (text) => `${text}`.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');

/** An object of the schema with the fields that are its own. */
export const isObject = (schema) => schema.type === 'object' && !!schema.properties;

/**
 * Every object of a schema, from the outside in, each with its path: `''`, `sampling`, `sampling.quota`. What is one of
 * several kinds of object has the kinds one after the other, told apart by their first literal: `endpoint (http)`.
 */
export function objectsIn(schema, path = '') {
  const inner = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const at = path ? `${path}.${name}` : name;
    return kindsOf(field).flatMap(({ kind, label }) => objectsIn(kind, label ? `${at} (${label})` : at));
  });
  return [{ path, schema }, ...inner];
}

/** The objects that a field may be: itself, the items of its list, or the kinds of its union. */
function kindsOf(field) {
  if (isObject(field)) return [{ kind: field }];
  if (field.type === 'array' && isObject(field.items ?? {})) return [{ kind: field.items }];
  return (field.anyOf ?? []).filter(isObject).map((kind) => ({ kind, label: labelOf(kind) }));
}

const labelOf = (kind) => Object.values(kind.properties).find((field) => field.const !== undefined)?.const;

/** Every path of a schema, with dots: `sampling`, `sampling.rate`. */
export const pathsIn = (schema) =>
  objectsIn(schema).flatMap(({ path, schema: { properties = {} } }) =>
    Object.keys(properties).map((name) => `${path && `${path.replace(/ \(.*\)$/, '')}.`}${name}`),
  );

/** What may stand in a field, in words and code. */
export function typeOf(field) {
  if (field.const !== undefined) return `\`${JSON.stringify(field.const)}\``;
  if (field.enum) return field.enum.map((one) => `\`${JSON.stringify(one)}\``).join(', ');
  if (isPerLanguage(field)) return `${typeOf(field.anyOf[0])}; or such a text for each language`;
  if (field.anyOf) return [...new Set(field.anyOf.map(typeOf))].join('; or ');
  if (field.type === 'array') return `list of ${typeOf(field.items)}${atMost(field.maxItems, 'entries')}`;
  if (field.type === 'object' && !field.properties) {
    const keys = field.propertyNames?.enum?.map((one) => `\`${one}\``).join(', ');
    const value = field.additionalProperties ? typeOf(field.additionalProperties) : 'anything';
    return keys ? `object with any of ${keys}, each a ${value}` : `object, each value: ${value}`;
  }
  if (field.type === 'object') return 'object';
  if (field.type === 'string') return typeOfText(field);
  if (field.type === 'boolean') return '`true` or `false`';
  if (field.type === 'number' || field.type === 'integer') return typeOfNumber(field);
  return field.type ?? 'anything';
}

/** One text for everybody, or one for each language. */
const isPerLanguage = ({ anyOf = [] }) =>
  anyOf.length === 2 && anyOf[0].type === 'string' && !!anyOf[1].propertyNames?.pattern?.startsWith('^[a-z]{2,3}(-');

function typeOfText({ format, pattern, maxLength }) {
  if (FORMATS[format]) return FORMATS[format];
  const known = Object.entries(PATTERNS).find(([beginning]) => pattern?.startsWith(beginning));
  if (known) return known[1];
  return `text${atMost(maxLength, 'characters')}${pattern ? `, \`${pattern.replaceAll('\\/', '/')}\`` : ''}`;
}

const FORMATS = { uuid: 'UUID', 'date-time': 'time', date: 'day, `YYYY-MM-DD`' };

/** What patterns mean, by how they begin. Any other is printed as it is. */
const PATTERNS = {
  '^(https:': 'address: `https://…`, `http://localhost…`, or a path such as `/v1/interviews`',
  '^\\d{4}-(0[1-9]': 'day, `YYYY-MM-DD`',
  '^[0-9a-f]{8}$': 'hash, 8 hex digits',
  '^[0-9a-f]{64}$': 'hash, 64 hex digits',
};

function typeOfNumber({ type, minimum, exclusiveMinimum, maximum }) {
  const kind = type === 'integer' ? 'whole number' : 'number';
  const [from, to] = [minimum, maximum].map(shown);
  if (from && to) return `${kind}, ${from} to ${to}`;
  const least = exclusiveMinimum === undefined ? from && `at least ${from}` : `above ${exclusiveMinimum}`;
  return [kind, least, to && `at most ${to}`].filter(Boolean).join(', ');
}

/** How much may stand in a text or a list. */
const atMost = (most, of) => (shown(most) ? `, at most ${shown(most)} ${of}` : '');

/** JSON knows no infinity: zod prints the largest safe number for no limit. */
const shown = (number) =>
  number === undefined || Math.abs(number) === Number.MAX_SAFE_INTEGER ? undefined : number.toLocaleString('en-US');
