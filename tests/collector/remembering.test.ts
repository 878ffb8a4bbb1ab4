import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/collector/database.ts';
import { openPglite } from '../../src/collector/pglite.ts';
import { withEarlier } from '../../src/collector/remembering.ts';
import { createStore, type Store } from '../../src/collector/store.ts';
import type { StoredInterview } from '../../src/record/schema.ts';
import { anInterview } from '../report/interviews.ts';

const id = '0b0e7a86-7c1d-4f0e-9d0a-2f3b4c5d6e7f';
const skipped = { satisfaction: 'skipped', trust: 'skipped' } as const;
const saidIn = ({ answers, comment }: StoredInterview) => [
  ...answers.flatMap(({ measure, value, state }) =>
    value || state === 'not-applicable' ? [`${measure} ${value ?? state}`] : [],
  ),
  ...(comment ? [comment.text] : []),
];

describe('what an earlier revision has said', () => {
  const earlier = anInterview({ id, revision: 3, disposition: 'dismissed', scores: { satisfaction: 4, trust: 5 } });

  it('stands where a later one has it as skipped, not shown or not at all', () => {
    const blank = anInterview({ id, revision: 4, disposition: 'opened', states: { ...skipped, trust: 'not-shown' } });
    expect(saidIn(withEarlier(blank, earlier))).toEqual(['satisfaction 4', 'trust 5']);
    expect(saidIn(withEarlier({ ...blank, answers: [] }, earlier))).toEqual(['satisfaction 4', 'trust 5']);
  });

  it('gives way to another answer', () => {
    const changed = anInterview({ id, revision: 4, scores: { satisfaction: 1, ease: 2 }, states: skipped });
    expect(saidIn(withEarlier(changed, earlier))).toEqual(['satisfaction 1', 'trust 5', 'ease 2']);
  });

  it('that a statement does not apply is an answer, too', () => {
    const employee = anInterview({ id, revision: 3, states: { employee: 'not-applicable' } });
    expect(saidIn(withEarlier(anInterview({ id, revision: 4 }), employee))).toEqual(['employee not-applicable']);
  });

  it.each([
    ['stays where a later revision has none', { disposition: 'opened' }, {}, ['Words.']],
    ['goes where it was taken back', { disposition: 'complete' }, { withdrawn: ['comment'] }, []],
    ['stays where nothing was taken back', { disposition: 'complete' }, { withdrawn: [] }, ['Words.']],
    ['goes by a step that version 1 has sent without it', { disposition: 'complete', version: 1 }, {}, []],
    ['stays where version 1 has sent nothing', { disposition: 'dismissed', version: 1 }, {}, ['Words.']],
    ['gives way to another', { disposition: 'complete', comment: 'Others.' }, {}, ['Others.']],
  ] as const)('a comment %s', (_, wanted, more, left) => {
    const later = { ...anInterview({ id, revision: 4, ...wanted }), ...more } as StoredInterview;
    expect(saidIn(withEarlier(later, anInterview({ id, revision: 3, comment: 'Words.' })))).toEqual(left);
  });
});

describe('how far an earlier revision came', () => {
  const offered = '2026-08-14T15:00:00Z';
  const sent = anInterview({
    id,
    revision: 2,
    disposition: 'partial',
    offered,
    comment: 'Words.',
    scores: { trust: 5 },
  });
  const reopened = (disposition: 'offered' | 'dismissed' | 'opened' | 'complete') =>
    anInterview({ id, revision: 3, version: 1, disposition, offered: '2026-08-17T15:00:00Z' });

  it.each(['offered', 'dismissed', 'opened'] as const)('stands where a later one is only %s', (disposition) => {
    const merged = withEarlier(reopened(disposition), sent);
    expect(merged).toMatchObject({ revision: 3, disposition: 'partial' });
    const { opened, answered, seconds } = sent.time;
    expect(merged.time).toMatchObject({
      offered,
      opened,
      answered,
      seconds,
      updated: reopened(disposition).time.updated,
    });
  });

  it('gives way to one that came further, with the first offer and the first touch', () => {
    const merged = withEarlier(reopened('complete'), sent);
    expect(merged.disposition).toBe('complete');
    expect(merged.time).toMatchObject({ offered, opened: sent.time.opened, answered: sent.time.answered });
  });

  it('gives way where somebody closed what they had opened, or opened it once more', () => {
    const opened = anInterview({ id, revision: 2, disposition: 'opened', offered });
    const dismissed = anInterview({ id, revision: 2, disposition: 'dismissed', offered });
    expect(withEarlier(reopened('dismissed'), opened).disposition).toBe('dismissed');
    expect(withEarlier(reopened('opened'), dismissed).disposition).toBe('opened');
  });

  it('leaves a statement that was shown and left open so', () => {
    const merged = withEarlier(reopened('opened'), sent);
    expect(merged.answers.find(({ measure }) => measure === 'satisfaction')?.state).toBe('skipped');
  });
});

describe('a collector', () => {
  let database: Database;
  let store: Store;
  beforeAll(async () => {
    database = await openPglite();
    store = await createStore(database);
  });
  afterAll(() => database?.close());

  it('keeps what a device has forgotten when its respondent goes on', async () => {
    const survey = 'calls';
    const ticked = {
      id,
      survey,
      revision: 3,
      disposition: 'dismissed',
      scores: { satisfaction: 4, trust: 5 },
    } as const;
    await store.keep(anInterview(ticked));
    await store.keep(anInterview({ id, survey, revision: 4, disposition: 'opened', states: skipped }));
    await store.keep(anInterview({ id, survey, revision: 5, disposition: 'partial', scores: { ease: 1 } }));
    const held: StoredInterview[] = [];
    for await (const interview of store.interviews({ survey })) held.push(interview);
    expect(held.map((interview) => [interview.revision, ...saidIn(interview)])).toEqual([
      [5, 'satisfaction 4', 'trust 5', 'ease 1'],
    ]);
  });

  it('counts what was sent at one desk when another opens the same call', async () => {
    const survey = 'desks';
    const call = { id: crypto.randomUUID(), survey, version: 1 } as const;
    const opened = { ...call, disposition: 'opened', offered: '2026-08-17T15:00:00Z' } as const;
    await store.keep(
      anInterview({ ...call, revision: 2, disposition: 'partial', comment: 'Words.', scores: { trust: 5 } }),
    );
    await store.keep(anInterview({ ...opened, revision: 3 }));
    expect(await store.countApart(survey)).toEqual([]);
    const { groups } = await store.tally({ survey });
    expect(groups['sampled-offer']).toMatchObject({ comments: 1, funnel: { partial: 1 } });
    expect(groups['sampled-offer'].measures.trust.counts).toEqual([0, 0, 0, 0, 1]);
  });

  it('keeps what an earlier revision says that is stored while a later one is on its way', async () => {
    const survey = 'together';
    const call = { id: crypto.randomUUID(), survey };
    await store.keep(anInterview({ ...call, revision: 3, disposition: 'opened' }));
    let inserts = 0;
    const query: Database['query'] = async (sql, values) => {
      // The other revision is committed between what the store reads and what it writes.
      if (sql.startsWith('insert into interviews') && ++inserts === 1)
        await store.keep(anInterview({ ...call, revision: 4, comment: 'Words.', scores: { trust: 5 } }));
      return database.query(sql, values);
    };
    const other = await createStore({ ...database, query });
    const late = anInterview({ ...call, revision: 5, disposition: 'opened', states: skipped });
    expect(await other.keep(late)).toEqual({ revision: 5, changed: true });
    const held: StoredInterview[] = [];
    for await (const interview of store.interviews({ survey })) held.push(interview);
    expect(held.map((interview) => [interview.revision, ...saidIn(interview)])).toEqual([[5, 'trust 5', 'Words.']]);
  });

  it.each<[string, object]>([
    ['has no answers', { answers: null }],
    ['has answers that no version takes', { answers: [{ measure: 'ease', state: 'answered', value: 9 }] }],
    ['has a comment that is no text', { comment: { text: 5 } }],
  ])('takes the next revision of what an older version stored and %s, and nothing of that', async (_, wrong) => {
    const interview = anInterview({ survey: 'of-old', revision: 1, disposition: 'opened' });
    await store.keep(interview);
    await database.query('update interviews set record = record || $2::jsonb where id = $1', [
      interview.id,
      JSON.stringify(wrong),
    ]);
    const next = { ...interview, revision: 2 };
    expect(await store.keep(next)).toEqual({ revision: 2, changed: true });
    expect(await database.query('select record from interviews where id = $1', [next.id])).toEqual([{ record: next }]);
  });
});
