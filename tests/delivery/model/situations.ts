import type { Mode } from './history.ts';

const ANY = [
  'Retry-After',
  'a clock set ahead',
  'a month',
  'a clock set back',
  'a page in the place of the endpoint',
  'a refused record',
  'a repeat that the collector counts once',
  'a request for what storage refused',
  'a page left before its outbox began',
  'a request while its page is left',
  'a time limit',
  'an acknowledgement lost with its page',
  'an answer after the time limit',
  'an interview that goes on in another page',
  'an older revision after a newer one',
  'an outbox destroyed',
  'an outbox that begins late',
  'another body under a key that is taken',
  'another page sends what one has put',
  'back from the back-forward cache',
  'cleared while records wait',
  'close amid a request',
  'crash amid a request',
  'dropped, expired',
  'database deleted by the page',
  'evicted from the back-forward cache',
  'frozen amid a request',
  'kept in memory',
  'killed amid a request',
  'localStorage cleared by the page',
  'offline',
  'two bodies before either was durable',
  ...['fails', 'full', 'hangs', 'hangs-once', 'missing', 'throws'].map((fault) => `database ${fault}`),
  ...['full', 'missing', 'throws'].map((fault) => `localStorage ${fault}`),
  ...['database', 'journal', 'mark'].map((place) => `rubbish in the ${place}`),
];
const ONCE = ['a repeat that nobody could rule out'];
const FINAL = [
  ...ONCE,
  'an interview that was over',
  'an interview whose page was gone',
  'an interview that was left alone',
  'dropped, sent before',
];
const without = (...these: string[]) => ANY.filter((situation) => !these.includes(situation));

/** What a great many histories have to meet, or they prove little. */
export const EXPECTED: Record<Mode, string[]> = {
  http: [...ANY, 'another body in the tick of its put'],
  each: [...ANY, ...ONCE],
  // Whoever is called once gets no older revision after a newer one; whoever defers, none while its page is left.
  final: [...without('a request while its page is left', 'an older revision after a newer one'), ...FINAL],
  leaving: [...without('an older revision after a newer one'), ...FINAL],
};
