import type { StoredInterview } from '../record/schema.ts';
import type { Database } from './database.ts';
import { heavy } from './filter.ts';
import { REASONS, type Reason, type Standing } from './standing.ts';
import { leastProbability } from './weights.ts';

/** Interviews that are kept and not counted, by why. */
export interface ApartCount {
  standing: Exclude<Standing, 'counted'>;
  reason: Reason;
  /** The reason in words. */
  why: string;
  interviews: number;
}

/** One of them, for whoever wants to look. */
export interface ApartInterview extends Omit<ApartCount, 'interviews'> {
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

/** How many interviews are kept apart: those of one survey and, since anybody can make up names, all of unlisted surveys. */
export async function countApart(query: Database['query'], survey: string | undefined): Promise<ApartCount[]> {
  const least = survey === undefined ? 0 : await leastProbability(query, survey);
  const counts = await query<Omit<ApartCount, 'why'>>(
    `select standing, reason, count(*)::int as interviews from
       (select ${STANDING} from interviews where ${APART}) as apart
     group by standing, reason order by standing, reason`,
    [survey ?? null, least],
  );
  return counts.map((count) => ({ ...count, why: REASONS[count.reason] }));
}

const APART = `(standing <> 'counted' and (survey = $1 or reason = 'survey'))
  or (survey = $1 and standing = 'counted' and ${heavy(2)})`;

const STANDING = `case when standing = 'counted' then 'doubtful' else standing end as standing,
  case when standing = 'counted' then 'weight' else reason end as reason`;

interface Row {
  id: string;
  standing: ApartInterview['standing'];
  reason: Reason;
  offered: Date;
  clock: ApartInterview['clock'];
  received_at: Date;
  record: StoredInterview | null;
}

/** The newest of them first. `before` is the `next` of the page before. */
export async function listApart(
  query: Database['query'],
  survey: string | undefined,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<ApartPage> {
  const least = survey === undefined ? 0 : await leastProbability(query, survey);
  const [offered, id] = before?.split('_') ?? [];
  const rows = await query<Row>(
    `select id, ${STANDING}, offered, clock, received_at,
       case when reason is distinct from 'unreadable' then record end as record
     from interviews where (${APART}) ${before ? 'and (offered, id) < ($3::timestamptz, $4::uuid)' : ''}
     order by offered desc, id desc limit ${limit + 1}`,
    [survey ?? null, least, ...(before ? [offered, id] : [])],
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    interviews: rows.slice(0, limit).map(({ received_at, offered: filed, ...row }) => ({
      ...row,
      why: REASONS[row.reason],
      offered: filed.toISOString(),
      arrived: received_at.toISOString(),
    })),
    next: last ? `${last.offered.toISOString()}_${last.id}` : null,
  };
}
