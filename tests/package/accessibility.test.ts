import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './packed.ts';

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const report = read('ACCESSIBILITY.md');

/** The rows of a section's table, without its head. */
const rows = (section: string) =>
  report
    .split(/^#+ /m)
    .find((part) => part.startsWith(section))
    ?.split('\n')
    .filter((line) => /^\| \d/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, criterion = '', level = '', remarks = '']) => ({ criterion, level, remarks })) ?? [];

/** The tests that a text names: `file`: "title"; "title". */
const named = (text: string) =>
  [...text.matchAll(/`(tests\/[^`]+)`: ((?:"[^"]+"(?:; )?)+)/g)].flatMap(([, file = '', titles = '']) =>
    [...titles.matchAll(/"([^"]+)"/g)].map(([, title = '']) => ({ file, title })),
  );

/** WCAG 2.2, levels A and AA, without 4.1.1, which it has removed. */
const WCAG = {
  'WCAG 2.2, level A\n':
    '1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2',
  'WCAG 2.2, level AA\n':
    '1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3',
};
const SECTION_508 = {
  'Chapter 3': '302.1 302.2 302.3 302.4 302.5 302.6 302.7 302.8 302.9',
  'Chapter 5': '501.1 502 503.2 503.3 503.4 504',
  'Chapter 6': '602.2 602.3 602.4 603',
};

describe('the accessibility conformance report', () => {
  it('is of the version that is published', () => {
    const { version } = JSON.parse(read('package.json'));
    expect(report).toContain(`| Version | ${version} |`);
  });

  it.each(Object.entries({ ...WCAG, ...SECTION_508 }))('has every criterion, in order: %s', (section, criteria) => {
    expect(rows(section).map(({ criterion }) => criterion.split(' ')[0])).toEqual(criteria.split(' '));
  });

  it.each(Object.keys({ ...WCAG, ...SECTION_508 }))('claims nothing without a test: %s', (section) => {
    for (const { criterion, level, remarks } of rows(section)) {
      expect(['Supports', 'Partially supports', 'Does not support', 'Not applicable', 'Not tested']).toContain(level);
      expect(remarks, criterion).not.toBe('');
      if (level === 'Supports') expect(named(remarks), criterion).not.toEqual([]);
    }
  });

  it('names only tests that there are', () => {
    const all = named(report);
    expect(all.length).toBeGreaterThan(50);
    expect(all.length).toBe((report.match(/"/g)?.length ?? 0) / 2);
    const missing = all.filter(({ file, title }) => {
      // As the title stands in the file, `…` for what is put into it.
      const source = read(file)
        .replace(/\$\{[^}]*\}|%s/g, '…')
        .replace(/\(\s+/g, '(');
      return !["'", '`'].some((quote) => source.includes(`(${quote}${title}${quote},`));
    });
    expect(missing).toEqual([]);
  });

  it('is linked from the README', () => {
    expect(read('README.md')).toContain('](ACCESSIBILITY.md)');
  });
});
