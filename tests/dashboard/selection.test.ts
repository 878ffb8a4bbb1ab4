import { describe, expect, it, vi } from 'vitest';
import { extent, pieces } from '../../src/dashboard/diverging.ts';
import { calmly } from '../../src/dashboard/live.ts';
import { instantsOf, readSelection, writeSelection } from '../../src/dashboard/selection.ts';
import { percent } from '../../src/dashboard/words.ts';
import { tally } from '../../src/report/index.ts';
import { anInterview } from '../report/interviews.ts';

describe('what was chosen', () => {
  it('survives the way through the address', () => {
    const query =
      'survey=a+b&period=custom&first=2026-01-01&last=2026-01-31&office=%26x&recruitment=forced&test=false&view=table';
    const selection = readSelection(query);
    expect(selection).toMatchObject({ survey: 'a b', office: '&x', test: false, view: 'table' });
    expect(readSelection(writeSelection(selection))).toEqual(selection);
  });

  it('is as at the start where the address says nothing, or nonsense', () => {
    expect(readSelection('period=never&view=pie&first=soon&recruitment=all')).toEqual(readSelection(''));
    expect(writeSelection(readSelection(''))).toBe('');
  });
});

describe('a day that there is not', () => {
  it.each(['2026-13-45', '2026-02-31', '0000-00-00', '0026-01-01'])('is no limit: %s', (day) => {
    const selection = readSelection(`period=custom&first=${day}&last=${day}`);
    expect(instantsOf(selection, new Date())).toEqual({});
  });
});

describe('a period', () => {
  const now = new Date(2026, 10, 22, 15);
  const at = (year: number, month: number, day: number) => new Date(year, month - 1, day).toISOString();
  const of = (period: Parameters<typeof instantsOf>[0]['period'], first = '', last = '') =>
    instantsOf({ period, first, last }, now);

  it('of days begins at a midnight and holds today', () => {
    expect(of('week')).toEqual({ from: at(2026, 11, 16) });
    expect(of('month')).toEqual({ from: at(2026, 10, 24) });
  });

  it('of the fiscal year is the one that began in October', () => {
    expect(of('quarter')).toEqual({ from: at(2026, 10, 1), until: at(2027, 1, 1) });
    expect(of('last-quarter')).toEqual({ from: at(2026, 7, 1), until: at(2026, 10, 1) });
    expect(of('year')).toEqual({ from: at(2026, 10, 1), until: at(2027, 10, 1) });
  });

  it('of one’s own holds its last day, and may be open at either end', () => {
    expect(of('custom', '2026-02-01', '2026-02-28')).toEqual({ from: at(2026, 2, 1), until: at(2026, 3, 1) });
    expect(of('custom', '', '2026-02-28')).toEqual({ until: at(2026, 3, 1) });
    expect(of('all')).toEqual({});
  });
});

describe('a diverging bar', () => {
  const measure = tally([1, 3, 3, 5].map((ease) => anInterview({ scores: { ease } }))).groups['sampled-offer'].measures
    .ease;

  it('has the middle of the neutral answers at 0', () => {
    const [lowest, , neutral, , highest] = pieces(measure);
    expect([lowest?.from, neutral?.from, neutral?.to, highest?.to]).toEqual([-0.5, -0.25, 0.25, 0.5]);
  });

  it('is not there without data', () => {
    const { trust } = tally([]).groups['sampled-offer'].measures;
    expect(pieces(trust)).toEqual([]);
    expect(extent([[], pieces(measure)])).toEqual([-0.5, 0.5]);
    expect(extent([[]])).toEqual([-1, 1]);
  });
});

describe('a share in words', () => {
  it.each([
    [0, '0%'],
    [0.001, '<1%'],
    [0.126, '13%'],
    [1, '100%'],
  ])('%d is %s', (share, text) => expect(percent(share)).toBe(text));
});

describe('reading again', () => {
  it('happens once for many arrivals, and never twice at a time', async () => {
    vi.useFakeTimers();
    let running = 0;
    const work = vi.fn(async () => {
      expect(++running).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 100));
      running--;
    });
    const refresh = calmly(work, 500);
    for (let arrival = 0; arrival < 50; arrival++) refresh();
    await vi.advanceTimersByTimeAsync(50);
    refresh();
    await vi.advanceTimersByTimeAsync(5000);
    expect(work).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
  });
});
