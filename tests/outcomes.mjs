/** The line that says what became of a step of `npm test`. */
export function lineOf({ what, seconds, passed, failed, skipped, retried = 0 }) {
  const parts = [
    `${passed} passed`,
    retried && `${retried} only at the second try`,
    failed && `${failed} failed`,
    skipped && `${skipped} skipped`,
  ].filter(Boolean);
  return `${failed ? '✗' : '✓'} ${what}: ${parts.join(', ')} (${seconds} s)`;
}

/** What Playwright's own report counts. A test that passed only when it was tried again has passed, and is told apart. */
export const countsOf = ({ stats: { expected, flaky, unexpected, skipped } }) => ({
  passed: expected + flaky,
  failed: unexpected,
  skipped,
  retried: flaky,
});
