// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { leaveAll, onScreen, openPage } from './page.ts';

/** Values of any kind are passed in, as pages do. */
// biome-ignore lint/suspicious/noExplicitAny: what is passed is wrong on purpose
type Anything = any;

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
});
afterEach(leaveAll);

const arrived = (page: { received: unknown[] }) => vi.waitFor(() => expect(page.received).toHaveLength(1));

describe('a key that is there, but is none,', () => {
  it.each([
    ['undefined', undefined],
    ['null', null],
    ['nothing', ''],
    ['a blank', ' \u00a0\u200b'],
    ['NaN', Number.NaN],
    ['a fraction', 1.5],
    ['a number beyond exact ones', 2 ** 53],
    ['true', true],
    ['an object', { id: 7 }],
    ['a list', ['CALL-1']],
    ['half of a character', 'CALL-\ud83d'],
    ['the text undefined', 'undefined'],
    ['the text null', 'null'],
    ['the text NaN', ' NaN '],
    ['the text N/A', 'N/A'],
    ['a placeholder that was never filled in', '{{callId}}'],
    ['the text of an object', '[object Object]'],
  ])('opens no survey: %s', async (_, interactionKey: Anything) => {
    const page = openPage();
    expect(await page.cx7.open({ interactionKey })).toEqual({ shown: false, reason: 'refused' });
    expect(onScreen().isThere).toBe(false);
    expect(page.errors.join()).toMatch(/^open: interactionKey is .+, but must be the key of one call/);
    expect(console.error).toHaveBeenCalledTimes(1);
  });

  it.each([[null], ['CALL-1'], [4711], [['CALL-1', 'x']]])(
    'opens no survey in the place of options: %j',
    async (options: Anything) => {
      const page = openPage();
      const { shown } = await page.cx7.open(options);
      expect(shown && !page.errors.length).toBe(false);
    },
  );
});

it('a whole number is a key by its digits', async () => {
  const page = openPage();
  const first = await page.cx7.open({ interactionKey: 4711 });
  expect(await page.cx7.open({ interactionKey: '4711' })).toEqual(first);
  expect(page.errors).toEqual([]);
});

it('two desks with one key are two interviews of one call, and both are kept', async () => {
  const received: Anything[] = [];
  const one = openPage({}, received);
  await one.cx7.open({ interactionKey: 'CALL-1' });
  onScreen().tick('satisfaction', 4);
  onScreen().press(/^Send/);
  await vi.waitFor(() => expect(received.at(-1)).toMatchObject({ disposition: 'partial' }));
  await one.cx7.destroy();
  sessionStorage.clear();
  const other = openPage({}, received);
  await other.cx7.open({ interactionKey: 'CALL-1' });
  onScreen().tick('satisfaction', 2);
  onScreen().press(/^Send/);
  await vi.waitFor(() => expect(received.filter(({ disposition }) => disposition === 'partial')).toHaveLength(2));
  const [mine, yours] = received.filter(({ disposition }) => disposition === 'partial');
  expect(mine.interactionRef).toBe(yours.interactionRef);
  expect(mine.id).not.toBe(yours.id);
});

describe('options that are no plain object', () => {
  class Options {
    get interactionKey() {
      return 'CALL-1';
    }
  }
  it.each<[string, Anything]>([
    ['a map', new Map([['interactionKey', 'CALL-1']])],
    ['an instance that keeps its key to itself', new Options()],
    ['an object that inherits its key', Object.create({ interactionKey: 'CALL-1' })],
    ['a list', []],
    ['a function', () => 'CALL-1'],
    ['a date', new Date(0)],
  ])('open no survey that would count as nobody’s: %s', async (_, options) => {
    const page = openPage();
    expect(await page.cx7.open(options)).toEqual({ shown: false, reason: 'refused' });
    expect(page.errors.join()).toContain('must be a plain object');
  });

  it('are plain without a prototype, too', async () => {
    const page = openPage();
    const options = Object.assign(Object.create(null), { interactionKey: 'CALL-1' });
    expect(await page.cx7.open(options)).toMatchObject({ shown: true });
    expect(page.errors).toEqual([]);
  });
});

it('an office is the same with blanks before or behind it', async () => {
  for (const office of [' 0312', '0312 ']) {
    const page = openPage();
    await page.cx7.open({ office });
    await arrived(page);
    expect(page.received[0]?.org.office).toBe('0312');
    expect(page.errors).toHaveLength(1);
    await leaveAll();
  }
});

it('whoever calls a survey that was destroyed is told so, and nothing waits for ever', async () => {
  const page = openPage();
  const before = page.cx7.open();
  const gone = page.cx7.destroy();
  expect(await page.cx7.open()).toEqual({ shown: false, reason: 'destroyed' });
  expect(await before).toEqual({ shown: false, reason: 'destroyed' });
  expect(await page.cx7.explain()).toBeUndefined();
  await gone;
  expect(page.errors).toEqual([]);
});

it('what the page changes in its options afterwards is not taken up', async () => {
  const page = openPage();
  const options: Anything = { interactionKey: 'CALL-1' };
  const opening = page.cx7.open(options);
  options.interactionKey = 'CALL-2';
  const { id } = await opening;
  expect((await page.cx7.open({ interactionKey: 'CALL-1' })).id).toBe(id);
});

it('what is nested in them, too', async () => {
  const page = openPage();
  const context = { queue: 'renewals' };
  const opened = page.cx7.open({ interactionKey: 'CALL-1', context });
  context.queue = 'refunds';
  await opened;
  await arrived(page);
  expect(page.received[0]).toMatchObject({ context: { queue: 'renewals' } });
});

it.each([[Error('no call')], [undefined], [{}]])('options that cannot be read open no survey: %s', async (thrown) => {
  const page = openPage();
  const options = {
    get interactionKey(): string {
      throw thrown;
    },
  };
  expect(await page.cx7.open(options)).toEqual({ shown: false, reason: 'refused' });
  expect(page.errors.join()).toMatch(
    /^open: the options cannot be read: (Error: no call|nothing says why|\[object Object\])\. /,
  );
  expect(onScreen().isThere).toBe(false);
});

describe('a call that is over before its survey could open', () => {
  it.each(['newRespondent', 'close'] as const)('opens none after %s()', async (end) => {
    const page = openPage();
    const opened = page.cx7.open({ interactionKey: 'CALL-1' });
    await page.cx7[end]();
    expect(await opened).toEqual({ shown: false, reason: 'closed' });
    expect(onScreen().isThere).toBe(false);
    expect(page.received).toEqual([]);
    // The next one is not held back.
    expect(await page.cx7.open({ interactionKey: 'CALL-2' })).toMatchObject({ shown: true });
  });
});

describe('the next caller does not answer for the last', () => {
  const half = { sampling: { unit: 'interaction', rate: 0 } } as const;

  it('where the next call is not drawn', async () => {
    const page = openPage(half);
    await page.cx7.open({ interactionKey: 'CALL-1', preview: true });
    expect(onScreen().isThere).toBe(true);
    expect(await page.cx7.open({ interactionKey: 'CALL-2' })).toMatchObject({ reason: 'sample' });
    expect(onScreen().isThere).toBe(false);
  });

  it('and the last one’s draft is not there for whoever comes after that', async () => {
    const page = openPage({ sampling: { unit: 'interaction', rate: 0.5 } });
    const keys = Array.from({ length: 40 }, (_, n) => `CALL-${n}`);
    const drawn = new Map<string, boolean>();
    for (const key of keys) {
      drawn.set(key, (await page.cx7.open({ interactionKey: key })).shown);
      await page.cx7.newRespondent();
    }
    const [one = ''] = keys.filter((key) => drawn.get(key));
    const [other = ''] = keys.filter((key) => !drawn.get(key));
    await page.cx7.open({ interactionKey: one });
    onScreen().write('Private words.');
    await page.cx7.open({ interactionKey: other });
    await page.cx7.open({ interactionKey: one });
    expect(onScreen().words).toBe('');
  });

  it('where the next call is refused', async () => {
    const page = openPage();
    await page.cx7.open({ interactionKey: 'CALL-1' });
    expect(await page.cx7.open({ interactionKey: '' })).toMatchObject({ reason: 'refused' });
    expect(onScreen().isThere).toBe(false);
  });
});

it('a survey that was destroyed listens no more, whatever is called afterwards', async () => {
  const added = vi.spyOn(window, 'addEventListener');
  const page = openPage({ trigger: { on: 'click', selector: '#feedback' }, sampling: { unit: 'session' } });
  await page.cx7.explain();
  added.mockClear();
  sessionStorage['cx7:ended:calls'] = '1';
  page.cx7.newRespondent();
  await page.cx7.destroy();
  await page.cx7.newRespondent();
  expect(added.mock.calls.filter(([type]) => type === 'click')).toEqual([]);
});

it('a kiosk draws each respondent anew, also by the page view', async () => {
  const page = openPage({ sampling: { unit: 'pageview', rate: 0.5 }, trigger: { on: 'load', delaySeconds: 0 } });
  const drawn = new Set<string | undefined>();
  for (let turn = 0; turn < 40 && drawn.size < 2; turn++) {
    drawn.add((await page.cx7.explain())?.checks.find(([name]) => name === 'sample')?.[1] ? 'out' : 'in');
    await page.cx7.newRespondent();
  }
  expect([...drawn].sort()).toEqual(['in', 'out']);
});

describe('a value that no record can hold', () => {
  it.each<[string, Anything, string, object]>([
    ['a figure', { indicators: { waitSeconds: 'n/a' } }, 'indicators.waitSeconds is "n/a"', { indicators: {} }],
    ['an empty figure', { indicators: { waitSeconds: '' } }, 'indicators.waitSeconds is ""', { indicators: {} }],
    ['no figure', { indicators: { waitSeconds: null } }, 'indicators.waitSeconds is null', { indicators: {} }],
    ['an endless figure', { indicators: { waitSeconds: 1 / 0 } }, 'waitSeconds is Infinity', { indicators: {} }],
    ['a yes', { indicators: { waitSeconds: true } }, 'waitSeconds is true', { indicators: {} }],
    ['figures that are no object', { indicators: [1] }, 'indicators is a list of 1', { indicators: {} }],
    ['a channel', { channel: 'voice' }, 'channel is "voice", but must be one of "web", "phone"', { channel: 'web' }],
    ['an empty channel', { channel: '' }, 'channel is ""', { channel: 'web' }],
    ['an administration', { administration: 7 }, 'administration is 7', { administration: 'self' }],
    ['an office', { office: '' }, 'office is ""', { org: { path: [] } }],
    ['a long office', { office: 'x'.repeat(101) }, '(101 characters)', { org: { path: [] } }],
    ['a field', { context: { queue: { a: 1 } } }, 'context.queue is an object', { context: {} }],
    ['fields that are null', { context: null }, 'context is null', { context: {} }],
  ])('is left out and named, and the answers arrive: %s', async (_, options, says, has) => {
    const page = openPage();
    expect(await page.cx7.open({ ...options, interactionKey: 'CALL-1' })).toMatchObject({ shown: true });
    await arrived(page);
    expect(page.received[0]).toMatchObject(has);
    expect(page.received[0]?.indicators).toEqual({});
    expect(page.received[0]?.context).toEqual({});
    expect(page.errors).toHaveLength(1);
    expect(page.errors[0]).toContain(says);
    expect(page.errors[0]).toContain('It was left out.');
  });

  it.each<[string, Anything, object]>([
    ['digits', { indicators: { waitSeconds: ' 240 ' } }, { indicators: { waitSeconds: 240 } }],
    ['a channel in other letters', { channel: 'In Person' }, { channel: 'in-person' }],
    ['an administration', { administration: 'Read_Aloud' }, { administration: 'read-aloud' }],
    ['a number for an office', { office: 12 }, { org: { office: '12' } }],
    ['blanks around an office', { office: 'DC-01\n' }, { org: { office: 'DC-01' } }],
    ['a long text', { context: { queue: 'é'.repeat(300) } }, { context: { queue: 'é'.repeat(200) } }],
    ['half of a character', { context: { queue: 'a\ud83d\0b' } }, { context: { queue: 'ab' } }],
  ])('is converted where it is unmistakable, and named: %s', async (_, options, has) => {
    const page = openPage();
    await page.cx7.open({ ...options, interactionKey: 'CALL-1' });
    await arrived(page);
    expect(page.received[0]).toMatchObject(has);
    expect(page.errors).toHaveLength(1);
    expect(page.errors[0]).toContain('It was taken as');
  });

  it('leaves the others as they are', async () => {
    const page = openPage();
    const context = { queue: 'renewals', urgent: false };
    await page.cx7.open({
      interactionKey: 'CALL-1',
      context,
      indicators: { waitSeconds: 0 },
      channel: undefined,
    } as Anything);
    await arrived(page);
    expect(page.received[0]).toMatchObject({
      context: { queue: 'renewals', urgent: false },
      indicators: { waitSeconds: 0 },
      channel: 'web',
    });
    expect(page.errors).toEqual([]);
  });

  it('names fields that the config does not list, and never what is in them, where it looks', async () => {
    const page = openPage();
    const options = { context: { queu: 'renewals', agentName: 'Doe' }, indicators: { waitSecond: 3 } };
    await page.cx7.open({ ...options, channel: 'Phone', interactionKey: 'CALL-1' } as Anything);
    await arrived(page);
    expect(page.received[0]).toMatchObject({ context: {}, indicators: {} });
    expect(page.errors).toEqual(
      expect.arrayContaining([
        'open: context: the config does not list "queu", but it lists queue. It was left out.',
        'open: context: the config does not list "agentName". It was left out.',
        'open: indicators: the config does not list "waitSecond", but it lists waitSeconds. It was left out.',
      ]),
    );
    expect(page.errors.join()).not.toMatch(/renewals|Doe/);
  });

  it('an office that goes by the name of something of every object is drawn by the general rate', async () => {
    const page = openPage({ sampling: { unit: 'interaction', offices: { 'DC-01': 1 } } });
    for (const office of ['constructor', '__proto__', 'toString'])
      expect(await page.cx7.open({ office, interactionKey: `CALL-${office}` })).toMatchObject({ shown: true });
  });

  it('in the language of the page costs no answer', async () => {
    document.documentElement.lang = `${'x'.repeat(34)}\ud83d\ude00`;
    const page = openPage();
    await page.cx7.open({ interactionKey: 'CALL-1' });
    document.documentElement.lang = '';
    await vi.waitFor(() => expect(page.received.map(({ shown }) => shown.requestedLang)).toContain('x'.repeat(34)));
  });
});

describe('a misspelt option', () => {
  it('is named with the nearest one, and the survey opens without it', async () => {
    const page = openPage();
    expect(await page.cx7.open({ interactionKey: 'CALL-1', chanel: 'phone' } as Anything)).toMatchObject({
      shown: true,
    });
    expect(page.errors).toEqual(['open: "chanel" is not an option, but channel is. It was left out.']);
  });

  it.each(['interactionkey', 'interaction_key', 'InteractionKey', 'interactonKey', 'interactionId'])(
    'opens no survey where the key was meant: %s',
    async (name) => {
      const page = openPage();
      expect(await page.cx7.open({ [name]: 'CALL-1' } as Anything)).toEqual({ shown: false, reason: 'refused' });
      expect(page.errors.join()).toContain(
        `open: "${name}" is not an option, but interactionKey is. The survey was not opened`,
      );
    },
  );
});

describe('memory of what was asked', () => {
  it.each([0, 0.001])('holds for the session, though it lasts for %s days elsewhere', async (cooldownDays) => {
    const sampling = { unit: 'pageview', rate: 1, cooldownDays } as const;
    const asks = { sampling, trigger: { on: 'load', delaySeconds: 0 } } as const;
    const first = openPage(asks);
    await vi.waitFor(() => expect(onScreen().isThere).toBe(true), 5000);
    await first.cx7.close();
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000);
    vi.spyOn(console, 'info').mockImplementation(() => {});
    const next = openPage(asks);
    expect(await next.cx7.explain()).toMatchObject({ reason: 'cool-down' });
    expect(vi.mocked(console.info).mock.lastCall?.join()).toContain('asked in this session');
  });

  it('belongs to the interaction where that is the unit: a survey without a key keeps no call from being asked', async () => {
    const page = openPage();
    await page.cx7.open();
    await page.cx7.close();
    expect(await page.cx7.open({ interactionKey: 'CALL-1' })).toMatchObject({ shown: true, reason: 'asked' });
  });
});

describe('explain()', () => {
  beforeEach(() => {
    vi.spyOn(console, 'info').mockImplementation(() => {});
  });
  const said = () => `${vi.mocked(console.info).mock.lastCall}`;

  it('tells of a survey that could not be put on the page, and open() does', async () => {
    const page = openPage({ display: { placement: 'inline', target: '###' } });
    expect(await page.cx7.open({ interactionKey: 'CALL-1' })).toEqual({ shown: false, reason: 'failed' });
    expect(await page.cx7.explain()).toMatchObject({ reason: 'mount' });
    expect(said()).toMatch(/is not shown: mount\n[\s\S]*failed mount: /);
    expect(page.errors.join()).toContain('###');
  });

  it('tells of the call that was not drawn, and of the survey on the screen', async () => {
    const page = openPage({ sampling: { unit: 'interaction', rate: 0 } });
    await page.cx7.open({ interactionKey: 'CALL-1' });
    expect(await page.cx7.explain()).toMatchObject({ reason: 'sample' });
    await page.cx7.open({ preview: true });
    expect(await page.cx7.explain()).toMatchObject({ reason: 'asked' });
    expect(said()).toContain('is shown');
  });

  it('tells the next respondent that the invitation waits, and not that it is shown', async () => {
    const page = openPage({
      sampling: { unit: 'session', rate: 1 },
      trigger: { on: 'load', delaySeconds: 0.5 },
      coding: { channel: 'kiosk' },
    });
    await vi.waitFor(() => expect(onScreen().isThere).toBe(true), 5000);
    await page.cx7.newRespondent();
    expect(onScreen().isThere).toBe(false);
    expect(await page.cx7.explain()).toMatchObject({ reason: 'trigger' });
    expect(said()).not.toContain('is shown');
    await vi.waitFor(() => expect(onScreen().isThere).toBe(true), 5000);
  });

  it('tells of a survey that was closed that it was there', async () => {
    const page = openPage({ sampling: { unit: 'session', rate: 1 }, trigger: { on: 'load', delaySeconds: 0 } });
    await vi.waitFor(() => expect(onScreen().isThere).toBe(true), 5000);
    await page.cx7.close();
    expect(await page.cx7.explain()).toMatchObject({ reason: 'cool-down' });
    expect(said()).toContain('before: it was shown on this page, and is no longer there');
  });

  it('tells the next respondent nothing of the one before', async () => {
    const page = openPage({ sampling: { unit: 'session', rate: 1 }, trigger: { on: 'load', delaySeconds: 0 } });
    await vi.waitFor(() => expect(onScreen().isThere).toBe(true), 5000);
    await page.cx7.close();
    expect(await page.cx7.explain()).toMatchObject({ reason: 'cool-down' });
    await page.cx7.newRespondent();
    expect(await page.cx7.explain()).not.toMatchObject({ reason: 'cool-down' });
  });

  it('tells of a selector that the browser cannot read', async () => {
    const page = openPage({ trigger: { on: 'click', selector: '###' } });
    await page.cx7.explain();
    expect(said()).toContain('trigger.selector: this browser cannot read "###"');
  });
});
