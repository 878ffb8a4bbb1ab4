/** A stretch of time: `from` belongs to it, `until` does not. Both RFC 3339, UTC. */
export interface Period {
  from: string;
  until: string;
}

/** A quarter of the federal fiscal year, which begins in October and is named after the year in which it ends. */
export interface FiscalQuarter {
  year: number;
  quarter: 1 | 2 | 3 | 4;
}

/**
 * The instants at which a fiscal quarter begins and ends on the clocks of a time zone (IANA name, default UTC).
 * An office in Washington that closes its books at midnight has `America/New_York`.
 */
export function fiscalQuarter({ year, quarter }: FiscalQuarter, timeZone = 'UTC'): Period {
  const month = (quarter - 1) * 3 - 3; // Months from January of the year it is named after: October is -3.
  return { from: midnight(year, month, timeZone), until: midnight(year, month + 3, timeZone) };
}

/** The fiscal quarter in which an instant lies. */
export function quarterOf(at: Date, timeZone = 'UTC'): FiscalQuarter {
  const local = new Date(at.getTime() + offset(at.getTime(), timeZone));
  const months = local.getUTCMonth() + 3;
  return {
    year: local.getUTCFullYear() + Math.floor(months / 12),
    quarter: (Math.floor((months % 12) / 3) + 1) as FiscalQuarter['quarter'],
  };
}

/** The date on a zone's calendars at an instant, `YYYY-MM-DD`. */
export const dateAt = (at: number, timeZone = 'UTC'): string =>
  new Date(at + offset(at, timeZone)).toISOString().slice(0, 10);

function midnight(year: number, month: number, timeZone: string): string {
  const wall = Date.UTC(year, month, 1);
  // The offset in force is that of the instant looked for, which the first guess may miss by an hour.
  const guess = wall - offset(wall, timeZone);
  return new Date(wall - offset(guess, timeZone)).toISOString();
}

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offset(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000 : 0;
}
