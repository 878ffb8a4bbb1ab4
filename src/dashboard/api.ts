import type { ApartCount, ApartInterview } from '../collector/apart.ts';
import type { Comment } from '../collector/reading.ts';
import type { Refusal } from '../collector/refusals.ts';
import type { SurveySummary } from '../collector/summary.ts';
import type { Tally } from '../report/tally.ts';
import { instantsOf, type Selection } from './selection.ts';

export interface Reading {
  tally: Tally;
  /** When it was counted, RFC 3339. */
  at: string;
}

export interface Comments {
  comments: Comment[];
  next: string | null;
}

/** What the collector has and does not count, and what it refused. */
export interface Besides {
  counts: ApartCount[];
  /** The newest of what is not counted; none where nobody looks at them, since records are large. */
  interviews: ApartInterview[];
  refusals: Refusal[];
}

/** Interviews that somebody who looks at them sees. */
const LOOKED_AT = 20;

export async function getBesides({ survey }: Pick<Selection, 'survey'>, isLooking: boolean): Promise<Besides> {
  const [apart, refused] = await Promise.all([
    get<Omit<Besides, 'refusals'>>('v1/apart', { survey, limit: isLooking ? LOOKED_AT : 0 }),
    get<Pick<Besides, 'refusals'>>('v1/refusals'),
  ]);
  return { ...apart, ...refused };
}

export const getSurveys = async (): Promise<SurveySummary[]> =>
  (await get<{ surveys: SurveySummary[] }>('v1/surveys')).surveys;

export const getTally = (selection: Selection): Promise<Reading> => get<Reading>('v1/tally', filterOf(selection));

export const getComments = (selection: Selection, page: { limit: number; before?: string }): Promise<Comments> =>
  get<Comments>('v1/comments', { ...filterOf(selection), recruitment: selection.recruitment, ...page });

const filterOf = (selection: Selection) => ({
  survey: selection.survey,
  ...instantsOf(selection, new Date()),
  office: selection.office,
  channel: selection.channel,
  lang: selection.lang,
  test: String(selection.test ?? false),
});

/** Addresses are relative to the page, so that all of it may stand behind a path of a proxy. */
async function get<Result>(path: string, query: Record<string, string | number | undefined> = {}): Promise<Result> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  const response = await fetch(search ? `${path}?${search}` : path);
  // The half day of the sign-in is over: the page itself asks for the token again.
  if (response.status === 401) location.reload();
  if (!response.ok) throw new Error(`The collector answered ${response.status}.`);
  return response.json() as Promise<Result>;
}
