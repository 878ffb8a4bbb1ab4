import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { generate } from '../../src/build/generate.mjs';
import { explainConfig } from '../../src/config/explain/explain.ts';
import { brokenRules } from '../../src/config/rules.ts';
import { type SurveyConfig, surveyConfig } from '../../src/config/schema.ts';
import { draws } from '../campaigns.mjs';
import { example, examples } from './examples.ts';
import { arbitraryConfig, mutate, mutation } from './mutations.ts';

let accepts: (config: unknown) => boolean;
beforeAll(async () => {
  await generate();
  ({ accepts } = await import('../../src/config/accepts.generated.ts'));
});

/** What each of the three judges says; they have to agree. */
const judge = (config: unknown) => {
  const read = surveyConfig.safeParse(config);
  return {
    zod: read.success && brokenRules(config as SurveyConfig).length === 0,
    device: accepts(config),
    explained: explainConfig(config).length === 0,
  };
};

const agree = (changed: unknown) => {
  // A config is JSON: what JSON cannot say is not asked about.
  const config = JSON.parse(JSON.stringify(changed) ?? 'null');
  const { zod, device, explained } = judge(config);
  if (device !== zod || explained !== zod)
    throw new Error(`zod ${zod}, device ${device}, explained ${explained}: ${JSON.stringify(explainConfig(config))}`);
  return zod;
};

describe('the check on a visitor’s device, the schema and its explanation agree', () => {
  it.each(Object.keys(examples))('on %s, which is accepted', (name) => {
    expect(agree(example(name))).toBe(true);
  });

  it('on examples with one to four random changes', () => {
    const { numRuns, ...which } = draws(200_000);
    let accepted = 0;
    const start = fc.constantFrom(...Object.keys(examples).map(example));
    fc.assert(
      fc.property(start, fc.array(mutation, { minLength: 1, maxLength: 4 }), (config, changes) => {
        if (agree(changes.reduce(mutate, structuredClone(config)))) accepted++;
      }),
      { numRuns, ...which },
    );
    expect(accepted).toBeGreaterThan(numRuns / 10);
  });

  it('on configs made from nothing but the schema, changed and unchanged', () => {
    const { numRuns, ...which } = draws(40_000);
    let accepted = 0;
    fc.assert(
      fc.property(arbitraryConfig, fc.array(mutation, { maxLength: 2 }), (config, changes) => {
        if (agree(changes.reduce(mutate, structuredClone(config)))) accepted++;
      }),
      { numRuns, ...which },
    );
    expect(accepted).toBeGreaterThan(numRuns / 10);
  });

  it('on anything that JSON can say', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (config) => void agree(config)),
      draws(60_000),
    );
  });

  const smallest = example('smallest.json');
  const odd: [string, unknown][] = [
    ['an own __proto__ key', JSON.parse(JSON.stringify(smallest).replace('"survey"', '"__proto__":{},"survey"'))],
    ['an own __proto__ key in a table', { ...smallest, names: { service: JSON.parse('{"en":"x","__proto__":7}') } }],
    ['keys that every object inherits', { ...smallest, constructor: 'x', toString: 'y' }],
    ['an office named constructor', { ...smallest, sampling: { offices: { constructor: 1, toString: 0.5 } } }],
    ['no texts at all', { ...smallest, names: { service: {} } }],
    ['an array for an object', { ...smallest, coding: [] }],
    ['an object for an array', { ...smallest, languages: { 0: 'en', length: 1 } }],
    ['a whole number beyond what is exact', { ...smallest, sampling: { quota: { target: 2 ** 53, received: 0 } } }],
    ['a whole number with a fraction', { ...smallest, comment: { limit: 1000.5 } }],
    ['a line break at the end of an id', { ...smallest, survey: 'a\n' }],
    ['a line break in a text', { ...smallest, names: { service: 'a\nb\u2028c' } }],
    ['120 emoji, which are 240 UTF-16 units', { ...smallest, names: { service: '😀'.repeat(120) } }],
    ['121 emoji', { ...smallest, names: { service: '😀'.repeat(121) } }],
    ['120 lone surrogates', { ...smallest, names: { service: '\ud83d'.repeat(120) } }],
    ['an emoji in an address', { ...smallest, endpoint: '/😀' }],
    ['an address of 2,001 characters', { ...smallest, endpoint: `/${'x'.repeat(2000)}` }],
    ['null', null],
    ['a text', 'config'],
    ['a list of configs', [smallest]],
  ];
  it.each(odd)('on %s', (_, config) => {
    agree(config);
  });

  it('counts the characters that people see, not the units that a computer stores', () => {
    expect(accepts({ ...smallest, names: { service: '😀'.repeat(120) } })).toBe(true);
    expect(accepts({ ...smallest, names: { service: '😀'.repeat(121) } })).toBe(false);
  });

  it('keeps the survey on a page that has extended Object.prototype, as zod alone would not', () => {
    const prototype = Object.prototype as Record<string, unknown>;
    prototype.shim = () => {};
    for (const [name, value] of Object.entries({ whole: true, least: 9, most: 0, required: ['shim'] }))
      prototype[name] = value;
    try {
      expect(surveyConfig.safeParse(smallest).success).toBe(false);
      expect(accepts(smallest)).toBe(true);
      expect(explainConfig(smallest)).toEqual([]);
    } finally {
      for (const name of ['shim', 'whole', 'least', 'most', 'required']) delete prototype[name];
    }
  });

  it('does not throw at a value that does', () => {
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error('no');
        },
      },
    );
    expect(explainConfig(trap)).toHaveLength(1);
  });
});
