import { MEASURES } from '../instrument/measures.ts';
import { dateAt, type Period } from './quarter.ts';
import type { Recruitment, Weighted } from './tally.ts';
import type { WordingTally } from './wordings.ts';

export interface CsvOptions {
  /** What the tally covers; `end_date` is the last day that belongs to it. */
  period: Period;
  /** Whose calendar names the days, IANA name. Default UTC. */
  timeZone?: string | undefined;
  /** Statements by fingerprint, see {@link textsOf}. A row has the one that its answers were asked in, and no other. */
  texts: Readonly<Record<string, string>>;
  /** Whose answers. Default: everybody's, each kind in rows of its own. */
  recruitment?: Recruitment | undefined;
}

const COLUMNS = [
  'standardized_question_number',
  'standardized_question_identifier',
  'customized_question_text',
  'likert_scale_1',
  'likert_scale_2',
  'likert_scale_3',
  'likert_scale_4',
  'likert_scale_5',
  'response_volume',
  'notes',
  'start_date',
  'end_date',
];

/**
 * The long form of the quarterly table as CSV (RFC 4180), with a byte order mark, without which spreadsheets take it for
 * another encoding. A measure has a row for each wording that it was asked in, and for each kind of respondents; without
 * any it has one that says "No data". The counts are unweighted; the weighted mean stands in the notes.
 */
export function toCsv(wordings: readonly WordingTally[], { period, timeZone, texts, recruitment }: CsvOptions): string {
  const days = [dateAt(Date.parse(period.from), timeZone), dateAt(Date.parse(period.until) - 1, timeZone)];
  const wanted = wordings.filter((wording) => !recruitment || wording.recruitment === recruitment);
  const rows = MEASURES.flatMap((measure, index) => {
    const asked = wanted.filter((wording) => wording.measure === measure);
    const cells = asked.length ? asked.map((wording) => cellsOf(wording, texts)) : [['', ...NOTHING, 'No data']];
    return cells.map((own) => [index + 1, measure, ...own, ...days]);
  });
  return `\ufeff${[COLUMNS, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

/** Counts that nobody knows, which is not 0. */
const NOTHING = ['', '', '', '', '', ''];

/** From the statement to the notes. */
function cellsOf(wording: WordingTally, texts: CsvOptions['texts']): (string | number)[] {
  const { textHash, lang, counts, n, weighted, recruitment } = wording;
  const text = textHash !== null && Object.hasOwn(texts, textHash) ? texts[textHash] : undefined;
  const unknown = textHash === null ? 'other texts that are' : `text ${textHash} (${lang}) is`;
  const notes = [
    n === 0 && 'No data',
    recruitment === 'sampled-offer' ? weighted && weightedNote(weighted) : KIND[recruitment],
    text === undefined && `${unknown} in no config that was given`,
  ];
  return [text ?? '', ...(n === 0 ? NOTHING : [...counts, n]), notes.filter(Boolean).join('; ')];
}

const weightedNote = ({ mean, effectiveN }: Weighted): string =>
  `weighted mean ${mean.toFixed(2)}, effective n ${Math.round(effectiveN)}`;

/** What is said of those who were not drawn. */
const KIND = { 'self-initiated': 'came by themselves, not weighted', forced: 'previews' } as const;

/** A text that begins like a formula would be run by a spreadsheet; an apostrophe before it keeps it a text. */
function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
