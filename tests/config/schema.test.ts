import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { acceptsSource, schemaJson } from '../../src/build/generate.mjs';
import { allFields, fieldAt, type JsonSchema, schema } from '../../src/config/explain/fields.ts';
import { expectation } from '../../src/config/explain/words.ts';
import { jsonSchema } from '../../src/config/json-schema.ts';
import { type SurveyConfig, surveyConfig } from '../../src/config/schema.ts';
import { settle } from '../../src/config/settle.ts';
import { draws } from '../campaigns.mjs';
import { example, examples } from './examples.ts';
import { arbitraryConfig, mutate, mutation } from './mutations.ts';

const every = (node: JsonSchema): JsonSchema[] => [
  node,
  ...[
    node.items,
    node.propertyNames,
    node.additionalProperties,
    ...(node.anyOf ?? []),
    ...Object.values(node.properties ?? {}),
  ]
    .filter((inner): inner is JsonSchema => typeof inner === 'object')
    .flatMap(every),
];

describe('the JSON Schema', () => {
  it('is the one that the zod schema prints', async () => {
    expect(JSON.parse(await schemaJson())).toEqual(jsonSchema());
    const { $id, title, ...rest } = jsonSchema();
    expect({ $id, title }).toEqual({ $id: 'urn:cx7:survey', title: 'cx7 survey' });
    expect(rest).toEqual(z.toJSONSchema(surveyConfig, { io: 'input' }));
  });

  it('describes every field', () => {
    const silent = allFields().filter((path) => !described(path));
    expect(silent).toEqual([]);
  });

  it('says every pattern in words', () => {
    const patterns = every(schema()).filter(({ pattern }) => pattern);
    for (const node of patterns) expect(expectation(node)).not.toContain(node.pattern);
  });

  it('tells editors the defaults', () => {
    expect(fieldAt(['sampling', 'cooldownDays'], {}).default).toBe(90);
    expect(fieldAt(['languages'], {}).default).toEqual(['en', 'es']);
  });

  it('accepts in Ajv, too, what the zod schema accepts', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    const validate = ajv.compile(jsonSchema());
    const start = fc.oneof(fc.constantFrom(...Object.keys(examples).map(example)), arbitraryConfig);
    fc.assert(
      fc.property(start, fc.array(mutation, { maxLength: 2 }), (config, changes) => {
        // Only what JSON can say, without the one key that zod passes over in tables.
        const json = JSON.parse(
          (JSON.stringify(changes.reduce(mutate, structuredClone(config))) ?? 'null').replaceAll('__proto__', 'proto'),
        );
        expect(validate(json)).toBe(surveyConfig.safeParse(json).success);
      }),
      draws(80_000),
    );
  });
});

describe('settling a config', () => {
  it('fills in the defaults that the schema prints', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...Object.keys(examples).map(example)), arbitraryConfig), (given) => {
        // zod drops an own __proto__ key from a table; nothing reads it there.
        const config = surveyConfig.safeParse(given);
        if (!config.success || JSON.stringify(given).includes('__proto__')) return;
        const settled = settle(given as SurveyConfig);
        expect(settled).toMatchObject(config.data);
        expect(settled).toEqual(settle(config.data));
      }),
      draws(40_000),
    );
  });

  it('does not change what it is given', () => {
    const config = example('passport-renewal.json');
    settle(config);
    expect(config).toEqual(example('passport-renewal.json'));
  });
});

describe('writing the validator', () => {
  const source = (field: object) =>
    acceptsSource({ type: 'object', properties: { field }, additionalProperties: false });

  it.each([
    ['a keyword', { type: 'string', format: 'email' }, 'config.field uses the keyword "format" of string'],
    ['a type', { type: 'null' }, 'config.field uses the type "null"'],
    ['no type', {}, 'config.field uses the type undefined'],
    ['a choice of one kind', { oneOf: [{ type: 'string' }] }, 'config.field uses the type undefined'],
    ['a number without bounds', { type: 'number', minimum: 0 }, 'a number without both bounds'],
    ['an open object', { type: 'object', properties: {} }, 'an object that is open as well as described'],
    ['a pattern for a part', { type: 'string', pattern: '^a' }, 'a pattern that is not anchored at both ends'],
    ['a pattern with a dot', { type: 'string', pattern: '^a.$' }, 'a pattern with a bare dot'],
    ['bare alternatives', { type: 'string', pattern: '^a|b$' }, 'a pattern with alternatives outside parentheses'],
  ])('stops at %s that it does not know', (_, field, message) => {
    expect(() => source(field)).toThrow(message);
    expect(() => source(field)).toThrow('src/build/validator.mjs');
  });
});

/** The field itself has a description, or the text that it holds, in one of its shapes. */
function described(path: readonly string[]): boolean {
  const parents = [path.slice(0, -1).reduce<JsonSchema[]>(into, [schema()])].flat();
  return parents
    .flatMap((parent) => [parent, ...(parent.anyOf ?? [])])
    .map((parent) => parent.properties?.[path.at(-1) ?? ''])
    .filter((field) => field !== undefined)
    .every((field) => !!field.description);
}

const into = (nodes: JsonSchema[], key: string): JsonSchema[] =>
  nodes
    .flatMap((node) => [node, ...(node.anyOf ?? [])])
    .map((node) => node.properties?.[key])
    .filter((node) => node !== undefined);
