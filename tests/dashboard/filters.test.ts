// @vitest-environment happy-dom
import { cleanup, render, screen, waitFor } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { h } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Dashboard } from '../../src/dashboard/Dashboard.tsx';
import { tally } from '../../src/report/index.ts';
import { anInterview } from '../report/interviews.ts';
import { there } from '../there.ts';

/** What the collector says at once. */
const ANSWERS: Record<string, object> = {
  'v1/surveys': {
    surveys: [
      {
        ...{ survey: 'parks', interviews: 1, test: 0, first: '2026-08-14T15:00:00Z', last: '2026-08-14T15:00:00Z' },
        ...{ offices: ['north', 'south'], channels: ['web', 'phone'], langs: ['en', 'es'] },
      },
    ],
  },
  'v1/comments': { comments: [], next: null },
  'v1/apart': { counts: [], interviews: [], next: null },
  'v1/refusals': { refusals: [] },
};
const TALLY = { at: '2026-08-14T16:00:00Z', tally: tally([anInterview({ survey: 'parks', scores: { trust: 4 } })]) };

/** Counts that were asked for and are not answered yet. */
let counting: { query: URLSearchParams; answer: () => void }[] = [];
/** Says that an interview has arrived. */
let arrive = () => {};

beforeEach(() => {
  counting = [];
  history.replaceState(null, '', '/dashboard');
  vi.stubGlobal('fetch', (address: string) => {
    const [path = '', query] = address.split('?');
    const said = ANSWERS[path];
    if (said) return Promise.resolve(Response.json(said));
    return new Promise((resolve) => {
      counting.push({ query: new URLSearchParams(query), answer: () => resolve(Response.json(TALLY)) });
    });
  });
  vi.stubGlobal(
    'EventSource',
    class extends EventTarget {
      constructor() {
        super();
        arrive = () => this.dispatchEvent(new Event('change'));
      }
      close() {}
    },
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** Answers the next count once it is asked for; resolves with what it was asked with. */
async function answerNext(): Promise<URLSearchParams> {
  const { query, answer } = await nextCount();
  answer();
  return query;
}

async function nextCount() {
  await waitFor(() => expect(counting.length).toBeGreaterThan(0), { timeout: 5000 });
  return there(counting.shift());
}

const chosen = (label: string) => screen.getByLabelText<HTMLSelectElement>(label).value;

describe('what is chosen while the numbers are read', () => {
  it('stays chosen when the former numbers come, and the next choice adds to it', async () => {
    const user = userEvent.setup();
    render(h(Dashboard, { open: true }));
    await answerNext();
    await screen.findByLabelText('Office');

    arrive();
    const late = await nextCount();
    expect(late.query.get('office')).toBe(null);
    await user.selectOptions(screen.getByLabelText('Office'), 'south');
    late.answer();
    const asked = await nextCount();
    expect(asked.query.get('office')).toBe('south');
    expect(chosen('Office')).toBe('south');

    await user.selectOptions(screen.getByLabelText('Channel'), 'phone');
    asked.answer();
    expect(Object.fromEntries(await answerNext())).toMatchObject({
      survey: 'parks',
      office: 'south',
      channel: 'phone',
    });
    expect([chosen('Office'), chosen('Channel')]).toEqual(['south', 'phone']);
    expect(Object.fromEntries(new URLSearchParams(location.search))).toMatchObject({
      office: 'south',
      channel: 'phone',
    });
  });

  it('is all there where two things are chosen at the same moment', async () => {
    render(h(Dashboard, { open: true }));
    await answerNext();
    await screen.findByLabelText('Office');
    for (const [label, value] of [
      ['Office', 'south'],
      ['Language', 'es'],
    ] as const) {
      const select = screen.getByLabelText<HTMLSelectElement>(label);
      select.value = value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    }
    expect(Object.fromEntries(await answerNext())).toMatchObject({ survey: 'parks', office: 'south', lang: 'es' });
  });
});
