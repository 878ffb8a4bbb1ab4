import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openPace } from '../../src/delivery/pace.ts';

/** What the destination's mark holds, and every time that it was written. */
let kept: { since: number; ms: number };
let noted: [since: number, ms: number][];
let chance: number;

const mark = {
  retryAfter: () => kept,
  noteRetryAfter: (since: number, ms: number) => void noted.push([since, ms]),
};
const pace = () => openPace(mark as Parameters<typeof openPace>[0]);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: 1_000_000 });
  kept = { since: Number.NaN, ms: Number.NaN };
  noted = [];
  chance = 0.5;
  vi.spyOn(Math, 'random').mockImplementation(() => chance);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const pass = (ms: number) => void vi.advanceTimersByTime(ms);

describe('a destination that is well', () => {
  it('is not waited for', () => {
    const { untilRepeat, untilRetryAfter } = pace();
    expect([untilRepeat(), untilRetryAfter()]).toEqual([0, 0]);
  });
});

describe('after a failure', () => {
  it('a repeat waits a random part of a ceiling that doubles from 1 s, a first request not', () => {
    const it = pace();
    const waits = [1, 2, 3, 4].map(() => {
      it.failed({});
      const wait = it.untilRepeat();
      expect(it.untilRetryAfter()).toBe(0);
      pass(wait);
      expect(it.untilRepeat()).toBe(0);
      return wait;
    });
    expect(waits).toEqual([500, 1000, 2000, 4000]);
  });

  it('it is five minutes at most, however often it fails', () => {
    chance = 1;
    const it = pace();
    for (let nth = 0; nth < 12; nth++) {
      it.failed({});
      pass(it.untilRepeat());
    }
    it.failed({});
    expect(it.untilRepeat()).toBe(300_000);
  });

  it('the record is due when the repeat is', () => {
    pass(7_000);
    const it = pace();
    const due = it.failed({});
    expect(due - performance.now()).toBe(500);
  });

  it('what only a person can mend is looked at every five minutes', () => {
    const it = pace();
    expect(it.failed({ slow: true }) - performance.now()).toBe(300_000);
    expect(it.untilRepeat()).toBe(500);
  });

  it('requests that fail together count as one failure, and none shortens the wait', () => {
    const it = pace();
    it.failed({});
    chance = 0.1;
    it.failed({});
    it.failed({});
    expect(it.untilRepeat()).toBe(500);
    pass(500);
    chance = 0.5;
    it.failed({});
    expect(it.untilRepeat()).toBe(1000);
  });

  it('once it is well again, nothing waits and the next failure is the first', () => {
    const it = pace();
    for (let nth = 0; nth < 5; nth++) {
      it.failed({});
      pass(it.untilRepeat());
    }
    it.failed({});
    it.reset();
    expect(it.untilRepeat()).toBe(0);
    it.failed({});
    expect(it.untilRepeat()).toBe(500);
  });
});

describe('Retry-After', () => {
  it('holds for a first request too, and nothing overrides it', () => {
    const it = pace();
    it.failed({ retryAfterMs: 3000 });
    expect([it.untilRetryAfter(), it.untilRepeat()]).toEqual([3000, 3000]);
    it.reset();
    expect([it.untilRetryAfter(), it.untilRepeat()]).toEqual([3000, 3000]);
    pass(2999);
    expect(it.untilRetryAfter()).toBe(1);
    pass(1);
    expect([it.untilRetryAfter(), it.untilRepeat()]).toEqual([0, 0]);
  });

  it('does not shorten the wait of a repeat', () => {
    const it = pace();
    it.failed({ retryAfterMs: 100 });
    expect([it.untilRetryAfter(), it.untilRepeat()]).toEqual([100, 500]);
  });

  it('is the longest that was told', () => {
    const it = pace();
    it.failed({ retryAfterMs: 5000 });
    it.failed({ retryAfterMs: 1000 });
    expect(it.untilRetryAfter()).toBe(5000);
  });

  it('is written down for other pages with the time of day, the longest that was told by whomever', () => {
    const it = pace();
    it.failed({});
    expect(noted).toEqual([]);
    it.failed({ retryAfterMs: 3000 });
    kept = { since: Date.now() - 1000, ms: 9000 };
    it.failed({ retryAfterMs: 4000 });
    expect(noted).toEqual([
      [1_000_000, 3000],
      [1_000_000, 8000],
    ]);
  });

  it('that another page was told holds here as well, for what is left of it', () => {
    kept = { since: Date.now() - 1000, ms: 3000 };
    const it = pace();
    expect([it.untilRetryAfter(), it.untilRepeat()]).toEqual([2000, 2000]);
    pass(2500);
    expect(it.untilRetryAfter()).toBe(0);
    kept = { since: Date.now(), ms: 3000 };
    expect(it.untilRetryAfter()).toBe(3000);
  });

  it('that was told in the future is not believed: the clock was set back', () => {
    kept = { since: Date.now() + 1, ms: 3000 };
    expect(pace().untilRetryAfter()).toBe(0);
  });

  it('is measured on the clock that nobody sets', () => {
    const it = pace();
    it.failed({ retryAfterMs: 3000 });
    vi.setSystemTime(Date.now() + 86_400_000);
    expect([it.untilRetryAfter(), it.untilRepeat()]).toEqual([3000, 3000]);
  });
});
