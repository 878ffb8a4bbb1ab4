import { describe, expect, it } from 'vitest';
import { dateAt, fiscalQuarter, midnight, quarterOf } from '../../src/report/index.ts';

describe('clocks that are not a whole number of hours ahead', () => {
  it('begin a quarter at their own midnight', () => {
    expect(fiscalQuarter({ year: 2026, quarter: 2 }, 'Asia/Kolkata').from).toBe('2025-12-31T18:30:00.000Z');
    expect(fiscalQuarter({ year: 2026, quarter: 2 }, 'America/St_Johns').from).toBe('2026-01-01T03:30:00.000Z');
  });

  it('have their own date and quarter', () => {
    const at = Date.parse('2025-12-31T18:30:00Z');
    expect([dateAt(at, 'Asia/Kolkata'), dateAt(at - 1, 'Asia/Kolkata')]).toEqual(['2026-01-01', '2025-12-31']);
    expect(quarterOf(new Date(at), 'Asia/Kolkata')).toEqual({ year: 2026, quarter: 2 });
    expect(quarterOf(new Date(at - 1), 'Asia/Kolkata')).toEqual({ year: 2026, quarter: 1 });
  });
});

it('a quarter begins at midnight also on the day on which summer time does', () => {
  // New Zealand's clocks were set at two in the morning of October 1, 2006.
  expect(fiscalQuarter({ year: 2007, quarter: 1 }, 'Pacific/Auckland')).toEqual({
    from: '2006-09-30T12:00:00.000Z',
    until: '2006-12-31T11:00:00.000Z',
  });
});

it('without a time zone, days and quarters are those of UTC', () => {
  const at = Date.parse('2026-01-01T00:00:00Z');
  expect([dateAt(at), dateAt(at - 1)]).toEqual(['2026-01-01', '2025-12-31']);
  expect(quarterOf(new Date(at))).toEqual({ year: 2026, quarter: 2 });
});

describe('a day begins at its midnight', () => {
  it.each([
    ['2026-01-01', 'America/New_York', '2026-01-01T05:00:00.000Z'],
    ['2026-07-01', 'America/New_York', '2026-07-01T04:00:00.000Z'],
    ['2026-01-01', 'Asia/Kolkata', '2025-12-31T18:30:00.000Z'],
    ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z'],
    ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z'],
  ])('%s in %s, at %s', (date, timeZone, at) => {
    expect(midnight(date, timeZone)).toBe(at);
  });

  it.each([
    // From 0:00 to 1:00, so that the day has no midnight.
    ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
    // From 24:00 back to 23:00 of the day before.
    ['2026-04-05', 'America/Santiago', '2026-04-05T04:00:00.000Z'],
    // From 1:00 back to 0:00, so that it has two: the first one counts.
    ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z'],
  ])('%s in %s, also where the clocks are set at midnight', (date, timeZone, at) => {
    expect(midnight(date, timeZone)).toBe(at);
    expect(dateAt(Date.parse(at), timeZone)).toBe(date);
    expect(dateAt(Date.parse(at) - 1, timeZone)).not.toBe(date);
  });

  it('and one that a zone never had, where the next one does', () => {
    // Samoa went from December 29 to 31, 2011.
    expect(midnight('2011-12-30', 'Pacific/Apia')).toBe(midnight('2011-12-31', 'Pacific/Apia'));
  });
});
