import type { Database } from './database.ts';
import { stretches } from './stretches.ts';

/** What the store holds of one survey: enough to offer the filters that lead somewhere. */
export interface SurveySummary {
  survey: string;
  /** Interviews that count, and those that are previews or demonstrations. */
  interviews: number;
  test: number;
  /** Offer times of the first and the last interview, RFC 3339. */
  first: string;
  last: string;
  offices: string[];
  channels: string[];
  langs: string[];
}

interface Row {
  survey: string;
  office: string | null;
  channel: string;
  lang: string;
  interviews: number;
  test: number;
  first: Date;
  last: Date;
}

/** Sums up every survey that has interviews which count. */
export async function summarize(query: Database['query']): Promise<SurveySummary[]> {
  const found = new Map<string, Sums>();
  for await (const { where, values } of stretches(query, { standing: 'counted' }))
    for (const row of await query<Row>(
      `select survey, office, channel, lang, sum(case when test then 0 else 1 end)::int as interviews,
         sum(case when test then 1 else 0 end)::int as test, min(offered) as first, max(offered) as last
       from interviews where ${where} group by survey, office, channel, lang`,
      values,
    ))
      found.set(row.survey, add(found.get(row.survey), row));
  return [...found].map(([survey, sums]) => ({
    survey,
    interviews: sums.interviews,
    test: sums.test,
    first: new Date(sums.first).toISOString(),
    last: new Date(sums.last).toISOString(),
    offices: [...sums.offices].sort(),
    channels: [...sums.channels].sort(),
    langs: [...sums.langs].sort(),
  }));
}

interface Sums {
  interviews: number;
  test: number;
  first: number;
  last: number;
  offices: Set<string>;
  channels: Set<string>;
  langs: Set<string>;
}

const start = (): Sums => ({
  interviews: 0,
  test: 0,
  first: Number.POSITIVE_INFINITY,
  last: Number.NEGATIVE_INFINITY,
  offices: new Set(),
  channels: new Set(),
  langs: new Set(),
});

function add(sums: Sums = start(), row: Row): Sums {
  sums.interviews += row.interviews;
  sums.test += row.test;
  sums.first = Math.min(sums.first, row.first.getTime());
  sums.last = Math.max(sums.last, row.last.getTime());
  if (row.office !== null) sums.offices.add(row.office);
  sums.channels.add(row.channel);
  sums.langs.add(row.lang);
  return sums;
}
