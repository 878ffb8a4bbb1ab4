import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readInterview } from '../../src/collector/accept.ts';
import type { SurveyConfig } from '../../src/config/schema.ts';
import { settle } from '../../src/config/settle.ts';
import { drawFor } from '../../src/decide/draw.ts';
import { toJson } from '../../src/instrument/json.ts';
import { callerOf, type OpenOptions } from '../../src/page/interaction.ts';
import { areSure } from '../../src/page/options.ts';
import { encode } from '../../src/record/encode.ts';
import { mendOptions } from '../../src/visit/mend-options.ts';
import { draws } from '../campaigns.mjs';
import { passportConfig, sample, told } from '../record/told.ts';

const config: SurveyConfig = passportConfig({
  context: ['queue', 'agent', 'constructor'],
  indicators: ['waitSeconds', 'toString'],
  sampling: { unit: 'interaction', offices: { 'DC-01': 0.5 } },
});

/** What pages pass: what is right, what is nearly right, and anything else. */
const anything = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
  fc.constantFrom(
    undefined,
    null,
    '',
    ' ',
    'n/a',
    'undefined',
    'null',
    'NaN',
    'none',
    Number.NaN,
    1 / 0,
    -0,
    1e308,
    true,
  ),
  fc.constantFrom(Symbol('x'), () => 1, new Date(0), [], {}, 5n, '\ud83d', '\0', '240', '2,5', ' 7 ', 'Phone', 'voice'),
  fc.string({ unit: 'binary', maxLength: 600 }),
  fc.integer(),
);
const oneOrAnother = (...right: unknown[]) => fc.oneof(fc.constantFrom(...right), anything);
const fields = (...names: string[]) =>
  fc.oneof(fc.dictionary(fc.constantFrom(...names, 'other', '__proto__'), anything), anything);
const options = fc.oneof(
  fc.record(
    {
      interactionKey: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.string({ maxLength: 3 }), anything),
      channel: oneOrAnother('phone', 'Chat', 'in person'),
      office: oneOrAnother('DC-01', 'constructor', '__proto__', 12),
      administration: oneOrAnother('assisted', 'Read Aloud'),
      context: fields('queue', 'agent', 'constructor'),
      indicators: fields('waitSeconds', 'toString'),
      preview: oneOrAnother(true, false, 'false'),
      chanel: anything,
      interactionkey: anything,
    },
    { requiredKeys: [] },
  ),
  anything,
);

/** As `open()` takes options in. */
function taken(given: unknown): { options: OpenOptions | undefined; notes: string[] } {
  const notes: string[] = [];
  if (areSure(given)) return { options: given as OpenOptions, notes }; // it has the shape
  return { options: mendOptions(given, { config, report: ({ message }) => void notes.push(message) }), notes };
}

const wasPassed = (given: unknown, name: string): unknown =>
  (given as Record<string, unknown> | null | undefined)?.[name];

it('whatever is passed to open(): no record is refused, no two keys are one, and what is left out is named', async () => {
  const settings = settle(config);
  const keys = new Map<string | undefined, string | undefined>();
  await fc.assert(
    fc.asyncProperty(options, async (given) => {
      const { options, notes } = taken(given);
      if (!options) {
        expect(notes.join('\n')).toContain('The survey was not opened');
        return;
      }

      const caller = await callerOf(options, settings);
      const { interactionRef } = caller.said;
      const key = options.interactionKey === undefined ? undefined : `${options.interactionKey}`;
      expect(keys.get(interactionRef) ?? key).toBe(key);
      keys.set(interactionRef, key);

      const rate = drawFor(config, options.office).rate;
      const record = encode(told({ config, settings, caller, sample: { ...sample, rate } }));
      const body = toJson(record);
      const request = new Request('https://collector.example/v1/interviews', {
        method: 'POST',
        body,
        headers: { 'content-type': 'text/plain' },
      });
      expect(await readInterview(request)).toMatchObject({ accepted: true });

      for (const name of ['channel', 'office', 'administration', 'context', 'indicators', 'preview'] as const) {
        const passed = wasPassed(given, name);
        if (passed !== undefined && options[name] === undefined) expect(notes.join('\n')).toContain(`open: ${name} is`);
      }
      for (const group of ['context', 'indicators'] as const)
        for (const [name, value] of Object.entries(options[group] ?? {}))
          if (config[group]?.includes(name)) expect(record[group][name]).toBe(value);
      for (const value of Object.values(record.indicators)) expect(Number.isFinite(value)).toBe(true);
    }),
    draws(100_000),
  );
});
