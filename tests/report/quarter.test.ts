import { describe, expect, it } from 'vitest';
import { dateAt, fiscalQuarter, quarterOf } from '../../src/report/index.ts';

describe('a fiscal quarter', () => {
  it.each([
    [1, '2025-10-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
    [2, '2026-01-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z'],
    [3, '2026-04-01T00:00:00.000Z', '2026-07-01T00:00:00.000Z'],
    [4, '2026-07-01T00:00:00.000Z', '2026-10-01T00:00:00.000Z'],
  ] as const)('FY 2026 Q%i runs from %s until %s', (quarter, from, until) => {
    expect(fiscalQuarter({ year: 2026, quarter })).toEqual({ from, until });
  });

  it('begins at midnight on the office’s own clocks, summer time and all', () => {
    expect(fiscalQuarter({ year: 2026, quarter: 2 }, 'America/New_York')).toEqual({
      from: '2026-01-01T05:00:00.000Z',
      until: '2026-04-01T04:00:00.000Z',
    });
    expect(fiscalQuarter({ year: 2026, quarter: 1 }, 'Pacific/Guam').from).toBe('2025-09-30T14:00:00.000Z');
  });

  it.each([
    ['2025-09-30T23:59:59.999Z', { year: 2025, quarter: 4 }],
    ['2025-10-01T00:00:00Z', { year: 2026, quarter: 1 }],
    ['2025-12-31T12:00:00Z', { year: 2026, quarter: 1 }],
    ['2026-01-01T00:00:00Z', { year: 2026, quarter: 2 }],
    ['2026-09-30T12:00:00Z', { year: 2026, quarter: 4 }],
  ])('%s lies in %o', (at, quarter) => {
    expect(quarterOf(new Date(at))).toEqual(quarter);
  });

  it('ends later in the west', () => {
    expect(quarterOf(new Date('2025-10-01T03:00:00Z'), 'America/New_York')).toEqual({ year: 2025, quarter: 4 });
    expect(dateAt(Date.parse('2025-10-01T03:00:00Z'), 'America/New_York')).toBe('2025-09-30');
  });
});
