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

/**
 * Parts what fits a condition into stretches, in the order of the index by offer. Each comes as a condition of its own,
 * and all together are the whole.
 */
export async function* stretches(query: Database['query'], { where, values }: Condition): AsyncGenerator<Condition> {
  const place = (first: number) => `($${first}::text, $${first + 1}::timestamptz, $${first + 2}::uuid)`;
  const from = `${where} and (survey, offered, id) > ${place(values.length + 1)}`;
  let after: unknown[] = ['', '0001-01-01T00:00:00Z', '00000000-0000-0000-0000-000000000000'];
  for (;;) {
    const [last] = await query<Place>(
      `select survey, offered, id from interviews where ${from} order by survey, offered, id limit 1 offset ${LENGTH - 1}`,
      [...values, ...after],
    );
    if (!last) {
      yield { where: from, values: [...values, ...after] };
      return;
    }
    const end = [last.survey, last.offered.toISOString(), last.id];
    yield {
      where: `${from} and (survey, offered, id) <= ${place(values.length + 4)}`,
      values: [...values, ...after, ...end],
    };
    after = end;
  }
}
