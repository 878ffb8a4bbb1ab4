import { MEASURES, type Measure } from '../instrument/measures.ts';
import { dateAt, type Period } from './quarter.ts';
import type { Recruitment, Tally } from './tally.ts';

export interface CsvOptions {
  /** What the tally covers; `end_date` is the last day that belongs to it. */
  period: Period;
  /** Whose calendar names the days, IANA name. Default UTC. */
  timeZone?: string | undefined;
  /** The statements as they were asked. */
  texts: Partial<Record<Measure, string>>;
  /** Whose answers. Default: those who were drawn. */
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
 * The long form of the quarterly table, one row a measure, as CSV (RFC 4180). The counts are unweighted; the weighted
 * mean stands in the notes. Without answers the counts stay empty, because nothing is known, which is not 0.
 */
export function toCsv(tally: Tally, { period, timeZone, texts, recruitment = 'sampled-offer' }: CsvOptions): string {
  const days = [dateAt(Date.parse(period.from), timeZone), dateAt(Date.parse(period.until) - 1, timeZone)];
  const rows = MEASURES.map((measure, index) => {
    const { counts, n, weighted } = tally.groups[recruitment].measures[measure];
    const note = weighted
      ? `weighted mean ${weighted.mean.toFixed(2)}, effective n ${Math.round(weighted.effectiveN)}`
      : '';
    const numbers = n === 0 ? ['', '', '', '', '', '', 'No data'] : [...counts, n, note];
    return [index + 1, measure, texts[measure] ?? '', ...numbers, ...days];
  });
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A text that begins like a formula would be run by a spreadsheet; an apostrophe before it keeps it a text. */
function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
