// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/preact';
import { h } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import type { ApartCount } from '../../src/collector/apart.ts';
import { Apart } from '../../src/dashboard/Besides.tsx';

const doubtful: ApartCount = {
  standing: 'doubtful',
  reason: 'times',
  why: 'its times run backwards',
  interviews: 2,
  orMore: false,
};
const unlisted: ApartCount = {
  standing: 'unlisted',
  reason: 'config',
  why: 'it names a config that was not given',
  interviews: 1200,
  orMore: false,
};

afterEach(cleanup);

const look = () => {};

describe('what is kept apart', () => {
  it.each([
    ['nothing of doubtful interviews, which no config can help', [doubtful], false],
    ['to give a config, where one is missing', [unlisted], true],
    ['the same where only some miss theirs', [doubtful, unlisted], true],
  ])('says what to do: %s', (_, counts, isHelped) => {
    render(h(Apart, { counts, interviews: [], look }));
    const all = counts.reduce((sum, { interviews }) => sum + interviews, 0).toLocaleString('en');
    screen.getByRole('region', { name: `Kept apart ${all}` });
    screen.getByText(/^These interviews are not counted in any figure\./);
    expect(screen.queryByText(/Give the collector the config/) !== null).toBe(isHelped);
  });

  it('says that there may be more where the collector has stopped counting', () => {
    const many: ApartCount = { ...unlisted, interviews: 100_000, orMore: true };
    render(h(Apart, { counts: [doubtful, many], interviews: [], look }));
    screen.getByRole('region', { name: 'Kept apart 100,002 or more' });
    screen.getByText('100,000 or more unlisted: it names a config that was not given');
    screen.getByText('2 doubtful: its times run backwards');
  });
});
