import { existsSync } from 'node:fs';
import type { Filter } from '../collector/filter.ts';
import type { StoreOptions } from '../collector/open.ts';
import type { Store } from '../collector/store.ts';
import type { SurveyConfig } from '../config/schema.ts';
import {
  createTallier,
  createWordingTallier,
  fiscalQuarter,
  midnight,
  type Period,
  textsOf,
  toCsv,
} from '../report/index.ts';
import { type Command, options, UsageError } from './command.ts';
import { neededConfigIn } from './config-file.ts';

export const report: Command = {
  summary: 'prints what a survey’s answers add up to, as JSON or CSV',
  help: `Usage: npx cx7 report <survey> (--quarter 2026Q1 | --from <date> --until <date>) [options]

Reads the database of the collector. The fiscal year begins in October: 2026Q1 is October to December 2025.

  --quarter <yyyyQn>   a quarter of the federal fiscal year
  --from, --until      dates, which begin at midnight, or times (RFC 3339). --until is the first day, or moment,
                       that no longer counts
  --time-zone <name>   whose calendar a quarter and dates go by, such as America/New_York (default: UTC)
  --office <code>      only this office; likewise --channel <channel>, --lang <tag>
  --format <json|csv>  the tally, or the quarterly table: a row for each measure, each wording that it was
                       asked in, and each kind of respondents (default: json)
  --config <file>      the survey's config, for the text of the statements. Give it again for each earlier config whose
                       wording was another: a row has the text that its answers were asked in, or none
  --test               counts test records too
  --data <folder>      folder of the built-in database

Environment:
  DATABASE_URL         a PostgreSQL database, postgres://…; goes before --data`,

  async run(args) {
    const asked = await askedBy(args);
    const { openStore } = await import('../collector/open.ts');
    const store = await openStore(asked.place);
    try {
      return await print(asked, store);
    } finally {
      await store.close();
    }
  },
};

/** A report as it was asked for. */
interface Asked {
  survey: string;
  period: Period;
  timeZone: string;
  filter: Pick<Filter, 'office' | 'channel' | 'lang' | 'test'>;
  format: 'json' | 'csv';
  configs: SurveyConfig[];
  place: StoreOptions;
}

/** What the command line asks for; rejects where it is not understood. */
async function askedBy(args: string[]): Promise<Asked> {
  const { values, positionals } = options('report', args, {
    quarter: { type: 'string' },
    from: { type: 'string' },
    until: { type: 'string' },
    'time-zone': { type: 'string', default: 'UTC' },
    office: { type: 'string' },
    channel: { type: 'string' },
    lang: { type: 'string' },
    format: { type: 'string', default: 'json' },
    config: { type: 'string', multiple: true, default: [] },
    test: { type: 'boolean', default: false },
    data: { type: 'string' },
  });
  const [survey, another] = positionals;
  if (!survey || another)
    throw new UsageError(
      'A report is about one survey.',
      'Name its id: npx cx7 report passport-renewal --quarter 2026Q1',
    );
  const { format, office, channel, lang, test } = values;
  if (format !== 'json' && format !== 'csv')
    throw new UsageError(`There is no format ${format}.`, 'Choose json or csv.');
  const place = placeOf(values.data);
  const timeZone = zone(values['time-zone']);
  const period = periodOf(values, timeZone);
  const configs = await Promise.all(values.config.map((file) => configOf(file, survey)));
  return { survey, period, timeZone, filter: { office, channel, lang, test }, format, configs, place };
}

/** Prints the report; resolves with the exit code. */
async function print({ survey, period, timeZone, filter, format, configs }: Asked, store: Store): Promise<number> {
  const texts = await textsOf(configs);
  const tallier = createTallier({ ...period, test: filter.test });
  const wordingTallier = createWordingTallier({ ...period, test: filter.test, texts });
  for await (const interview of store.interviews({ survey, ...period, ...filter })) {
    tallier.add(interview);
    wordingTallier.add(interview);
  }
  const tally = tallier.result();
  // A config vouches for a survey that nobody has answered yet.
  if (!tally.interviews && !configs.length) await mustBeThere(survey, store);
  const wordings = wordingTallier.result().map((wording) => ({ text: texts[wording.textHash ?? ''], ...wording }));
  tellUnknown(wordings);
  if (!tally.interviews) console.error(`cx7: no interviews of ${survey} from ${period.from} to ${period.until}.`);
  process.stdout.write(
    format === 'csv'
      ? toCsv(wordings, { period, timeZone, texts })
      : `${JSON.stringify({ survey, ...period, tally, wordings }, null, 2)}\n`,
  );
  return 0;
}

/** The database that DATABASE_URL or the folder names; throws where there is none. */
function placeOf(dataFolder: string | undefined): StoreOptions {
  const databaseUrl = process.env.DATABASE_URL || undefined;
  if (databaseUrl) return { databaseUrl };
  if (!dataFolder) throw new UsageError('No database to read.', 'Give its folder with --data, or set DATABASE_URL.');
  if (!existsSync(dataFolder))
    throw new UsageError(`There is no folder ${dataFolder}.`, 'Name the one that npx cx7 serve --data was given.');
  return { dataFolder };
}

/** The stretch of time that the options name. */
function periodOf(
  { quarter, from, until }: Partial<Record<'quarter' | keyof Period, string>>,
  timeZone: string,
): Period {
  if (quarter !== undefined) {
    const other = from !== undefined ? '--from' : until !== undefined ? '--until' : undefined;
    if (other) throw new UsageError(`--quarter and ${other} contradict each other.`, 'Leave one of them out.');
    return fiscalQuarter(quarterOf(quarter), timeZone);
  }
  const period = { from: moment('--from', from, timeZone), until: moment('--until', until, timeZone) };
  if (period.until === period.from) throw emptyPeriod(until);
  if (period.until < period.from) throw new UsageError('The period ends before it begins.', 'Swap --from and --until.');
  return period;
}

/** Where both ends are the same: of a day, the next one is what --until should say. */
function emptyPeriod(until = ''): UsageError {
  if (until.includes('T'))
    return new UsageError('--until is the first moment that no longer counts.', 'Write a later one.');
  const day = new Date(`${until}T00:00:00Z`);
  const name = day.toLocaleDateString('en-US', { month: 'long', day: 'numeric', timeZone: 'UTC' });
  const next = new Date(day.getTime() + 86_400_000).toISOString().slice(0, 10);
  return new UsageError('--until is the first day that no longer counts.', `For ${name} alone write --until ${next}.`);
}

/** Rejects where the database has nothing of a survey: its id may be misspelt. */
async function mustBeThere(survey: string, store: Pick<Store, 'surveys'>): Promise<void> {
  const ids = (await store.surveys()).map((one) => one.survey);
  if (ids.includes(survey)) return;
  const others = ids.length > 10 ? `${ids.slice(0, 10).join(', ')} and ${ids.length - 10} more` : ids.join(', ');
  const what = ids.length
    ? `There ${ids.length === 1 ? 'is' : 'are'} ${others}.`
    : 'This database has no interviews that count.';
  throw new Error(`There is no survey ${survey} here. ${what}`);
}

function quarterOf(text: string): { year: number; quarter: 1 | 2 | 3 | 4 } {
  const [, year, quarter] = /^(?:FY)?(\d{4})-?Q([1-4])$/i.exec(text) ?? [];
  if (!year) throw new UsageError(`--quarter ${text} is not a fiscal quarter.`, 'Write it as 2026Q1.');
  if (Number(year) < FIRST_YEAR) throw tooEarly('--quarter', text);
  return { year: Number(year), quarter: Number(quarter) as 1 | 2 | 3 | 4 };
}

/** A date begins at its midnight in the time zone; a time has an offset of its own. */
function moment(option: string, text: string | undefined, timeZone: string): string {
  if (text === undefined)
    throw new UsageError(`${option} is missing.`, 'Give --quarter 2026Q1, or both --from and --until.');
  // Node reads other forms too, each in its own way.
  const [, date, time] = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/.exec(text) ?? [];
  try {
    const begin = midnight(date ?? text, timeZone);
    if (Number(text.slice(0, 4)) < FIRST_YEAR) throw tooEarly(option, text);
    return time ? new Date(text).toISOString() : begin;
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    const fix = 'Write it as 2026-01-01 or 2026-01-01T00:00:00Z.';
    throw new UsageError(`${option} ${text} is not a date.`, fix, { cause });
  }
}

/** Nobody was asked before it, and of the first centuries neither JavaScript nor a database makes what was meant. */
const FIRST_YEAR = 2000;

const tooEarly = (option: string, text: string) =>
  new UsageError(`${option} ${text} is too early.`, `Choose a year from ${FIRST_YEAR} on.`);

function zone(name: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name;
  } catch (error) {
    throw new UsageError(`--time-zone ${name} is not known.`, 'Write it as America/New_York.', { cause: error });
  }
}

/** A config of the survey. */
async function configOf(file: string, survey: string): Promise<SurveyConfig> {
  const config = await neededConfigIn(file);
  if (config.survey !== survey)
    throw new UsageError(
      `${file} is the config of ${config.survey}, not of ${survey}.`,
      'Name the config of this survey.',
    );
  return config;
}

/** Says which wordings are known by their fingerprint alone. */
function tellUnknown(wordings: readonly { text: string | undefined; textHash: string | null }[]): void {
  const unknown = new Set(wordings.filter(({ text }) => text === undefined).map(({ textHash }) => textHash));
  const isMore = unknown.delete(null);
  if (!unknown.size) return;
  const some = [...unknown].slice(0, 10).join(', ');
  const many = isMore ? `over ${unknown.size} wordings` : `${unknown.size} wording${unknown.size === 1 ? '' : 's'}`;
  console.error(
    `cx7: the text of ${many} is not known: ${some}${unknown.size > 10 ? ' …' : ''}. Give the config that they were asked with: --config survey.json --config survey-2025.json`,
  );
}
