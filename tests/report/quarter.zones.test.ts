import { describe, expect, it } from 'vitest';
import { dateAt, fiscalQuarter, quarterOf } from '../../src/report/index.ts';

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
