import { describe, expect, it } from 'vitest';
import type { SurveyConfig } from '../../src/config/schema.ts';
import { settle } from '../../src/config/settle.ts';
import { en, fingerprint, MEASURES, type Measure, statementOf } from '../../src/instrument/index.ts';
import { pack as es } from '../../src/instrument/languages/es.ts';
import { fiscalQuarter, tallyWordings, textsOf, toCsv } from '../../src/report/index.ts';
import { anInterview } from './interviews.ts';

const config: SurveyConfig = {
  survey: 'passport-renewal',
  names: { service: 'Passport Renewal' },
  endpoint: '/v1/interviews',
};
const renamed: SurveyConfig = { ...config, names: { service: 'Online Passport Renewal' } };
const period = fiscalQuarter({ year: 2026, quarter: 4 });

const asked = (measure: Measure, by: SurveyConfig, pack = en) => statementOf(measure, pack, settle(by)).text;
const hash = (measure: Measure, by: SurveyConfig, pack = en) => fingerprint(asked(measure, by, pack));

/** The rows of the table as cells, without its head. */
const table = async (interviews: Parameters<typeof tallyWordings>[0], configs: SurveyConfig[]) =>
  toCsv(tallyWordings(interviews), { period, texts: await textsOf(configs) })
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((row) => row.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/));

describe('a row of the quarterly table', () => {
  it('has the wording that its answers were asked in, and no other: several rows where there are several', async () => {
    const interviews = [
      anInterview({ scores: { trust: 5 }, hashes: { trust: hash('trust', config) } }),
      anInterview({ scores: { trust: 4 }, hashes: { trust: hash('trust', renamed) } }),
      anInterview({ scores: { trust: 3 }, hashes: { trust: hash('trust', renamed) } }),
      anInterview({ scores: { trust: 2 }, hashes: { trust: hash('trust', renamed, es) }, lang: 'es' }),
    ];
    const rows = (await table(interviews, [config, renamed])).filter(([, measure]) => measure === 'trust');
    expect(rows.map(([, , text, ...numbers]) => [text, ...numbers.slice(0, 6)])).toEqual([
      [asked('trust', renamed), '0', '0', '1', '1', '0', '2'],
      ...[
        [asked('trust', config), '0', '0', '0', '0', '1', '1'],
        [asked('trust', renamed, es), '0', '1', '0', '0', '0', '1'],
      ].sort(([one = ''], [other = '']) => fingerprint(one).localeCompare(fingerprint(other))),
    ]);
  });

  it('has no text where no config that was given asked so, and says so', async () => {
    const interviews = [anInterview({ scores: { trust: 5 }, hashes: { trust: hash('trust', renamed) } })];
    const [, trust] = await table(interviews, [config]);
    expect(trust?.[2]).toBe('');
    expect(trust?.[9]).toBe(
      `"weighted mean 5.00, effective n 1; text ${hash('trust', renamed)} (en) is in no config that was given"`,
    );
  });

  it('has the text of a statement that names nobody without any config', async () => {
    const interviews = [anInterview({ scores: { ease: 5 }, hashes: { ease: hash('ease', config) } })];
    expect((await table(interviews, []))[3]?.[2]).toBe('It was easy to complete what I needed to do.');
  });

  it('has the answers of those who came by themselves, apart from those who were drawn', async () => {
    const textHash = hash('trust', config);
    const came = anInterview({ recruitment: 'self-initiated', scores: { trust: 2 }, hashes: { trust: textHash } });
    const drawn = anInterview({ scores: { trust: 4 }, hashes: { trust: textHash } });
    const notes = (rows: string[][]) =>
      rows.filter(([, measure]) => measure === 'trust').map((row) => [row[8], row[9]?.replaceAll('"', '')]);
    expect(notes(await table([came], [config]))).toEqual([['1', 'came by themselves, not weighted']]);
    expect(notes(await table([came, drawn], [config]))).toEqual([
      ['1', 'weighted mean 4.00, effective n 1'],
      ['1', 'came by themselves, not weighted'],
    ]);
  });

  it('says that there is no data where a statement was shown and left open, and where it was never shown', async () => {
    const interviews = [anInterview({ states: { ease: 'skipped' }, hashes: { ease: hash('ease', config) } })];
    const rows = await table(interviews, [config]);
    expect(rows[3]?.slice(2, 10)).toEqual([asked('ease', config), '', '', '', '', '', '', 'No data']);
    expect(rows[4]?.slice(2, 10)).toEqual(['', '', '', '', '', '', '', 'No data']);
  });
});

describe('a tally by wording', () => {
  it('counts each interview at its highest revision, within the period, and tests only where they are asked for', () => {
    const one = anInterview({ revision: 1, scores: { trust: 1 } });
    const interviews = [
      one,
      anInterview({ id: one.id, revision: 2, scores: { trust: 5 } }),
      anInterview({ test: true, scores: { trust: 1 } }),
      anInterview({ offered: '2020-01-01T00:00:00.000Z', scores: { trust: 1 } }),
      anInterview({ disposition: 'opened', scores: { trust: 1 }, hashes: { trust: '11111111' } }),
    ];
    const tallied = tallyWordings(interviews, { from: '2025-01-01T00:00:00Z' }).filter(({ n }) => n > 0);
    expect(tallied).toMatchObject([{ measure: 'trust', textHash: '00000000', counts: [0, 0, 0, 0, 1], n: 1 }]);
    const withTests = tallyWordings(interviews, { test: true }).filter(({ measure }) => measure === 'trust');
    expect(withTests.map(({ n }) => n)).toEqual([3]);
  });
});

describe('statements that somebody made up', () => {
  /** Records of a stranger, each of whose answers names a statement that nobody has ever seen. */
  const forged = Array.from({ length: 300 }, (_, index) =>
    anInterview({
      scores: Object.fromEntries(MEASURES.map((measure) => [measure, 1])),
      hashes: Object.fromEntries(
        MEASURES.map((measure, nth) => [measure, (index * 7 + nth).toString(16).padStart(8, '0')]),
      ),
    }),
  );
  const honest = anInterview({
    scores: { trust: 5 },
    hashes: { satisfaction: hash('satisfaction', config), trust: hash('trust', config) },
  });

  it('fill no table with rows, and their answers are counted all the same', async () => {
    const wordings = tallyWordings(forged);
    for (const measure of MEASURES) {
      const rows = wordings.filter((wording) => wording.measure === measure);
      expect(rows.length).toBeLessThanOrEqual(51);
      expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(300);
    }
    const trust = (await table(forged, [config])).filter(([, measure]) => measure === 'trust');
    expect(trust[0]?.slice(2, 10)).toEqual([
      ...['', '250', '0', '0', '0', '0', '250'],
      '"weighted mean 1.00, effective n 250; other texts that are in no config that was given"',
    ]);
  });

  it('leave a row to each statement that is known', async () => {
    const texts = await textsOf([config]);
    const known = tallyWordings([...forged, honest], { texts }).filter(({ textHash }) => textHash && texts[textHash]);
    expect(known).toMatchObject([{ measure: 'satisfaction' }, { measure: 'trust', n: 1, lang: 'en' }]);
  });
});
