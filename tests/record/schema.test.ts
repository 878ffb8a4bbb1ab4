import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Interview, interview, storedInterview, VERSIONS } from '../../src/record/schema.ts';
import { anInterview } from '../report/interviews.ts';

const folder = new URL('../wire/', import.meta.url);
const samples = readdirSync(folder).map((name) => ({
  name,
  version: `cx7.interview/${name.split('-')[1]}`,
  sample: JSON.parse(readFileSync(new URL(name, folder), 'utf8')),
}));

describe('every sample on the wire', () => {
  it.each(samples)('$name is read as it was written', ({ sample, version }) => {
    expect(storedInterview.parse(sample)).toEqual(sample);
    expect(sample.schema).toBe(version);
  });

  it('is there for each version and disposition', () => {
    for (const version of VERSIONS) {
      const found = samples.filter((one) => one.version === version).map(({ sample }) => sample.disposition);
      expect(new Set(found)).toEqual(new Set(['offered', 'dismissed', 'opened', 'partial', 'complete']));
    }
  });

  it.each(samples.filter(({ version }) => version === VERSIONS[0]))(
    '$name says what a record of version 2 without a draw on the tag says',
    ({ sample }) => {
      const { success } = interview.safeParse({ ...sample, schema: VERSIONS[1] });
      expect(success).toBe(true);
    },
  );
});

const pathsOf = (record: unknown) => {
  const { error } = storedInterview.safeParse(record);
  return error?.issues.map(({ path }) => path.join('.')) ?? [];
};
const tag = { survey: 'a', unit: 'session', salt: '', rate: 0.1 } as const;
const first = anInterview({ version: 1 });
const second = anInterview() as Interview;

describe('version 1', () => {
  it('knows no draw on the tag', () => {
    expect(pathsOf({ ...first, sample: { ...first.sample, tag } })).toEqual(['sample']);
  });

  it('knows three triggers', () => {
    for (const trigger of ['load', 'click', 'call'])
      expect(pathsOf({ ...first, shown: { ...first.shown, trigger } })).toEqual([]);
    expect(pathsOf({ ...first, shown: { ...first.shown, trigger: 'scroll' } })).toEqual(['shown.trigger']);
  });
});

describe('version 2', () => {
  const withTag = (change: object) => ({ ...second, sample: { ...second.sample, tag: { ...tag, ...change } } });

  it('may have the draw on the tag, whole', () => {
    expect(pathsOf(withTag({}))).toEqual([]);
    expect(pathsOf(withTag({ rate: 1, salt: 'x'.repeat(64), unit: 'visitor' }))).toEqual([]);
    for (const part of ['survey', 'unit', 'salt', 'rate'])
      expect(pathsOf(withTag({ [part]: undefined }))).toEqual([`sample.tag.${part}`]);
  });

  it.each<[string, object]>([
    ['rate', { rate: 1.1 }],
    ['rate', { rate: -0.1 }],
    ['unit', { unit: 'household' }],
    ['salt', { salt: 'x'.repeat(65) }],
    ['survey', { survey: '' }],
  ])('refuses a tag with a bad %s: %o', (part, change) => {
    expect(pathsOf(withTag(change))).toEqual([`sample.tag.${part}`]);
  });

  it('never holds the key of a unit', () => {
    expect(pathsOf(withTag({ unitKey: '0.42' }))).toEqual(['sample.tag']);
  });

  it.each(['load', 'call', 'exit-intent', 'scroll', 'x', `a${'b'.repeat(39)}`])('takes the trigger %s', (trigger) => {
    expect(pathsOf({ ...second, shown: { ...second.shown, trigger } })).toEqual([]);
  });

  it.each(['', 'Load', '1st', '-x', 'after load', 'é', 'load\n', `a${'b'.repeat(40)}`])(
    'refuses the trigger %j',
    (trigger) => {
      expect(pathsOf({ ...second, shown: { ...second.shown, trigger } })).toEqual(['shown.trigger']);
    },
  );
});

describe('both versions', () => {
  it.each([first, second])('refuse a field that does not exist: $schema', (record) => {
    expect(pathsOf({ ...record, ip: '192.0.2.1' })).toEqual(['']);
    expect(pathsOf({ ...record, shown: { ...record.shown, color: 'red' } })).toEqual(['shown']);
  });

  it.each([first, second])('hold a probability of more than 0 and at most 1: $schema', (record) => {
    for (const probability of [0, -0.1, 1.01])
      expect(pathsOf({ ...record, sample: { ...record.sample, probability } })).toEqual(['sample.probability']);
    expect(pathsOf({ ...record, sample: { ...record.sample, probability: 0.005 } })).toEqual([]);
  });
});

it('a version that nobody knows is refused with those that are known', () => {
  const { error } = storedInterview.safeParse({ ...second, schema: 'cx7.interview/3' });
  expect(error?.issues).toMatchObject([{ path: ['schema'], message: 'is none of cx7.interview/1, cx7.interview/2' }]);
});
