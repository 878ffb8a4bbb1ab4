import fc from 'fast-check';
import { expect, it } from 'vitest';
import { explainConfig } from '../../src/config/explain/explain.ts';
import type { SurveyConfig } from '../../src/config/schema.ts';
import { settle } from '../../src/config/settle.ts';
import { sampleOf } from '../../src/decide/sample.ts';
import { encode } from '../../src/record/encode.ts';
import { interview } from '../../src/record/schema.ts';
import { draws } from '../campaigns.mjs';
import { example, examples } from '../config/examples.ts';
import { arbitraryConfig, mutate, mutation } from '../config/mutations.ts';
import { told } from './told.ts';

/** What a collector says to a record that was made with a config. */
function refusals(config: SurveyConfig): string[] {
  const settings = settle(config);
  const seen = { requested: false, preview: false } as Parameters<typeof sampleOf>[1];
  const sample = sampleOf(settings, seen, { rate: 1 });
  const record = encode(told({ config, settings, sample, comment: 'Fine.' }));
  const { error } = interview.safeParse(JSON.parse(JSON.stringify(record)));
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
}

it('whatever config is accepted, the collector takes its records', () => {
  const { numRuns, ...which } = draws(40_000);
  let accepted = 0;
  const start = fc.oneof(arbitraryConfig, fc.constantFrom(...Object.keys(examples)).map(example));
  fc.assert(
    fc.property(start, fc.array(mutation, { maxLength: 3 }), (given, changes) => {
      const config = JSON.parse(JSON.stringify(changes.reduce(mutate, structuredClone(given))) ?? 'null');
      if (explainConfig(config).length) return;
      accepted++;
      expect(refusals(config)).toEqual([]);
    }),
    { numRuns, ...which },
  );
  expect(accepted).toBeGreaterThan(numRuns / 10);
});
