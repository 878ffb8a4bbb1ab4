import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anInterview } from '../../report/interviews.ts';
import { NOW, openTarget, type Target } from './target.ts';

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.close());

const DAY = 86_400_000;
const at = (days: number) => new Date(NOW + days * DAY).toISOString();

describe('a device’s clock', () => {
  it.each([
    ['of 1970', '1970-01-01T00:00:09.000Z', 'collector'],
    ['of 2037', '2037-05-05T00:00:00.000Z', 'collector'],
    ['two days ahead', at(2), 'collector'],
    ['33 days behind', at(-33), 'collector'],
    ['an hour ahead', at(1 / 24), 'device'],
    ['of 29 days ago, when the record waited so long', at(-29), 'device'],
  ])('%s files by the clock of the %3$s', async (name, offered, clock) => {
    const survey = name.replaceAll(' ', '-');
    await target.post(anInterview({ survey, offered, comment: 'late', scores: { trust: 4 } }));
    const filed = clock === 'collector' ? at(0) : offered;
    const day = filed.slice(0, 10);
    const next = new Date(Date.parse(day) + DAY).toISOString();
    expect((await target.tally(survey, `&from=${day}&until=${next}`)).interviews).toBe(1);
    const { comments } = await target.read<{ comments: unknown[] }>(`/v1/comments?survey=${survey}`);
    expect(comments).toMatchObject([{ offered: filed, clock }]);
    // The record keeps what the device said.
    const rows = [];
    for await (const interview of target.store.interviews({ survey })) rows.push(interview.time);
    expect(rows).toMatchObject([{ offered: filed }]);
  });
});

describe('a clearance', () => {
  const withClearance = (expires: string, offered: string, survey: string) => ({
    ...anInterview({ survey, offered, scores: { trust: 4 } }),
    omb: { controlNumber: '1405-0193', expires },
  });
  const day = (days: number) => at(days).slice(0, 10);

  it('that expired after the offer covers a record that is delivered late', async () => {
    await target.post(withClearance(day(-5), at(-10), 'late'));
    expect((await target.tally('late')).interviews).toBe(1);
  });

  it('that expired before the offer does not, whatever the device’s clock says', async () => {
    await target.post(withClearance(day(-5), at(-1), 'expired'));
    await target.post(withClearance(day(-5), '2011-01-01T00:00:00Z', 'expired'));
    expect((await target.tally('expired')).interviews).toBe(0);
    const { counts } = await target.read<{ counts: unknown }>('/v1/apart?survey=expired');
    expect(counts).toMatchObject([{ standing: 'doubtful', reason: 'clearance', interviews: 2 }]);
  });
});
