import { LANGUAGE_TAG } from '../patterns.ts';
import type { JsonSchema } from './fields.ts';
import { wordsOf } from './patterns.ts';

/** What may stand in a field, as it reads after "must be". */
export function expectation(node: JsonSchema): string {
  if (node.anyOf) return node.anyOf.map(expectation).join(', or ');
  const among = node.enum ?? (node.const === undefined ? undefined : [node.const]);
  if (among) return among.length === 1 ? quoted(among[0]) : `one of ${among.map(quoted).join(', ')}`;
  switch (node.type) {
    case 'string': {
      const length = `${node.minLength ? `${node.minLength} to` : 'at most'} ${node.maxLength} characters`;
      if (node.pattern)
        return (
          (wordsOf(node.pattern)?.asks ?? `a text that fits ${node.pattern}`) + (node.maxLength ? `, ${length}` : '')
        );
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
      return node.propertyNames?.pattern === LANGUAGE_TAG.source
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
