import { expect, it } from 'vitest';
import { countsOf, lineOf } from '../outcomes.mjs';

const step = { what: 'Tests in browsers', seconds: 7 };

it('says of a step how many passed only when they were tried again', () => {
  const counts = countsOf({ stats: { expected: 40, flaky: 2, unexpected: 1, skipped: 3 } });
  expect(lineOf({ ...step, ...counts })).toBe(
    '✗ Tests in browsers: 42 passed, 2 only at the second try, 1 failed, 3 skipped (7 s)',
  );
});

it('says nothing of what did not happen', () => {
  const counts = countsOf({ stats: { expected: 40, flaky: 0, unexpected: 0, skipped: 0 } });
  expect(lineOf({ ...step, ...counts })).toBe('✓ Tests in browsers: 40 passed (7 s)');
});
