import { essenceOf } from '../config/essence.ts';
import type { SurveyConfig } from '../config/schema.ts';
import { fingerprint } from '../instrument/fingerprint.ts';
import { toJson } from '../instrument/json.ts';
import type { StoredInterview } from '../record/schema.ts';
import type { Database } from './database.ts';
import type { Known } from './standing.ts';

/** The configs that this collector, or another over the same database, was ever given. */
export interface Configs {
  /** Keeps them for good. */
  add(configs: readonly SurveyConfig[]): Promise<void>;
  /** Reads those that came since. Resolves with whether there are any. */
  read(): Promise<boolean>;
  knownOf(interview: Pick<StoredInterview, 'survey' | 'instrument'>): Known;
}

interface ConfigRow {
  survey: string;
  hash: string;
  config: string;
}

/** A tag is printed with one config and may stay with the next: what was doubtful by its tag alone is judged again. */
const ADD = `with added as (
    insert into cx7_configs (survey, hash, config) values ($1, $2, $3) on conflict do nothing returning survey)
  update interviews set judged = '' from added
    where interviews.survey = added.survey and standing <> 'counted' and reason = 'tag'`;

export function createConfigs(query: Database['query']): Configs {
  const bySurvey = new Map<string, Map<string, SurveyConfig>>();

  return {
    async add(configs) {
      for (const config of configs)
        for (const named of asNamed(config))
          await query(ADD, [config.survey, fingerprint(toJson(named)), toJson(config)]);
    },

    async read() {
      const rows = await query<ConfigRow>('select survey, hash, config from cx7_configs order by survey, hash');
      let isMore = false;
      // Two may read at once, and the one that has seen less may end last: so nothing is taken away.
      for (const { survey, hash, config } of rows) {
        const known = bySurvey.get(survey) ?? new Map<string, SurveyConfig>();
        if (known.has(hash)) continue;
        bySurvey.set(survey, known.set(hash, JSON.parse(config)));
        isMore = true;
      }
      return isMore;
    },

    knownOf({ survey, instrument }) {
      const known = bySurvey.get(survey);
      return {
        any: bySurvey.size > 0,
        ofSurvey: [...(known?.values() ?? [])],
        config: known?.get(instrument.configHash),
      };
    },
  };
}

/**
 * The ways in which records name a config: by its essence, and in version 1 as a whole. A page may have had the file then,
 * or what `npx cx7 tag --inline` makes of it, which leaves the address of the schema out.
 */
function asNamed(config: SurveyConfig): object[] {
  const { $schema, ...inline } = config;
  return [essenceOf(config), inline, ...($schema === undefined ? [] : [config])];
}
