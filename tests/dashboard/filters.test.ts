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
    surveys: ['parks', 'taxes'].map((survey) => ({
      ...{ survey, interviews: 1, test: 0, first: '2026-08-14T15:00:00Z', last: '2026-08-14T15:00:00Z' },
      ...{ offices: ['north', 'south'], channels: ['web', 'phone'], langs: ['en', 'es'] },
    })),
  },
  'v1/comments': { comments: [], next: null },
  'v1/apart': {
    counts: [{ standing: 'doubtful', reason: 'times', why: 'its times run backwards', interviews: 2, orMore: false }],
    interviews: [],
    next: null,
  },
  'v1/refusals': { refusals: [] },
};
const TALLY = { at: '2026-08-14T16:00:00Z', tally: tally([anInterview({ survey: 'parks', scores: { trust: 4 } })]) };

/** Counts that were asked for and are not answered yet. */
let counting: { query: URLSearchParams; answer: (response?: Response) => void }[] = [];
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
      counting.push({
        query: new URLSearchParams(query),
        answer: (response = Response.json(TALLY)) => resolve(response),
      });
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

describe('results of what was chosen', () => {
  const results = () => screen.queryByRole('region', { name: 'The seven measures' });
  const apart = () => screen.queryByRole('region', { name: /^Kept apart/ });
  const isReading = () => screen.queryAllByRole('status').some(({ textContent }) => textContent === 'Reading…');

  /** The page with the results of parks. */
  async function open() {
    const user = userEvent.setup();
    render(h(Dashboard, { open: true }));
    await answerNext();
    await screen.findByRole('region', { name: 'The seven measures' });
    expect(isReading()).toBe(false);
    return user;
  }

  it('take the place of those of another survey only once they are read', async () => {
    const user = await open();
    await user.selectOptions(screen.getByLabelText('Survey'), 'taxes');
    expect([chosen('Survey'), isReading(), results(), apart()]).toEqual(['taxes', true, null, null]);
    expect(screen.queryByText(/^as of/)).toBe(null);

    const former = await nextCount();
    await user.selectOptions(screen.getByLabelText('Respondents'), 'forced');
    expect([chosen('Respondents'), isReading()]).toEqual(['forced', true]);
    expect(screen.queryByText(/match the filters/)).toBe(null);
    former.answer();
    await answerNext();
    await screen.findByText(/No interviews of “taxes” .* match the filters/);
    expect(isReading()).toBe(false);
    expect(apart()).not.toBe(null);
  });

  it('are not those of another office either, and what the whole survey keeps apart stays', async () => {
    const user = await open();
    await user.selectOptions(screen.getByLabelText('Office'), 'south');
    expect([isReading(), results()]).toEqual([true, null]);
    expect(apart()).not.toBe(null);
    await answerNext();
    await waitFor(() => expect(results()).not.toBe(null));
  });

  it('show at once in another view', async () => {
    const user = await open();
    await user.click(screen.getByLabelText('Table'));
    expect(isReading()).toBe(false);
    expect(screen.getAllByRole('table').length).toBeGreaterThan(0);
    await answerNext();
  });

  it('are not said to be read on once that has failed, until something else is chosen', async () => {
    const user = await open();
    await user.selectOptions(screen.getByLabelText('Survey'), 'taxes');
    (await nextCount()).answer(new Response(null, { status: 503 }));
    const problem = await screen.findByRole('alert');
    expect(problem.textContent).not.toContain('What you see');
    expect([isReading(), results()]).toEqual([false, null]);
    await user.selectOptions(screen.getByLabelText('Office'), 'south');
    expect([isReading(), screen.queryByRole('alert')]).toEqual([true, null]);
    await answerNext();
  });

  it('are without the tests that the survey before was shown with, whatever else is chosen meanwhile', async () => {
    const user = await open();
    await user.click(screen.getByLabelText('Test data'));
    expect((await answerNext()).get('test')).toBe('true');
    await waitFor(() => expect(isReading()).toBe(false));
    await user.selectOptions(screen.getByLabelText('Survey'), 'taxes');
    await user.selectOptions(screen.getByLabelText('Office'), 'south');
    expect(Object.fromEntries(await answerNext())).toMatchObject({ survey: 'taxes', office: 'south', test: 'false' });
  });
});
