import fc from 'fast-check';
import type { EndpointAbilities } from '../../../src/delivery/index.ts';
import type { Answer, World } from '../world.ts';

/** The kinds of endpoint there are, by what they can do. */
export const MODES = {
  /** The collector, by http. */
  http: { revisions: 'each', dedupes: true, unload: 'send' },
  /** A host's function that takes every revision and cannot tell a repeat. */
  each: { revisions: 'each', dedupes: false, unload: 'send' },
  /** A host's function as it comes: each interview once, none while the page is being left. */
  final: { revisions: 'final', dedupes: false, unload: 'defer' },
  /** Each interview once, at the latest when its page goes. */
  leaving: { revisions: 'final', dedupes: false, unload: 'send' },
} as const satisfies Record<string, EndpointAbilities>;

export type Mode = keyof typeof MODES;

/** An answer whose date is worked out when it is given. */
export type Said = Answer & {
  retryAfter?: { date: 'in seconds' | 'with the server’s clock' | 'by the page’s clock'; seconds: number };
};

export interface Setup {
  locks: World['faults']['locks'];
  channel: World['faults']['channel'];
  /** A second outbox on every page: to the same destination (the script is there twice), or to another one. */
  second: 'none' | 'twin' | 'other';
  /** Whether outboxes begin only when they are told to, as a survey's do after its first paint. */
  late: boolean;
  /** What the collector goes on to say of interview 0 when all else is well. */
  bad: Said | undefined;
  chance: number;
  /** Whether the collector says back what it takes. */
  echoes: boolean;
}

export type Step = { pause: number | undefined } & (
  | { do: 'put'; tab: number; who: number; as: 'next' | 'complete' | 'dismissed'; twin: boolean }
  | { do: 'again'; tab: number; who: number }
  | { do: 'answer'; with: Said; who: number | undefined }
  | {
      do:
        | 'begin'
        | 'crash'
        | 'close'
        | 'destroy'
        | 'freeze'
        | 'restore'
        | 'hide'
        | 'show'
        | 'flush'
        | 'online'
        | 'pending';
      tab: number;
    }
  | { do: 'kill'; lost: number }
  | { do: 'clear' | 'visit' | 'month' | 'forget' | 'delete' }
  | { do: 'wait'; ms: number }
  | { do: 'database'; is: World['faults']['indexedDB'] }
  | { do: 'local'; is: World['faults']['localStorage'] }
  | { do: 'offline'; is: boolean }
  | { do: 'clock'; ms: number }
  | { do: 'garbage'; where: 'journal' | 'database' | 'mark'; key: number; what: unknown }
);

export const DAY = 86_400_000;
const TABS = 3;
export const PEOPLE = 4;

/** Values shrink towards the first of a list, which is the plainest. */
const oneOf = <const T>(...values: T[]) => fc.constantFrom(...values);

const later = (date: NonNullable<Said['retryAfter']>['date'], seconds: number): Said => ({
  status: seconds % 2 ? 429 : 503,
  retryAfter: { date, seconds },
});
const answer: fc.Arbitrary<Said> = fc.oneof(
  { weight: 6, arbitrary: oneOf(204, 200, 201).map((status) => ({ status })) },
  { weight: 6, arbitrary: oneOf(503, 500, 502, 429, 408, 404, 401, 409, 422, 400, 413).map((status) => ({ status })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(oneOf('in seconds' as const, 'with the server’s clock', 'by the page’s clock'), oneOf(10, 90, 121))
      .map(([date, seconds]) => later(date, seconds)),
  },
  { weight: 3, arbitrary: oneOf<Answer>({ acceptThenDrop: true }, { acceptThenHang: true }) },
  { weight: 2, arbitrary: oneOf<Answer>({ drop: true }, { hang: true }) },
  { weight: 4, arbitrary: oneOf(50, 3000, 40_000).map((after) => ({ after })) },
  { weight: 1, arbitrary: oneOf<Answer>({ status: 503, after: 3000 }, { status: 422, after: 3000 }) },
  { weight: 1, arbitrary: fc.constant(later('in seconds', 90)).map((said) => ({ ...said, after: 20_000 })) },
  { weight: 2, arbitrary: oneOf<Answer>({ redirected: true }, { body: '<html>' }) },
);

const tab = fc.nat(TABS - 1);
const who = fc.nat(PEOPLE - 1);
const rubbish: fc.Arbitrary<unknown> = oneOf<unknown>(
  null,
  42,
  '',
  '{"v":1,"key":',
  [1, 2],
  {},
  { v: 1, key: 'elsewhere:1', body: '{}', destination: 'x', createdAt: '', attempts: 0, state: 'waiting' },
  { v: 2, key: 'later', body: '{}', destination: 'x', createdAt: '', attempts: 0, state: 'sent' },
);

const deed = fc.oneof(
  {
    weight: 16,
    arbitrary: fc.record({
      do: fc.constant('put' as const),
      tab,
      who,
      as: oneOf('next' as const, 'next', 'complete', 'dismissed'),
      twin: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('again' as const), tab, who }) },
  {
    weight: 11,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      with: answer,
      who: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: who }),
    }),
  },
  {
    weight: 16,
    arbitrary: fc.record({
      do: oneOf(
        ...(['close', 'close', 'crash', 'crash', 'freeze', 'freeze', 'restore', 'restore', 'hide', 'show'] as const),
        ...(['flush', 'online', 'pending', 'destroy', 'begin', 'begin'] as const),
      ),
      tab,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('kill' as const), lost: oneOf(0, 100, 4000, 60_000) }) },
  { weight: 2, arbitrary: fc.record({ do: oneOf('visit' as const, 'visit', 'clear', 'forget', 'delete', 'month') }) },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: oneOf(50, 1600, 6000, 20_000, 80_000, 400_000, 1_900_000),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('database' as const),
      is: oneOf(undefined, undefined, 'fails' as const, 'full', 'hangs', 'hangs-once', 'missing', 'throws'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('local' as const),
      is: oneOf(undefined, undefined, undefined, 'full' as const, 'throws', 'missing'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('offline' as const), is: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('clock' as const),
      ms: oneOf(3_600_000, -3_600_000, DAY, -DAY, 20 * DAY, -30 * DAY, 365 * DAY),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('garbage' as const),
      where: oneOf('journal' as const, 'database', 'mark'),
      key: fc.nat(PEOPLE),
      what: rubbish,
    }),
  },
);

/** How many turns of the event loop come after a step; undefined: until all is quiet. */
const pause = oneOf(undefined, undefined, undefined, 0, 0, 1, 2, 4, 7, 12, 20);

const step = fc.tuple(deed, pause).map(([deed, pause]): Step => ({ ...deed, pause }));

export const histories = fc.record({
  setup: fc.record({
    locks: fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      { weight: 3, arbitrary: oneOf('missing' as const, 'throws', 'hangs') },
    ),
    channel: oneOf(undefined, undefined, undefined, 'missing' as const, 'throws'),
    second: oneOf('none' as const, 'none', 'none', 'none', 'twin', 'other'),
    late: oneOf(false, false, true),
    bad: oneOf(undefined, undefined, { status: 500 }, { status: 422 }, { status: 401 }, { drop: true }, { hang: true }),
    chance: fc.nat(),
    echoes: fc.boolean(),
  }) satisfies fc.Arbitrary<Setup>,
  steps: fc.array(step, { minLength: 1, maxLength: 30, size: 'max' }),
});

export interface History {
  setup: Setup;
  steps: Step[];
}

/** What the collector says, in words. */
export function inWords({ status = 200, after, ...said }: Said): string {
  const { retryAfter, redirected, body } = said;
  const what = said.acceptThenDrop
    ? 'takes it and breaks the connection'
    : said.acceptThenHang
      ? 'takes it and never answers'
      : said.drop
        ? 'breaks the connection'
        : said.hang
          ? 'never answers'
          : redirected
            ? 'is behind a login page'
            : body
              ? `has somebody answer ${body} in its place`
              : `${status}${retryAfter ? `, Retry-After ${retryAfter.seconds} s ${retryAfter.date}` : ''}`;
  return after ? `${what} after ${after / 1000} s` : what;
}
