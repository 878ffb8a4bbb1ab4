import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/explain/parse.ts';
import { placesIn } from '../../../src/config/explain/places.ts';
import { draws, seed } from '../../campaigns.mjs';
import { examples } from '../examples.ts';

const told = (text: string): string => {
  const read = parseConfig(text);
  if (!('unreadable' in read)) return 'is JSON';
  const { line, column, reason, fix, excerpt } = read.unreadable;
  return `${line}:${column} ${reason}. ${fix}\n${excerpt}`;
};

describe('a text that is no JSON', () => {
  const cases: [string, string][] = [
    ['a comma after the last field', '{\n  "survey": "parks",\n}'],
    ['a comma after the last entry', '{ "languages": ["en", "es",] }'],
    ['single quotation marks', "{ 'survey': 'parks' }"],
    ['typographic quotation marks', '{ “survey”: “parks” }'],
    ['a key without quotation marks', '{ survey: "parks" }'],
    ['a comment', '{\n  // the survey\n  "survey": "parks"\n}'],
    ['a comment after a value', '{ "survey": "parks" /* id */ }'],
    ['a byte order mark', '\uFEFF{}'],
    ['a missing comma', '{\n  "survey": "parks"\n  "endpoint": "/x"\n}'],
    ['a missing colon', '{ "survey" "parks" }'],
    ['an equals sign', '{ "survey" = "parks" }'],
    ['a semicolon', '{ "survey": "parks"; }'],
    ['two commas', '{ "survey": "parks",, "test": true }'],
    ['a text that does not end', '{ "survey": "parks\n}'],
    ['a tab in a text', '{ "survey": "par\tks" }'],
    ['a backslash', '{ "survey": "C:\\parks" }'],
    ['a number without its zero', '{ "sampling": { "rate": .05 } }'],
    ['a plus sign', '{ "sampling": { "rate": +1 } }'],
    ['words of JavaScript', '{ "approval": undefined }'],
    ['words of Python', '{ "test": True }'],
    ['an end that is cut off', '{ "survey": "parks",\n  "names": {'],
    ['one brace too many', '{ "survey": "parks" }}'],
    ['an error page', '<!doctype html><title>404</title>'],
    ['nothing', ' \n'],
    ['a long line', `{ "names": { "service": "${'x'.repeat(200)}" }, }`],
  ];
  it.each(cases)('%s', (_, text) => {
    expect(told(text)).toMatchSnapshot();
  });

  it('is never taken for one, nor the other way round, whatever is changed in an example', () => {
    const change = fc.tuple(
      fc.nat(),
      fc.nat({ max: 3 }),
      fc.constantFrom('', ',', '"', '}', ']', '{', '[', ':', '\\', '0', 't', '-', '\n', '/', "'", '\u0001', '😀'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(examples)), change, (text, [where, drop, insert]) => {
        const at = where % text.length;
        const changed = text.slice(0, at) + insert + text.slice(at + drop);
        const read = parseConfig(changed);
        if (!('unreadable' in read)) return;
        // A fault that was recognized, not the last resort.
        expect(read.unreadable.reason).not.toBe('something that JSON does not allow');
        expect(read.unreadable.line).toBeLessThanOrEqual(changed.split('\n').length);
      }),
      draws(60_000),
    );
  });

  it('does not throw at any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => void told(text)),
      { seed },
    );
    expect(told('['.repeat(100_000))).toMatch('nesting');
  });
});

describe('places in a JSON text', () => {
  const text = '{\n  "a": { "b": [1, {"c": "}"}] },\n  "d\\n": "x\\"y"\n}';

  it('are those of the keys and of the entries of lists', () => {
    const { offsetOf } = placesIn(text);
    expect(text.slice(offsetOf(['a', 'b'])).startsWith('"b"')).toBe(true);
    expect(text.slice(offsetOf(['a', 'b', 1, 'c'])).startsWith('"c"')).toBe(true);
    expect(text.slice(offsetOf(['a', 'b', 0])).startsWith('1,')).toBe(true);
    expect(text.slice(offsetOf(['d\n'])).startsWith('"d')).toBe(true);
  });

  it('are those of the nearest part around, where something is missing', () => {
    const { offsetOf } = placesIn(text);
    expect(offsetOf(['a', 'z', 'q'])).toBe(offsetOf(['a']));
    expect(offsetOf(['z'])).toBe(0);
  });

  it('find keys that stand twice', () => {
    expect(placesIn('{"a":1,"b":{"c":1,"c":2}}').twice).toEqual([{ path: ['b', 'c'], offset: 18 }]);
  });
});
