import type { StoredInterview } from '../record/schema.ts';
import type { Database } from './database.ts';
import { heavy } from './filter.ts';
import { REASONS, type Reason, type Standing } from './standing.ts';
import { stretches } from './stretches.ts';
import { leastProbability } from './weights.ts';

/** Interviews that are kept and not counted, by why. */
export interface ApartCount {
  standing: Exclude<Standing, 'counted'>;
  reason: Reason;
  /** The reason in words. */
  why: string;
  interviews: number;
  /** Whether there may be more: of surveys that are not listed, 100,000 are counted. */
  orMore: boolean;
}

/** One of them, for whoever wants to look. */
export interface ApartInterview extends Omit<ApartCount, 'interviews' | 'orMore'> {
  id: string;
  /** When it is filed, and by whose clock. */
  offered: string;
  clock: 'device' | 'collector';
  arrived: string;
  /** As it was sent; `null` where an older version stored what nobody can read. */
  record: StoredInterview | null;
}

export interface ApartPage {
  interviews: ApartInterview[];
  next: string | null;
}

/** Unlisted surveys are counted so far and no further: anybody can make up more of them. */
const MOST_UNLISTED = 100_000;

/** The heaviest that are listed. */
const MOST_HEAVY = 1000;

interface Counted {
  standing: ApartCount['standing'];
  reason: Reason;
  interviews: number;
}

/** How many interviews are kept apart: of one survey, and of surveys that are not listed. */
export async function countApart(query: Database['query'], survey: string | undefined): Promise<ApartCount[]> {
  const counts = new Map<Reason, Counted>();
  const add = (row: Counted) => {
    const before = counts.get(row.reason)?.interviews ?? 0;
    if (row.interviews) counts.set(row.reason, { ...row, interviews: before + row.interviews });
  };
  if (survey !== undefined) {
    for await (const { where, values } of stretches(query, { standing: 'apart', survey }, ofSurvey(survey)))
      for (const row of await query<Counted>(
        `select standing, reason, count(*)::int as interviews from interviews where ${where} group by standing, reason`,
        values,
      ))
        add(row);
    const [heavyOnes] = await query<{ n: number }>(`select count(*)::int as n from interviews where ${HEAVY}`, [
      survey,
      await leastProbability(query, survey),
    ]);
    add({ standing: 'doubtful', reason: 'weight', interviews: heavyOnes?.n ?? 0 });
  }
  const [unlisted] = await query<{ n: number }>(
    `select count(*)::int as n from (select 1 from interviews where reason = 'survey' limit ${MOST_UNLISTED}) as unlisted`,
  );
  add({ standing: 'unlisted', reason: 'survey', interviews: unlisted?.n ?? 0 });
  return [...counts.values()]
    .map((count) => ({
      ...count,
      why: REASONS[count.reason],
      orMore: count.reason === 'survey' && count.interviews >= MOST_UNLISTED,
    }))
    .sort((one, other) => (`${one.standing} ${one.reason}` < `${other.standing} ${other.reason}` ? -1 : 1));
}

/** Those of unlisted surveys are counted by themselves. */
const ofSurvey = (survey: string) => ({ where: `survey = $1 and reason is distinct from 'survey'`, values: [survey] });

const HEAVY = `survey = $1 and standing = 'counted' and recruitment = 'sampled-offer' and ${heavy(2)}`;

interface Row {
  id: string;
  standing: ApartInterview['standing'];
  reason: Reason;
  offered: Date;
  clock: ApartInterview['clock'];
  received_at: Date;
  /** Parsed when it came, or when it was judged; null where that failed. */
  record: StoredInterview | null;
}

/** The newest of them first. `before` is the `next` of the page before. */
export async function listApart(
  query: Database['query'],
  survey: string | undefined,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<ApartPage> {
  const [offered = '9999-12-31T23:59:59.999Z', id = 'ffffffff-ffff-ffff-ffff-ffffffffffff'] = before?.split('_') ?? [];
  const newest = (from: string, where: string, values: unknown[]) =>
    query<Row>(
      `select ${SHOWN} from ${from} where ${where}
         and (offered, id) < ($${values.length + 1}::timestamptz, $${values.length + 2}::uuid)
       order by offered desc, id desc limit ${limit + 1}`,
      [...values, offered, id],
    );
  const rows = await newest('interviews', `reason = 'survey'`, []);
  if (survey !== undefined) {
    const { where, values } = ofSurvey(survey);
    rows.push(...(await newest('interviews', `standing <> 'counted' and ${where}`, values)));
    const heaviest = `(select * from interviews where ${HEAVY} order by probability limit ${MOST_HEAVY}) as heaviest`;
    rows.push(...(await newest(heaviest, 'true', [survey, await leastProbability(query, survey)])));
  }
  const sorted = rows.sort((one, other) => (placeOf(one) < placeOf(other) ? 1 : -1));
  const last = sorted.length > limit ? sorted[limit - 1] : undefined;
  return {
    interviews: sorted.slice(0, limit).map(({ received_at, offered: filed, ...row }) => ({
      ...row,
      why: REASONS[row.reason],
      offered: filed.toISOString(),
      arrived: received_at.toISOString(),
    })),
    next: last ? placeOf(last) : null,
  };
}

const SHOWN = `id, offered, clock, received_at,
  case when standing = 'counted' then 'doubtful' else standing end as standing,
  case when standing = 'counted' then 'weight' else reason end as reason,
  case when reason is distinct from 'unreadable' then record end as record`;

const placeOf = ({ offered, id }: Row): string => `${offered.toISOString()}_${id}`;
