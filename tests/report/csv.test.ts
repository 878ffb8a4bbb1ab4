import { describe, expect, it } from 'vitest';
import { fiscalQuarter, tallyWordings, toCsv } from '../../src/report/index.ts';
import { anInterview } from './interviews.ts';

const period = fiscalQuarter({ year: 2026, quarter: 4 });
const rows = (csv: string) => csv.trimEnd().split('\r\n');

describe('the quarterly table in long form, of records of both versions', () => {
  const csv = toCsv(
    tallyWordings(
      ([2, 4, 4] as const).map((satisfaction, index) =>
        anInterview({
          version: index ? 2 : 1,
          scores: { satisfaction },
          hashes: { satisfaction: 'aaaaaaaa', trust: 'bbbbbbbb' },
          states: { trust: 'skipped' },
        }),
      ),
      period,
    ),
    {
      period,
      texts: { aaaaaaaa: 'I am satisfied, "by and large".', bbbbbbbb: '=1+1' },
    },
  );

  it('has one row a measure below the published column names', () => {
    expect(rows(csv)).toHaveLength(8);
    expect(rows(csv)[0]).toBe(
      '\ufeffstandardized_question_number,standardized_question_identifier,customized_question_text,likert_scale_1,likert_scale_2,likert_scale_3,likert_scale_4,likert_scale_5,response_volume,notes,start_date,end_date',
    );
  });

  it('gives counts, the weighted mean in the notes, and the quarter’s last day as its end', () => {
    expect(rows(csv)[1]).toBe(
      '1,satisfaction,"I am satisfied, ""by and large"".",0,1,0,2,0,3,"weighted mean 3.33, effective n 3",2026-07-01,2026-09-30',
    );
  });

  it('leaves counts empty where there is no data, and defuses what a spreadsheet would run', () => {
    expect(rows(csv)[2]).toBe("2,trust,'=1+1,,,,,,,No data,2026-07-01,2026-09-30");
  });

  it('names the days of the office’s own calendar', () => {
    const timeZone = 'America/New_York';
    const local = fiscalQuarter({ year: 2026, quarter: 4 }, timeZone);
    const [, first] = rows(toCsv(tallyWordings([]), { period: local, timeZone, texts: {} }));
    expect(first).toMatch(/No data,2026-07-01,2026-09-30$/);
  });
});
