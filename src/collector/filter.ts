/** Which interviews are asked for. Times are RFC 3339; `from` counts, `until` does not. */
export interface Filter {
  survey: string;
  from?: string | undefined;
  until?: string | undefined;
  office?: string | undefined;
  channel?: string | undefined;
  lang?: string | undefined;
  recruitment?: string | undefined;
  /** `true`: test records too. Otherwise they stay out. */
  test?: boolean | undefined;
}

/** A condition in SQL with the values of its parameters. */
export interface Condition {
  where: string;
  values: unknown[];
}

/** What fits a filter, whether it counts or not. */
function fitting(filter: Filter): Condition {
  const parts = ['survey = $1'];
  const values: unknown[] = [filter.survey];
  const add = (condition: string, value: unknown) => {
    if (value === undefined) return;
    values.push(value);
    parts.push(`${condition} $${values.length}`);
  };
  add('offered >=', filter.from);
  add('offered <', filter.until);
  add('office =', filter.office);
  add('channel =', filter.channel);
  add('lang =', filter.lang);
  add('recruitment =', filter.recruitment);
  if (!filter.test) parts.push('not test');
  return { where: parts.join(' and '), values };
}

/** Of what fits a filter, that which counts: `least` is the least probability that does, see weights.ts. */
export function countable(filter: Filter, least: number): Condition {
  const { where, values } = fitting(filter);
  return {
    where: `${where} and standing = 'counted' and (${heavy(values.length + 1)}) is not true`,
    values: [...values, least],
  };
}

/** Whether a record outweighs its survey, which only a config can vouch for. */
export const heavy = (parameter: number): string => `judged = '' and not test and probability < $${parameter}`;
