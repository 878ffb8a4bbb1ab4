import type { JsonSchema } from './fields.ts';

/** What a pattern of the schema asks for, said to a person. A test sees to it that none is missing. */
const PATTERNS: Record<string, string> = {
  '^[a-z0-9][a-z0-9-]{0,63}$': 'an id of lower-case letters, digits and hyphens, such as "passport-renewal"',
  '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$': 'a language tag, such as "en" or "es-MX"',
  '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$': 'a date as year-month-day, such as "2026-09-30"',
  '^(https:\\/\\/|http:\\/\\/(localhost|127\\.0\\.0\\.1)(:|\\/)|\\/(?!\\/))[^\\s]*$':
    'an address that begins with https://, or a path on the page’s own site, such as "/v1/interviews"',
  '^[A-Za-z][A-Za-z0-9_]{0,39}$':
    'a name of letters, digits and underscores that begins with a letter, such as "waitSeconds"',
  '^\\/\\S*$': 'a path that begins with a slash, such as "/claims/*"',
  '^[A-Za-z0-9-]{1,60}$': 'the name of an HTTP header, such as "X-Survey"',
  '^[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)*$': 'the global name of a function, such as "crm.saveSurvey"',
  '^[0-9a-f]{8}$': 'the stamp that npx cx7 check --stamp writes',
  '^\\d{4}-\\d{4}$': 'an OMB control number, such as "1405-0193"',
  '^#[0-9a-fA-F]{6}$': 'a color of six hex digits, such as "#005ea2"',
};

/** What may stand in a field, as it reads after "has to be". */
export function expectation(node: JsonSchema): string {
  if (node.anyOf) return node.anyOf.map(expectation).join(', or ');
  const among = node.enum ?? (node.const === undefined ? undefined : [node.const]);
  if (among) return among.length === 1 ? quoted(among[0]) : `one of ${among.map(quoted).join(', ')}`;
  switch (node.type) {
    case 'string': {
      const length = `${node.minLength ? `${node.minLength} to` : 'at most'} ${node.maxLength} characters`;
      if (node.pattern)
        return (PATTERNS[node.pattern] ?? `a text that fits ${node.pattern}`) + (node.maxLength ? `, ${length}` : '');
      return node.maxLength ? `a text of ${length}` : 'a text';
    }
    case 'number':
      return `a number from ${node.minimum} to ${node.maximum}`;
    case 'integer':
      return node.maximum === Number.MAX_SAFE_INTEGER
        ? `a whole number, ${node.minimum} or more`
        : `a whole number from ${node.minimum} to ${node.maximum}`;
    case 'boolean':
      return 'true or false';
    case 'array': {
      const least = node.minItems ? `at least ${node.minItems}` : '';
      const most = node.maxItems ? `at most ${node.maxItems}` : '';
      const items = node.items ?? {};
      return `a list of ${[least, most].filter(Boolean).join(' and ')} ${node.maxItems ? 'entries' : 'entry'}, each ${expectation(items)}`;
    }
    default:
      if (node.properties) {
        const fields = node.properties;
        const needed = (node.required ?? []).map((key) =>
          fields[key]?.const === undefined ? quoted(key) : `${quoted(key)}: ${quoted(fields[key].const)}`,
        );
        return `an object${needed.length ? ` with ${needed.join(' and ')}` : ' of settings'}`;
      }
      return node.propertyNames?.pattern?.startsWith('^[a-z]{2,3}')
        ? 'an object with such a text for each language, as in {"en": "…", "es": "…"}'
        : `an object in which each value is ${expectation(values(node))}`;
  }
}

const values = (node: JsonSchema): JsonSchema =>
  typeof node.additionalProperties === 'object' ? node.additionalProperties : {};

/** What stands there now, as it reads after "is": JSON where that is short. */
export function finding(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') {
    const signs = [...value];
    return signs.length > 60
      ? `${quoted(`${signs.slice(0, 50).join('')}…`)} (${signs.length} characters)`
      : quoted(value);
  }
  if (Array.isArray(value)) return value.length ? `a list of ${value.length}` : 'an empty list';
  if (typeof value === 'object' && value) return 'an object';
  if (typeof value === 'function') return 'a function';
  return String(value);
}

export const quoted = (value: unknown): string => JSON.stringify(value) ?? String(value);
