import type { Database } from './database.ts';
import type { Condition } from './filter.ts';

/**
 * Interviews in one stretch. The built-in database runs within this process, which answers nobody while a statement runs.
 */
const LENGTH = 5_000;

interface Place {
  survey: string;
  offered: Date;
  id: string;
}

/** What is walked through, from one end to the other: each kind has an index of its own, so that no other is passed. */
export interface Walk {
  standing: 'counted' | 'apart';
  /** Default: all of them. */
  survey?: string | undefined;
}

/** In SQL, as the indexes have it. */
const STANDING = { counted: `standing = 'counted'`, apart: `standing <> 'counted'` } as const;

/**
 * Parts what fits a condition into stretches, in the order of the index by offer. Each comes as a condition of its own,
 * and all together are the whole. Where the condition leaves out much, a stretch has fewer interviews, and is no longer.
 */
export async function* stretches(
  query: Database['query'],
  { standing, survey }: Walk,
  { where, values }: Condition = { where: 'true', values: [] },
): AsyncGenerator<Condition> {
  const walked = survey === undefined ? STANDING[standing] : `${STANDING[standing]} and survey = $4`;
  let after: unknown[] = ['', '0001-01-01T00:00:00Z', '00000000-0000-0000-0000-000000000000'];
  const own = `${STANDING[standing]} and ${where} and (survey, offered, id) > ${place(values.length + 1)}`;
  for (;;) {
    const [last] = await query<Place>(
      `select survey, offered, id from interviews where ${walked} and (survey, offered, id) > ${place(1)}
       order by survey, offered, id limit 1 offset ${LENGTH - 1}`,
      [...after, ...(survey === undefined ? [] : [survey])],
    );
    if (!last) {
      yield { where: own, values: [...values, ...after] };
      return;
    }
    const end = [last.survey, last.offered.toISOString(), last.id];
    yield {
      where: `${own} and (survey, offered, id) <= ${place(values.length + 4)}`,
      values: [...values, ...after, ...end],
    };
    after = end;
  }
}

const place = (first: number) => `($${first}::text, $${first + 1}::timestamptz, $${first + 2}::uuid)`;
