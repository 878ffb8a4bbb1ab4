import { describe, expect, it } from 'vitest';
import { MEASURES } from '../../src/instrument/measures.ts';
import { type CsvOptions, fiscalQuarter, tallyWordings, toCsv } from '../../src/report/index.ts';
import { anInterview } from './interviews.ts';

const period = fiscalQuarter({ year: 2026, quarter: 4 });
const days = '2026-07-01,2026-09-30';
const three = [1, 3, 5].map((satisfaction) => anInterview({ scores: { satisfaction } }));

/** The table of some interviews, line by line. */
const lines = (interviews = three, options: Partial<CsvOptions> = {}) =>
  toCsv(tallyWordings(interviews), { period, texts: { '00000000': 'Asked.' }, ...options }).split('\r\n');
/** How one statement's text stands in the table. */
const written = (text: string) => {
  const [, row = ''] = lines(three, { texts: { '00000000': text } });
  return row.slice('1,satisfaction,'.length, -`,1,0,1,0,1,3,"weighted mean 3.00, effective n 3",${days}`.length);
};

describe('a row', () => {
  it('of a measure with answers', () => {
    expect(lines()[1]).toBe(`1,satisfaction,Asked.,1,0,1,0,1,3,"weighted mean 3.00, effective n 3",${days}`);
  });

  it('of a measure without any is empty but for its name and the days', () => {
    expect(lines()[2]).toBe(`2,trust,,,,,,,,No data,${days}`);
  });

  it('that begins the table has a byte order mark before it, by which spreadsheets know the encoding', () => {
    expect(lines()[0]).toMatch(/^\ufeffstandardized_question_number,/);
  });

  it('each ends with CR LF, the last one too, and nothing else stands between them', () => {
    const all = lines();
    expect(all).toHaveLength(MEASURES.length + 2);
    expect(all.at(-1)).toBe('');
    expect(all.slice(1, -1).map((row) => row.split(',').slice(0, 2))).toEqual(
      MEASURES.map((measure, index) => [`${index + 1}`, measure]),
    );
  });

  it('says nothing of weights where nobody was drawn', () => {
    const came = [anInterview({ recruitment: 'self-initiated', scores: { satisfaction: 2 } })];
    const row = `1,satisfaction,Asked.,0,1,0,0,0,1,"came by themselves, not weighted",${days}`;
    expect(lines(came)[1]).toBe(row);
    expect(lines(came, { recruitment: 'self-initiated' })[1]).toBe(row);
    expect(lines(came, { recruitment: 'sampled-offer' })[1]).toBe(`1,satisfaction,,,,,,,,No data,${days}`);
  });
});

describe('a cell', () => {
  it.each([
    ['plain text', 'I am satisfied.', 'I am satisfied.'],
    ['a comma', 'a, b', '"a, b"'],
    ['a quotation mark', 'the "best"', '"the ""best"""'],
    ['a line break', 'a\nb', '"a\nb"'],
    ['a carriage return', 'a\rb', '"a\rb"'],
  ])('with %s', (_, text, cell) => {
    expect(written(text)).toBe(cell);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('that a spreadsheet would run is made a text: %j', (text) => {
    expect(written(text)).toBe(`'${text}`);
  });

  it('that begins with a carriage return, too', () => {
    expect(written('\r=1')).toBe('"\'\r=1"');
  });

  it('that has such a sign further on stays as it is', () => {
    expect(written('1 = 1')).toBe('1 = 1');
  });
});
