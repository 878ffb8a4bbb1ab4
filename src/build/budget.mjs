import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { OTHER_LANGUAGES, SCRIPTS } from './scripts.mjs';

/** What pages load, in bytes after brotli at its strongest. 1 kB is 1,024 bytes. */
const ASKED = ['cx7.js', 'cx7.survey.js'];
const ASKED_LIMIT = 28_672;
const LANGUAGE_LIMIT = 3_072;

/** Realistic page views: what each loads, and how much that may weigh. */
const VIEWS = [
  { what: 'not asked', files: ['cx7.js'], limit: 3_584 },
  { what: 'asked, in English', files: ASKED, limit: ASKED_LIMIT },
  {
    what: 'asked, in Spanish, with an accent of the team’s own',
    files: [...ASKED, 'cx7.es.js'],
    limit: ASKED_LIMIT + LANGUAGE_LIMIT,
  },
  { what: 'asked after a call, with a key and an office', files: ASKED, limit: ASKED_LIMIT },
  {
    what: 'asked, answers handed to a function of the page',
    files: [...ASKED, 'cx7.adapter-function.js'],
    limit: ASKED_LIMIT + 1_024,
  },
];

/** The sizes of the built script files as a table, and whether all budgets are kept. */
export function measure(dist = 'dist') {
  const sizes = Object.fromEntries(
    SCRIPTS.filter((file) => existsSync(join(dist, file))).map((file) => [
      file,
      sizeOf(readFileSync(join(dist, file))),
    ]),
  );
  const weight = (file) => sizes[file]?.brotli ?? 0;
  const [heaviest] = OTHER_LANGUAGES.map((tag) => `cx7.${tag}.js`).sort((one, other) => weight(other) - weight(one));
  const views = [...VIEWS, { what: `one more language (${heaviest})`, files: [heaviest], limit: LANGUAGE_LIMIT }];
  const sums = views.map(({ what, files, limit }) => ({
    what,
    limit,
    scripts: files.length,
    missing: files.filter((file) => !sizes[file]),
    ...files.reduce((sum, file) => add(sum, sizes[file]), { raw: 0, brotli: 0 }),
  }));
  const over = sums.filter(({ brotli, limit, missing }) => missing.length || brotli > limit);
  const rows = [
    ['file', '', 'minified', 'brotli', 'budget', ''],
    ...Object.entries(sizes).map(([file, { raw, brotli }]) => [file, '', count(raw), count(brotli), '', '']),
    ['page view', 'scripts', 'minified', 'brotli', 'budget', ''],
    ...sums.map(({ what, scripts, raw, brotli, limit, missing }) => [
      what,
      count(scripts),
      count(raw),
      count(brotli),
      count(limit),
      missing.length
        ? `${missing} missing`
        : brotli > limit
          ? `${count(brotli - limit)} over`
          : `${count(limit - brotli)} left`,
    ]),
  ];
  return { table: aligned(rows), kept: over.length === 0, over: over.map(({ what }) => what), sizes };
}

/** @param content of a file, as bytes or as text, which is counted as UTF-8 */
export const sizeOf = (content) => ({
  raw: Buffer.byteLength(content),
  brotli: brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
});

const add = (sum, size) => ({ raw: sum.raw + (size?.raw ?? 0), brotli: sum.brotli + (size?.brotli ?? 0) });

export const count = (number) => number.toLocaleString('en-US');

export function aligned(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[column])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
