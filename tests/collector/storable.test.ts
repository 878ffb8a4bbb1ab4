import fc from 'fast-check';
import { expect, it } from 'vitest';
import { storable } from '../../src/collector/storable.ts';
import { type StoredInterview, storedInterview } from '../../src/record/schema.ts';
import { seed } from '../campaigns.mjs';
import { anInterview } from '../report/interviews.ts';

/** What makes a text longer, shorter or other than it was, and what a cut may fall into. */
const piece = fc.constantFrom(
  'a@b.co ',
  'j@x.gov/',
  '202-555-0143 ',
  'a',
  '%40',
  '/',
  '\u0001',
  '\u{e0001}',
  '\u202e',
  '🙏',
);

/** Texts of at most so many characters, the longest often among them. */
const text = (longest: number, least = 0) =>
  fc.tuple(fc.array(piece, { minLength: least, maxLength: 12 }), fc.constantFrom(1, 1000)).map(([pieces, times]) => {
    const all = pieces.join('').repeat(times).slice(0, longest);
    return all.isWellFormed() ? all : all.slice(0, -1);
  });

const accepted = fc
  .record({
    version: fc.constantFrom(1 as const, 2 as const),
    code: text(200, 1),
    lang: text(35),
    comment: text(10_000),
    masked: fc.constantFrom<object>({}, { email: 10_000, phone: 1 }, { email: 9_999 }),
    context: text(500),
    extra: text(500),
    origin: text(300),
    path: text(2000),
  })
  .map(({ version, code, lang, comment, masked, context, extra, origin, path }) => {
    const record = anInterview({ version });
    return {
      ...record,
      survey: code,
      service: code,
      transactionPoint: code,
      org: { department: code, office: code, path: [code] },
      comment: { text: comment, masked },
      context: { queue: version === 1 ? context : [...context].slice(0, 100).join('') },
      extra: [{ question: code, state: 'answered', value: extra, textHash: '00000000', position: 8 }],
      shown: { ...record.shown, lang, requestedLang: lang },
      page: { origin, path },
      client: { version: lang },
    };
  })
  .filter((record) => storedInterview.safeParse(record).success);

it('whatever is accepted is still a record of its version as it is kept', () => {
  fc.assert(
    fc.property(accepted, (record) => {
      expect(storedInterview.safeParse(storable(record as StoredInterview)).error?.issues).toBeUndefined();
    }),
    { numRuns: 300, seed },
  );
});

it.each([
  [1, 500],
  [2, 200],
] as const)('in version %i a text of the context is cut at %i characters', (version, longest) => {
  const record = anInterview({ version });
  record.context = { queue: 'a@b.co '.repeat(Math.floor(longest / 7)) };
  expect(storable(record).context.queue).toHaveLength(longest);
});
