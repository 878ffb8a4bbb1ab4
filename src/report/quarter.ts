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
  const first = (at: number) => midnight(new Date(Date.UTC(year, at, 1)).toISOString().slice(0, 10), timeZone);
  return { from: first(month), until: first(month + 3) };
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

/**
 * The instant, RFC 3339 in UTC, at which a date (`YYYY-MM-DD`) begins on the clocks of a time zone. Where they are set at
 * midnight that may be one o'clock, or the first of two midnights. Throws a `RangeError` where there is no such date.
 */
export function midnight(date: string, timeZone = 'UTC'): string {
  const wall = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(wall) || dateAt(wall) !== date) throw new RangeError(`${date} is not a date as 2026-01-01 is.`);
  // It begins by the offset of the day before, or by that of the day after.
  const instants = [-DAY, DAY].map((away) => wall - offset(wall + away, timeZone));
  const within = instants.filter((at) => dateAt(at, timeZone) === date);
  // A zone that goes over the date line skips a day: what would be its midnight is that of the next.
  return new Date(within.length ? Math.min(...within) : Math.max(...instants)).toISOString();
}

const DAY = 24 * 60 * 60 * 1000;

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offset(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000 : 0;
}
