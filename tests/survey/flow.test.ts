import { describe, expect, it } from 'vitest';
import { encode } from '../../src/record/encode.ts';
import type { DeliveryState } from '../../src/survey/flow.ts';
import { type Action, begin, flow, type State } from '../../src/survey/flow.ts';
import { resumed } from '../../src/survey/resume.ts';
import { told } from '../record/told.ts';

const LIMIT = 100;

/** Where a respondent stands after some actions; a word stands for an action without details. */
const after = (...actions: (Action | Word)[]): State =>
  actions.reduce<State>(
    (state, action) => flow(state, typeof action === 'string' ? { type: action } : action, LIMIT),
    begin(false),
  );
type Word = 'touch' | 'send' | 'continue' | 'enough' | 'close';
const agree: Action = { type: 'reply', replies: { satisfaction: 4 } };
const says = (text: string): Action => ({ type: 'comment', text });
const hears = (delivery: DeliveryState): Action => ({ type: 'delivery', delivery });

describe('the steps', () => {
  it('begin as an offer of the two overall statements', () => {
    expect(after()).toMatchObject({ step: 'ask', disposition: 'offered', seen: ['satisfaction', 'trust'] });
  });

  it.each([['touch'], [agree], [says('a')], ['send']] as [Action | 'touch' | 'send'][])(
    'are opened by the first touch: %j',
    (action) => {
      expect(after(action)).toMatchObject({ step: 'ask', disposition: 'opened' });
    },
  );

  it('stay an offer while nothing is touched', () => {
    expect(after({ type: 'pause', comment: '' }).disposition).toBe('offered');
  });

  it('offer the others once one statement was answered and sent', () => {
    expect(after(agree, 'send')).toMatchObject({ step: 'more', disposition: 'partial', seen: { length: 2 } });
  });

  it('offer the others to a comment alone, too', () => {
    expect(after(says('fine'), 'send')).toMatchObject({ step: 'more', disposition: 'partial' });
  });

  it('end where the offer is declined, and the service statements were never shown', () => {
    expect(after(agree, 'send', 'enough')).toMatchObject({
      step: 'done',
      disposition: 'complete',
      seen: { length: 2 },
    });
  });

  it('end where the service statements are sent, answered or not', () => {
    expect(after(agree, 'send', 'continue', 'send')).toMatchObject({
      step: 'done',
      disposition: 'complete',
      seen: { length: 7 },
    });
  });

  it('carry the comment from the first to the second', () => {
    expect(after(says('fine'), 'send', 'continue').comment).toBe('fine');
  });

  it('are not run through by a double click', () => {
    expect(after(agree, 'send', 'send')).toEqual(after(agree, 'send'));
    expect(after(agree, 'send', 'enough', 'enough', 'continue', 'send').step).toBe('done');
  });

  it('take a score back where it does not apply', () => {
    const employee = (reply: 5 | 'not-applicable'): Action => ({
      type: 'reply',
      replies: { employee: reply },
    });
    expect(after(agree, 'send', 'continue', employee(5), employee('not-applicable')).replies.employee).toBe(
      'not-applicable',
    );
  });
});

describe('closing', () => {
  it.each([[[]], [['touch']], [[agree]]] as [('touch' | Action)[]][])(
    'is a refusal before step 1 was sent',
    (actions) => {
      expect(after(...actions, 'close').disposition).toBe('dismissed');
    },
  );

  it('loses no choice that was made', () => {
    expect(after(agree, 'close').replies).toEqual({ satisfaction: 4 });
  });

  it.each([
    [['continue'], 'partial'],
    [['enough'], 'complete'],
    [[], 'partial'],
  ] as ['continue'[], string][])('takes nothing back once step 1 was sent', (actions, disposition) => {
    expect(after(agree, 'send', ...actions, 'close').disposition).toBe(disposition);
  });
});

describe('problems', () => {
  it('ask for an answer or a comment where there is neither', () => {
    expect(after('send')).toMatchObject({ step: 'ask', problem: 'nothing' });
    expect(after(says('  '), 'send').problem).toBe('nothing');
  });

  it('explain a comment over the limit and cut nothing', () => {
    const long = 'x'.repeat(LIMIT + 1);
    expect(after(agree, says(long), 'send')).toMatchObject({ step: 'ask', problem: 'tooLong', comment: long });
    expect(after(agree, 'send', 'continue', says(long), 'send')).toMatchObject({ step: 'details', problem: 'tooLong' });
    expect(after(says('x'.repeat(LIMIT)), 'send').step).toBe('more');
  });

  it('stay until Send is pressed again, so that nothing moves under the pointer', () => {
    expect(after('send', agree).problem).toBe('nothing');
    expect(after('send', agree, 'send')).toMatchObject({ step: 'more', problem: undefined });
  });

  it('are none in step 2, which may be left empty', () => {
    expect(after(says('x'), 'send', 'continue', says(''), 'send').step).toBe('done');
  });
});

describe('news of the delivery', () => {
  it('is told of answers, not of offers', () => {
    expect(after(hears('sent')).delivery).toBeUndefined();
    expect(after(agree, 'send', hears('saved')).delivery).toBe('saved');
  });

  it('of step 1 is not shown as news of step 2', () => {
    expect(after(agree, 'send', hears('sent'), 'continue', 'send').delivery).toBeUndefined();
  });
});

it('never changes the state it is given', () => {
  const state = Object.freeze(begin(false));
  Object.freeze(state.replies);
  expect(flow(state, agree, LIMIT)).not.toBe(state);
});

describe('an interview that is opened again', () => {
  const left = (changes: Parameters<typeof told>[0]) => resumed(encode(told(changes)));
  const all = ['satisfaction', 'trust', 'effectiveness', 'ease', 'efficiency', 'transparency', 'employee'] as const;

  it('says that it was answered, where it is complete', () => {
    expect(left({ disposition: 'complete' })).toMatchObject({
      step: 'already',
      disposition: 'complete',
    });
  });

  it('goes on at the offer, with its answers and its comment', () => {
    expect(left({ disposition: 'partial', comment: 'slow' })).toMatchObject({
      step: 'more',
      disposition: 'partial',
      replies: { satisfaction: 4 },
      comment: 'slow',
    });
  });

  it('goes on in step 2, where that was on the screen', () => {
    const replies = { satisfaction: 4, ease: 2, employee: 'not-applicable' } as const;
    expect(left({ disposition: 'partial', seen: all, replies })).toMatchObject({
      step: 'details',
      replies,
      seen: all,
    });
  });

  it.each(['dismissed', 'opened'] as const)('begins again, and stays opened, where it was %s', (disposition) => {
    expect(left({ disposition })).toMatchObject({
      step: 'ask',
      disposition: 'opened',
      replies: { satisfaction: 4 },
    });
  });

  it('is opened, where it was only offered: who opens it again has touched it', () => {
    expect(left({ disposition: 'offered', replies: {} }).disposition).toBe('opened');
    expect(begin(false).disposition).toBe('offered');
    expect(begin(true).disposition).toBe('opened');
  });
});
