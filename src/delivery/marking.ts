import { quietly } from '../instrument/quietly.ts';

/** The mark of `mark.ts` in the hands of a running outbox, with what its value says of the last Retry-After. */
export function openMark(key: string) {
  return {
    set(): void {
      quietly(() => {
        localStorage[key] ??= '';
      });
    },
    remove(): void {
      quietly(() => delete localStorage[key]);
    },
    /** When some page was told to retry later, on the clock on the wall, and for how long. NaN where none was. */
    retryAfter(): { since: number; ms: number } {
      const text: string = quietly(() => localStorage[key]) ?? '';
      const [since = NaN, ms = NaN] = text.split(' ').map(Number);
      return { since, ms };
    },
    noteRetryAfter(since: number, ms: number): void {
      quietly(() => {
        localStorage[key] = `${since} ${ms}`;
      });
    },
    /** Whether this is the first page of a visit that asks. */
    beginsVisit: (): boolean =>
      !!quietly(() => {
        const known = sessionStorage[key];
        sessionStorage[key] = 1;
        return !known;
      }),
  };
}

export type Mark = ReturnType<typeof openMark>;
