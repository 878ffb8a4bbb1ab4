import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

/** Languages with a file of their own: all but English. A test compares them with those that a config may list. */
export const LANGUAGES = ['es', 'zh-Hans', 'zh-Hant', 'vi', 'ko', 'tl', 'ru', 'ar', 'ht', 'pt-BR', 'fr'];

/** What a page view may load, in bytes after brotli at its strongest. 1 kB is 1,024 bytes. */
const BUDGETS = [
  { what: 'a visit that is not asked', files: ['cx7.js'], limit: 3_584 },
  { what: 'a visit that is asked, in English', files: ['cx7.js', 'cx7.survey.js', 'cx7.delivery.js'], limit: 26_624 },
  {
    what: 'the same, its config without a stamp',
    files: ['cx7.js', 'cx7.survey.js', 'cx7.delivery.js', 'cx7.accepts.js'],
    limit: 26_624,
  },
];

/** The most that the words of one more language may weigh. */
const LANGUAGE_LIMIT = 3_072;

const FILES = [
  'js',
  'survey.js',
  'delivery.js',
  'accepts.js',
  'hand.js',
  'extra.js',
  ...LANGUAGES.map((lang) => `${lang}.js`),
  'check.js',
  'all.js',
].map((end) => `cx7.${end}`);

/** The sizes of the built script files as a table, and whether all budgets are kept. */
export function measure(dist = 'dist') {
  const sizes = Object.fromEntries(
    FILES.filter((file) => existsSync(join(dist, file))).map((file) => [file, sizeOf(readFileSync(join(dist, file)))]),
  );
  const weight = (file) => sizes[file]?.brotli ?? 0;
  const [heaviest] = LANGUAGES.map((lang) => `cx7.${lang}.js`).sort((one, other) => weight(other) - weight(one));
  const budgets = [...BUDGETS, { what: `another language (${heaviest})`, files: [heaviest], limit: LANGUAGE_LIMIT }];
  const sums = budgets.map(({ what, files, limit }) => ({
    what,
    limit,
    missing: files.filter((file) => !sizes[file]),
    ...files.reduce((sum, file) => add(sum, sizes[file]), { raw: 0, brotli: 0 }),
  }));
  const over = sums.filter(({ brotli, limit, missing }) => missing.length || brotli > limit);
  const rows = [
    ['', 'minified', 'brotli', 'budget', ''],
    ...Object.entries(sizes).map(([file, { raw, brotli }]) => [file, count(raw), count(brotli), '', '']),
    ...sums.map(({ what, raw, brotli, limit, missing }) => [
      what,
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

/** @param bytes a file's content, as bytes or as text that is ASCII */
export const sizeOf = (bytes) => ({
  raw: bytes.length,
  brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
});

const add = (sum, size) => ({ raw: sum.raw + (size?.raw ?? 0), brotli: sum.brotli + (size?.brotli ?? 0) });

const count = (bytes) => bytes.toLocaleString('en-US');

function aligned(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
