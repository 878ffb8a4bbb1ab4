import { describe, expect, it } from 'vitest';
import { type Action, begin, flow, isSent, type State } from '../../src/survey/flow.ts';

const on = (state: State, ...actions: Action[]) => actions.reduce((before, action) => flow(before, action, 100), state);
const opened = begin(true);
const answered: Action = { type: 'reply', replies: { satisfaction: 4 } };
const more = on(opened, answered, { type: 'send' });

describe('a touch', () => {
  it('opens an offer, and changes nothing later', () => {
    expect(on(begin(false), { type: 'touch' }).disposition).toBe('opened');
    expect(on(more, { type: 'touch' })).toEqual(more);
    const done = on(more, { type: 'enough' });
    expect(on(done, { type: 'touch' }).disposition).toBe('complete');
  });

  it('of a statement in the second step leaves the interview partial', () => {
    expect(on(more, { type: 'continue' }, { type: 'reply', replies: { ease: 1 } })).toMatchObject({
      disposition: 'partial',
      replies: { satisfaction: 4, ease: 1 },
    });
  });
});

describe('a pause in typing', () => {
  const typed = on(opened, { type: 'comment', text: 'Fine' });

  it('is noted with the comment as it stands', () => {
    expect(on(typed, { type: 'pause', comment: 'Fine' })).toEqual({ ...typed, paused: 'Fine' });
    expect(on(opened, { type: 'pause', comment: '' })).toEqual({ ...opened, paused: '' });
  });

  it('is none where the comment has changed since', () => {
    expect(on(typed, { type: 'pause', comment: 'Fin' })).toBe(typed);
  });

  it('is forgotten, with the news, when a step is sent', () => {
    const sent = on(typed, { type: 'pause', comment: 'Fine' }, { type: 'send' });
    expect([sent.paused, sent.delivery, sent.problem]).toEqual([undefined, undefined, undefined]);
  });
});

describe('what belongs to another step changes nothing', () => {
  it.each([
    ['to go on', { type: 'continue' }, opened],
    ['to have said enough', { type: 'enough' }, opened],
    ['to close', { type: 'close' }, more],
    ['to send', { type: 'send' }, more],
    ['to go on', { type: 'continue' }, on(more, { type: 'enough' })],
    ['news of answers that were not sent', { type: 'delivery', delivery: 'saved' }, opened],
  ] as [string, Action, State][])('%s: %j', (_, action, state) => {
    expect(on(state, action)).toBe(state);
  });
});

it('answers count as sent from the first step on', () => {
  const states = (['offered', 'opened', 'dismissed', 'partial', 'complete'] as const).map((disposition) =>
    isSent({ disposition }),
  );
  expect(states).toEqual([false, false, false, true, true]);
});
