import fc from 'fast-check';
import { MEASURES, type Measure } from '../../../src/instrument/measures.ts';
import type { Network } from './machine.ts';
import type { Said } from './screen.ts';

const DAY = 86_400_000;

/** Calls that people open the survey for; `undefined` stands for no key. */
export const KEYS = ['call 1', 'call 2', 'call 3'] as const;
export type Key = (typeof KEYS)[number] | undefined;

export type Deed =
  | { do: 'open'; key: Key }
  | { do: 'tick'; measure: Measure; said: Said }
  | {
      do:
        | 'write'
        | 'empty'
        | 'send'
        | 'continue'
        | 'enough'
        | 'close'
        | 'not now'
        | 'escape'
        /** The page's own `close()`. */
        | 'close by the page'
        /** The page is left as browsers do it, and another takes its place. */
        | 'reload'
        /** The page dies without a word, and another takes its place. */
        | 'crash'
        | 'hide'
        /** Into the back-forward cache and back. */
        | 'away and back'
        /** The host's app takes the survey away and puts it up again. */
        | 'remount'
        | 'newRespondent'
        | 'other tab'
        | 'other machine';
    }
  | { do: 'network'; is: Network }
  | { do: 'wait'; ms: number }
  | { do: 'set the clock'; ms: number };

/** `rest` is how many milliseconds pass before the next step; `undefined`: not even the end of this tick. */
export type Step = Deed & { rest: number | undefined };

export interface Walk {
  /** What chance draws in the product: its pauses after failures, its ids. */
  chance: number;
  /** What the config draws: with `session` an interview without a key may get a draft back. */
  unit: 'interaction' | 'session';
  steps: Step[];
}

const oneOf = <const T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const open = fc.record({
  do: fc.constant('open' as const),
  key: oneOf<Key>('call 1', 'call 1', 'call 2', 'call 3', undefined),
});
const tick = fc
  .tuple(
    oneOf(...MEASURES, ...(['satisfaction', 'satisfaction', 'trust'] as const)),
    oneOf<Said>(1, 2, 3, 4, 5, 'not-applicable'),
  )
  .map(([measure, said]) => ({
    do: 'tick' as const,
    measure,
    said: said === 'not-applicable' && measure !== 'employee' ? 3 : said,
  }));
const press = fc.record({
  do: oneOf('send' as const, 'send', 'send', 'send', 'continue', 'continue', 'continue', 'enough'),
});
const end = fc.record({ do: oneOf('close' as const, 'close', 'close', 'not now', 'escape', 'close by the page') });

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 8, arbitrary: open },
  { weight: 9, arbitrary: tick },
  { weight: 4, arbitrary: fc.record({ do: oneOf('write' as const, 'write', 'empty') }) },
  { weight: 10, arbitrary: press },
  { weight: 3, arbitrary: end },
  {
    weight: 6,
    arbitrary: fc.record({
      do: oneOf('reload' as const, 'reload', 'crash', 'crash', 'hide', 'away and back', 'remount'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('newRespondent' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: oneOf('other tab' as const, 'other machine') }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('network' as const),
      is: oneOf<Network>(
        ...(['well', 'well', '503', 'Retry-After', 'refuses connections'] as const),
        ...(['offline', 'a page with 200', 'loses answers', 'loses answers', 'slow'] as const),
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: oneOf(1000, 20_000, 200_000, 3_600_000) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('set the clock' as const), ms: oneOf(DAY, -DAY, 20 * DAY, -40 * DAY) }),
  },
);

const rest = oneOf(100, 100, 0, 40, undefined, 2000);

/**
 * Surveys are filled in to some point in one go now and then, and some of them closed, left and opened again: chance alone
 * seldom comes so far.
 */
const course: fc.Arbitrary<Deed[]> = fc
  .tuple(open, oneOf(1, 2, 4, 5), oneOf(...MEASURES.slice(2)), fc.boolean(), oneOf(2, 4, 5, 7, 8), oneOf(0, 0, 1, 2))
  .map(([open, said, measure, writes, length, after]) => [
    ...(
      [
        open,
        { do: 'tick', measure: 'satisfaction', said },
        { do: writes ? 'write' : 'empty' },
        { do: 'send' },
        { do: 'continue' },
        { do: 'tick', measure, said },
        { do: writes ? 'empty' : 'write' },
        { do: 'send' },
      ] satisfies Deed[]
    ).slice(0, length),
    ...(after ? ([{ do: 'close' }, { do: after === 1 ? 'reload' : 'crash' }, open] satisfies Deed[]) : []),
  ]);

const step = fc.tuple(
  fc.oneof({ weight: 7, arbitrary: deed.map((one) => [one]) }, { weight: 1, arbitrary: course }),
  rest,
);

/** At most so many steps. */
const MOST = 25;

export const walks: fc.Arbitrary<Walk> = fc.record({
  chance: fc.nat(),
  unit: oneOf('interaction', 'interaction', 'interaction', 'session'),
  steps: fc
    .tuple(open, fc.array(step, { minLength: 1, maxLength: MOST - 1, size: 'max' }))
    .map(([first, rest]): Step[] =>
      [{ ...first, rest: 100 }, ...rest.flatMap(([deeds, rest]) => deeds.map((deed) => ({ ...deed, rest })))].slice(
        0,
        MOST,
      ),
    ),
});

/** A step in words. */
export function inWords(step: Step): string {
  switch (step.do) {
    case 'open':
      return `opens ${step.key ?? 'without a key'}`;
    case 'tick':
      return `ticks ${step.measure} ${step.said}`;
    case 'network':
      return `the network from now on: ${step.is}`;
    case 'wait':
      return `${step.ms / 1000} s pass`;
    case 'set the clock':
      return `the machine's clock is set by ${step.ms / DAY} days`;
    default:
      return step.do;
  }
}
