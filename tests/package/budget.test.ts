import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { measure } from '../../src/build/budget.mjs';

let dist: string;
beforeEach(() => {
  dist = mkdtempSync(join(tmpdir(), 'cx7-budget-'));
  for (const file of ['cx7.js', 'cx7.survey.js', 'cx7.es.js', 'cx7.adapter-function.js']) write(file, 1_000);
});
afterEach(() => rmSync(dist, { recursive: true, force: true }));

/** Random bytes, which no compression makes smaller. */
const write = (file: string, bytes: number) => writeFileSync(join(dist, file), randomBytes(bytes));

it('passes a build that keeps every budget', () => {
  expect(measure(dist)).toMatchObject({ kept: true, over: [] });
});

it('refuses a loader above 3.5 kB', () => {
  write('cx7.js', 3_600);
  expect(measure(dist)).toMatchObject({ kept: false, over: ['not asked'] });
});

it('adds up what one visit loads', () => {
  write('cx7.survey.js', 28_000);
  const { over, table } = measure(dist);
  expect(over).toContain('asked, in English');
  expect(over).not.toContain('not asked');
  expect(table).toMatch(/ over$/m);
});

it('refuses a language above 3 kB, whichever it is', () => {
  write('cx7.vi.js', 3_100);
  expect(measure(dist)).toMatchObject({ kept: false, over: ['one more language (cx7.vi.js)'] });
});

it('does not take a file that was not built for a light one', () => {
  rmSync(join(dist, 'cx7.survey.js'));
  const { kept, table } = measure(dist);
  expect(kept).toBe(false);
  expect(table).toMatch(/cx7\.survey\.js missing$/m);
});
