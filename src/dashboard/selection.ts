import { fiscalQuarter, quarterOf } from '../report/quarter.ts';
import type { Recruitment } from '../report/tally.ts';

/** What the reader has chosen to see. It lives in the page's address, so that a link shows the same. */
export interface Selection {
  survey: string;
  period: PeriodName;
  /** First and last day of a `custom` period, `YYYY-MM-DD`, both of which belong to it. */
  first: string;
  last: string;
  office: string;
  channel: string;
  lang: string;
  recruitment: Recruitment;
  /** `null`: not chosen. Then tests show where there is nothing else. */
  test: boolean | null;
  view: 'chart' | 'table';
}

export type PeriodName = 'week' | 'month' | 'quarter' | 'last-quarter' | 'year' | 'all' | 'custom';

export const PERIOD: Record<PeriodName, string> = {
  week: 'Last 7 days',
  month: 'Last 30 days',
  quarter: 'This fiscal quarter',
  'last-quarter': 'Last fiscal quarter',
  year: 'This fiscal year',
  all: 'All time',
  custom: 'From … to …',
};

const START: Selection = {
  survey: '',
  period: 'all',
  first: '',
  last: '',
  office: '',
  channel: '',
  lang: '',
  recruitment: 'sampled-offer',
  test: null,
  view: 'chart',
};

/** Reads an address's query. What it does not say, or says wrongly, is as at the start. */
export function readSelection(query: string): Selection {
  const given = new URLSearchParams(query);
  const text = (name: string) => given.get(name) ?? '';
  const oneOf = <Value extends string>(name: string, values: readonly Value[], otherwise: Value): Value =>
    values.find((value) => value === given.get(name)) ?? otherwise;
  return {
    survey: text('survey'),
    period: oneOf('period', Object.keys(PERIOD) as PeriodName[], START.period),
    first: isDay(text('first')) ? text('first') : '',
    last: isDay(text('last')) ? text('last') : '',
    office: text('office'),
    channel: text('channel'),
    lang: text('lang'),
    recruitment: oneOf('recruitment', ['sampled-offer', 'self-initiated', 'forced'], START.recruitment),
    test: given.has('test') ? given.get('test') === 'true' : null,
    view: oneOf('view', ['chart', 'table'], START.view),
  };
}

/** Whether there is such a day, from 1900 on: before, `Date` takes 26 for 1926, and the collector has no year 0. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < '1900') return false;
  const day = new Date(`${text}T00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The query that {@link readSelection} reads back; only what differs from the start. */
export function writeSelection(selection: Selection): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(selection))
    if (value !== START[name as keyof Selection]) query.set(name, String(value));
  return query.toString();
}

/** The instants of a period on the reader's clock; either may be missing. */
export function instantsOf(
  { period, first, last }: Pick<Selection, 'period' | 'first' | 'last'>,
  now: Date,
): { from?: string; until?: string } {
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const current = quarterOf(now, timeZone);
  switch (period) {
    case 'week':
      return { from: midnight(now, -6).toISOString() };
    case 'month':
      return { from: midnight(now, -29).toISOString() };
    case 'quarter':
      return fiscalQuarter(current, timeZone);
    case 'last-quarter':
      return fiscalQuarter(before(current), timeZone);
    case 'year':
      return {
        from: fiscalQuarter({ ...current, quarter: 1 }, timeZone).from,
        until: fiscalQuarter({ ...current, quarter: 4 }, timeZone).until,
      };
    case 'custom':
      return {
        ...(first ? { from: midnight(new Date(`${first}T00:00`), 0).toISOString() } : {}),
        ...(last ? { until: midnight(new Date(`${last}T00:00`), 1).toISOString() } : {}),
      };
    case 'all':
      return {};
  }
}

const before = ({ year, quarter }: ReturnType<typeof quarterOf>): ReturnType<typeof quarterOf> =>
  quarter === 1 ? { year: year - 1, quarter: 4 } : { year, quarter: (quarter - 1) as 1 | 2 | 3 };

const midnight = (day: Date, plus: number) => new Date(day.getFullYear(), day.getMonth(), day.getDate() + plus);
