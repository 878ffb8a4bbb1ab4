// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/preact';
import { h } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import type { Comment } from '../../src/collector/reading.ts';
import { Comments } from '../../src/dashboard/Comments.tsx';

afterEach(cleanup);

const comment: Comment = {
  ...{ id: 'a', offered: '2026-08-14T15:00:00Z', clock: 'device', text: 'Call me at ███.', masked: {} },
  ...{ office: null, channel: 'web', lang: 'en', recruitment: 'sampled-offer', test: false, scores: {} },
};

describe('a comment from which personal data was removed', () => {
  it.each([
    [{ email: 1 }, '1 email address removed'],
    [{ email: 2 }, '2 email addresses removed'],
    [{ ssn: 1200 }, '1,200 SSNs removed'],
    [{ other: 2 }, '2 possible numbers or addresses removed'],
  ])('%o: %s', (masked, said) => {
    const page = { comments: [{ ...comment, masked }], next: null };
    const { container } = render(h(Comments, { page, more: () => {} }));
    expect(container.textContent).toContain(said);
  });
});
