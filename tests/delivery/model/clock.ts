import type { Clock } from '../world.ts';

/**
 * Time and chance of one history: nothing in it depends on the machine, so a seed tells the same story again. Time
 * jumps from timer to timer, which is what makes ten thousand histories a matter of minutes.
 */
export function createClock(seed: number) {
  let now = 0;
  /** Milliseconds from the monotonic clock to the one that people and phones change. */
  let offset = Date.UTC(2026, 0, 5, 15);
  let timers: { due: number; act: () => void }[] = [];
  let state = seed;

  class ItsDate extends Date {
    constructor(...words: [number]) {
      super(...(words.length ? words : ([offset + now] as [number])));
    }
    static override now = () => offset + now;
  }

  return {
    Date: ItsDate as DateConstructor,
    performance: { now: () => now },
    /** In whole milliseconds, as in browsers. */
    setTimeout(act: () => void, ms = 0) {
      const timer = { due: now + Math.max(1, Math.trunc(ms)), act };
      timers.push(timer);
      return timer;
    },
    clearTimeout(timer: unknown) {
      timers = timers.filter((other) => other !== timer);
    },
    /** mulberry32. */
    random() {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
    },
    /** Someone sets the clock on the wall. */
    jump(ms: number) {
      offset += ms;
    },
    wall: () => offset + now,
    /** Lets time pass, with everything that happens in it; `look` is called after every moment. */
    async pass(ms: number, look: () => void) {
      const end = now + ms;
      await settle(look);
      let [second, fired] = [now, 0];
      for (;;) {
        if (now - second > 1000) [second, fired] = [now, 0];
        if (fired++ > 300) throw Error('300 timers go off within a second');
        let next: (typeof timers)[number] | undefined;
        for (const timer of timers) if (timer.due <= end && !(next && next.due <= timer.due)) next = timer;
        if (!next) break;
        timers.splice(timers.indexOf(next), 1);
        now = Math.max(now, next.due);
        next.act();
        await settle(look);
      }
      now = end;
    },
  } satisfies Clock & Record<string, unknown>;
}

/**
 * The fake database answers by `setImmediate`. Counted, it is known when it has nothing left to say, and a history
 * need not wait for good measure.
 */
const real = globalThis.setImmediate;
let outstanding = 0;
export function countTurns(): () => void {
  globalThis.setImmediate = ((act: (...args: unknown[]) => void, ...args: unknown[]) => {
    outstanding++;
    return real(() => {
      outstanding--;
      act(...args);
    });
  }) as typeof setImmediate;
  return () => {
    globalThis.setImmediate = real;
  };
}

/** The same for work that does not go by `setImmediate`, such as that of a database of one's own: a moment lasts as long. */
export async function withinMoment<T>(work: () => Promise<T>): Promise<T> {
  outstanding++;
  try {
    return await work();
  } finally {
    outstanding--;
  }
}

const turn = () => new Promise<void>((resolve) => real(resolve));

/** Some turns of the event loop, so that what comes next comes in the middle of something. */
export async function turns(count: number, look: () => void) {
  for (let i = 0; i < count; i++) {
    await turn();
    look();
  }
}

/** Lets everything happen that needs no time. */
export async function settle(look: () => void) {
  let left = 20_000;
  do {
    await turn();
    look();
  } while (outstanding && --left);
  if (!left) throw Error('The database never comes to rest.');
}
