import { describe, expect, it } from 'vitest';
import { type Entry, type Kept, keep } from '../../src/delivery/kept.ts';
import { overflow } from '../../src/delivery/overflow.ts';

let nth = 0;
/** One that waits, of ten characters, created after all before it. */
function entry({ busy = false, body = '"01234567"', ...over }: Partial<Kept> & { busy?: boolean } = {}): Entry {
  const id = `record-${nth++}`;
  const kept = keep(`${id}:1`, { id, revision: 1, disposition: 'partial' }, body, 'https://example.gov');
  const createdAt = new Date(1e12 + nth * 1000).toISOString();
  return { kept: { ...kept, state: 'waiting', createdAt, ...over }, where: 'indexeddb', busy, released: false, due: 0 };
}
const many = (count: number, over?: Parameters<typeof entry>[0]) => Array.from({ length: count }, () => entry(over));
/** In an order that no date gives away. */
const mixed = (...entries: Entry[][]) => entries.flat().sort((a, b) => (a.kept.key < b.kept.key ? 1 : -1));

describe('nothing goes', () => {
  it.each([
    ['without any record', () => []],
    ['as long as there are 1,000', () => many(1000)],
    ['as long as they hold two million characters', () => many(4, { body: 'x'.repeat(500_000) })],
  ])('%s', (_, entries) => {
    expect(overflow(entries())).toEqual([]);
  });
});

describe('over 1,000 records', () => {
  it('the oldest go, as many as there are too many', () => {
    const old = many(3);
    const young = many(1000);
    expect(overflow(mixed(young, old))).toEqual(old);
  });

  it('what was sent goes first, then unreadable ones, then parked ones, then incomplete ones', () => {
    const waiting = many(1000);
    const [parked, quarantined, sent] = [
      many(2, { state: 'parked' }),
      many(2, { state: 'quarantined' }),
      many(2, { state: 'sent' }),
    ];
    expect(overflow(mixed(waiting, parked, quarantined, sent))).toEqual([...sent, ...quarantined, ...parked]);
    const all = overflow(mixed(many(1002), parked.slice(1), quarantined.slice(1), sent.slice(1)));
    expect(all.map(({ kept }) => kept.state)).toEqual(['sent', 'quarantined', 'parked', 'waiting', 'waiting']);
  });

  it('a complete one that waits never goes; one that was refused does', () => {
    const complete = many(1005, { disposition: 'complete' });
    expect(overflow(mixed(complete))).toEqual([]);
    const partial = many(1);
    expect(overflow(mixed(complete, partial))).toEqual(partial);
    const refused = many(1, { disposition: 'complete', state: 'parked' });
    expect(overflow(mixed(complete, refused))).toEqual(refused);
  });

  it('one whose request is under way stays, and the next one goes', () => {
    const busy = many(2, { busy: true });
    const rest = many(999);
    expect(overflow(mixed(rest, busy))).toEqual(rest.slice(0, 1));
  });
});

describe('over two million characters', () => {
  it('the oldest go until the rest fits, however few they are', () => {
    const [first, second, ...rest] = many(6, { body: 'x'.repeat(500_000) });
    expect(overflow(mixed([first, second, ...rest] as Entry[]))).toEqual([first, second]);
  });

  it('one character too many is too many', () => {
    const [first, ...rest] = [...many(3, { body: 'x'.repeat(500_000) }), ...many(1, { body: 'x'.repeat(500_001) })];
    expect(overflow(mixed([first, ...rest] as Entry[]))).toEqual([first]);
  });

  it('both limits are kept', () => {
    const large = many(1, { body: 'x'.repeat(2_000_000) });
    const small = many(1002);
    expect(overflow(mixed(large, small))).toEqual([...large, ...small.slice(0, 2)]);
  });
});
