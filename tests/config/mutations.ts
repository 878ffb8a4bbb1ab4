import fc from 'fast-check';
import { type JsonSchema, schema } from '../../src/config/explain/fields.ts';

/** A change of a config: `where` picks a place in it, by its number among all places. */
export interface Mutation {
  where: number;
  how: 'delete' | 'rename' | 'replace' | 'extend' | 'nest' | 'repeat' | 'lengthen' | 'undefine';
  word: string;
  value: unknown;
}

const words = [...new Set(JSON.stringify(schema()).match(/[A-Za-z$-]+/g))];

/** Words of the schema, so that a value often fits another field, and the edges of every bound that it knows. */
const edge = fc.constantFrom<unknown>(
  ...[0, -0, 0.5, 1, 2, 10, 20, 59.5, 60, 60.1, 99, 100, 101, 1000.5, 3600, 3601, 3650, 3651, 10_000, 10_001, 1e21, -1],
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER, 2 ** 53, Number.MIN_VALUE, 5e-324, 1e-7],
  ...[null, undefined, true, false, '', ' ', '0', 'true', [], {}, [[]], [{}], { en: 'x' }, { en: '' }, { EN: 'x' }],
  ...[1, 64, 65, 100, 101, 120, 121, 300, 301, 500, 501, 2000, 2001].map((n) => 'x'.repeat(n)),
  ...[99, 100, 101, 119, 120, 121].map((n) => '😀'.repeat(n)),
  ...[
    '/',
    '//',
    '//x',
    '/x',
    '/x y',
    'https://',
    'https://x',
    'http://x',
    'http://localhost',
    'http://localhost:1',
    'http://127.0.0.1/',
  ],
  ...[
    '2026-02-31',
    '2026-13-01',
    '2026-1-1',
    '2026-12-31\n',
    '0000-0000',
    '#ABCDEF',
    '#abc',
    '#00000g',
    'a.b.c',
    'a..b',
    '$_.x1',
  ],
  ...[
    'en',
    'es',
    'en-US',
    'zh-Hant-TW',
    'e',
    'EN',
    'constructor',
    '__proto__',
    'hasOwnProperty',
    'é',
    '\u0000',
    '\ud800',
    '日本語',
  ],
  ...[10, 11, 20, 21, 100, 101].map((n) => Array(n).fill('x')),
  ...[20, 21, 100, 101].map((n) => Array(n).fill('/x')),
  { adapter: 'http', url: '/x' },
  { adapter: 'http', url: '/x', headers: { A: 'b', 'X-1': '' } },
  { adapter: 'function', name: 'a.b' },
  { adapter: 'function', url: '/x' },
  { target: 1, received: 0 },
  { target: 0, received: 0 },
  { from: '2026-05-01', until: '2026-04-30' },
);

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  where: fc.nat(),
  how: fc.constantFrom('delete', 'rename', 'replace', 'extend', 'nest', 'repeat', 'lengthen', 'undefine'),
  word: fc.oneof(
    fc.constantFrom(...words),
    fc.constantFrom('__proto__', 'constructor', 'EN', '0', ''),
    fc.string({ unit: 'binary', maxLength: 8 }),
  ),
  value: fc.oneof(
    edge,
    fc.constantFrom(...words),
    fc.anything({ maxDepth: 2 }),
    fc.double(),
    fc.string({ unit: 'grapheme' }),
  ),
});

/** Changes one place of a config, in place; returns the config. */
export function mutate(config: unknown, { where, how, word, value: given }: Mutation): unknown {
  const value = structuredClone(given); // or a later change would change the mutation itself
  const places = placesIn(config);
  const place = places[where % places.length];
  if (!place) return value;
  const { holder, key } = place;
  const own = holder[key];
  if (how === 'delete') {
    // Not splice, which asks the list for its constructor: that may have been changed as well.
    if (Array.isArray(holder) && /^\d+$/.test(key)) holder.copyWithin(+key, +key + 1).length--;
    else delete holder[key];
  }
  if (how === 'rename') {
    delete holder[key];
    put(holder, word, own);
  }
  if (how === 'replace') put(holder, key, value);
  if (how === 'extend') put(typeof own === 'object' && own ? own : holder, word, value);
  if (how === 'nest') put(holder, key, where % 2 ? [own] : { [word]: own });
  if (how === 'repeat') put(holder, key, Array.isArray(own) ? [...own, ...own] : `${own}`.repeat(where % 40));
  if (how === 'lengthen') put(holder, key, typeof own === 'number' ? own * 10 ** ((where % 5) - 2) : `${own}${word}`);
  if (how === 'undefine') put(holder, key, undefined);
  return config;
}

/** An own property, whatever its name. */
const put = (holder: object, key: string, value: unknown) =>
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });

function placesIn(value: unknown): { holder: Record<string, unknown>; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>; // a list is one by its positions
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

const plain = ({ minLength = 0, maxLength = 20 }: JsonSchema) =>
  fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 20) });

/** Valid in shape, whatever the rules between fields say. */
export const arbitraryConfig: fc.Arbitrary<unknown> = from(schema());

function from(node: JsonSchema): fc.Arbitrary<unknown> {
  if (node.anyOf) return fc.oneof(...node.anyOf.map(from));
  if (node.enum || node.const !== undefined) return fc.constantFrom(...(node.enum ?? [node.const]));
  switch (node.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: node.minimum ?? 0, max: node.maximum ?? 0 });
    case 'number':
      return fc.double({ min: node.minimum ?? 0, max: node.maximum ?? 0, noNaN: true });
    case 'array':
      return fc.array(from(node.items ?? {}), {
        minLength: node.minItems ?? 0,
        maxLength: Math.min(node.maxItems ?? 5, 5),
      });
    case 'string':
      if (node.pattern) {
        // The generator of matching texts knows no lookahead.
        const pattern = new RegExp(node.pattern, 'u');
        if (node.pattern.includes('\\P{C}')) return plain(node).filter((text) => pattern.test(text));
        const rough = new RegExp(node.pattern.replace(/\(\?![^)]*\)/g, ''));
        return fc.stringMatching(rough, { size: 'small' }).filter((text) => pattern.test(text));
      }
      return plain(node);
    default:
      if (!node.properties)
        return fc.dictionary(
          from(node.propertyNames ?? {}) as fc.Arbitrary<string>,
          from(node.additionalProperties as JsonSchema),
          { maxKeys: 3 },
        );
      return fc.record(Object.fromEntries(Object.entries(node.properties).map(([key, field]) => [key, from(field)])), {
        requiredKeys: [...(node.required ?? [])],
      });
  }
}
