// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Adapter,
  type ConfigForAdapter,
  createSurvey,
  defineElement,
  type Interview,
  type Survey,
} from '../../src/entries/index.ts';

const config: ConfigForAdapter = {
  survey: 'permits',
  names: { service: 'Building Permits' },
  trigger: { on: 'call' },
};

let surveys: Survey[] = [];
let received: Interview[] = [];
const adapter: Adapter = {
  destination: 'test',
  abilities: { revisions: 'each', dedupes: true, unload: 'send' },
  async send(body: string) {
    received.push(JSON.parse(body));
    return { outcome: 'accepted' };
  },
};

/** What is refused is passed in too, so that any value goes. */
const create = (given: unknown, options?: { adapter: Adapter }) => {
  const survey = createSurvey(given as ConfigForAdapter, options as { adapter: Adapter });
  surveys.push(survey);
  return survey;
};

/** As much of Web Locks as tells whether a tab still lives; Node has none. */
const held = new Set<string>();
Object.defineProperty(navigator, 'locks', {
  value: {
    request: (name: string, work: () => Promise<void>) => {
      held.add(name);
      return work().finally(() => held.delete(name));
    },
    query: async () => ({ held: [...held].map((name) => ({ name })) }),
  },
});

const onPage = () => document.querySelectorAll('[data-cx7]');

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
});
afterEach(async () => {
  for (const survey of surveys) await survey.destroy();
  document.body.replaceChildren();
  surveys = [];
  received = [];
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('createSurvey', () => {
  it('opens on call and hands its interviews to an adapter in code, without an endpoint', async () => {
    const survey = create(config, { adapter });
    expect(await survey.open()).toMatchObject({ shown: true, reason: 'asked' });
    expect(onPage()).toHaveLength(1);
    await vi.waitFor(() => expect(received.at(-1)).toMatchObject({ survey: 'permits', disposition: 'opened' }));
  });

  it('takes the config as JSON would, at the moment of the call', async () => {
    const given = { ...config, display: { accent: undefined }, toJSON: undefined };
    const survey = create(given, { adapter });
    given.survey = 'changed afterwards';
    await survey.open();
    await vi.waitFor(() => expect(received.at(-1)?.survey).toBe('permits'));
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['no survey', {}],
    ['a rate of five', { ...config, endpoint: '/v1/interviews', sampling: { rate: 5 } }],
    [
      'a circle',
      Object.assign({} as Record<string, unknown>, {
        get self() {
          return this;
        },
      }),
    ],
  ])('reports %s instead of throwing', async (_, wrong) => {
    const errors: string[] = [];
    const survey = create(wrong);
    survey.on('error', ({ detail }) => errors.push(detail.error.message));
    expect(await survey.open()).toMatchObject({ shown: false, reason: 'failed' });
    expect(errors.join()).toBeTruthy();
    expect(errors.join()).not.toContain('[object');
    expect(onPage()).toHaveLength(0);
  });

  it('says why a config is refused and what to change', async () => {
    const survey = create({ ...config, endpoint: '/v1/interviews', sampling: { rate: 5 } });
    await survey.open();
    await vi.waitFor(() => expect(vi.mocked(console.error).mock.lastCall?.join()).toContain('sampling.rate'));
  });

  it('speaks Spanish on a Spanish page', async () => {
    document.documentElement.lang = 'es';
    await create(config, { adapter }).open();
    document.documentElement.lang = '';
    expect(onPage()[0]?.shadowRoot?.querySelector('[lang]')?.getAttribute('lang')).toBe('es');
  });

  it('sends what an earlier visit left for the adapter, though nobody opens the survey', async () => {
    const down = { ...adapter, send: async () => ({ outcome: 'later', reason: 'down' }) as const };
    const first = create(config, { adapter: down });
    const waiting = new Promise((tell) => first.on('waiting', tell));
    const { id } = await first.open();
    await waiting;
    await first.destroy();
    create(config, { adapter });
    await vi.waitFor(() => expect(received.map((interview) => interview.id)).toContain(id), 10_000);
  });

  it('tells of the newest answers alone that they were sent', async () => {
    let release = () => {};
    const slow: Adapter = {
      ...adapter,
      send: (body) =>
        new Promise((resolve) => {
          const { disposition } = JSON.parse(body) as Interview;
          if (disposition === 'opened') resolve({ outcome: 'accepted' });
          if (disposition === 'partial') release = () => resolve({ outcome: 'accepted' });
        }),
    };
    const survey = create(config, { adapter: slow });
    const sent: number[] = [];
    survey.on('sent', ({ detail }) => sent.push(detail.revision));
    await survey.open();
    const root = onPage()[0]?.shadowRoot;
    const press = (text: string) =>
      [...(root?.querySelectorAll('button') ?? [])].find(({ textContent }) => textContent?.trim() === text)?.click();
    const status = () => root?.querySelector('[role=status]')?.textContent;
    root?.querySelector<HTMLInputElement>('input[type=radio]')?.click();
    press('Send');
    await vi.waitFor(() => expect(status()).toBe('Sending your answers…'));
    await vi.waitFor(() => press('No, that’s all'));
    release();
    await vi.waitFor(() => expect(sent).toContain(2));
    expect(status()).toBe('Sending your answers…');
  });

  it('leaves nothing when it is destroyed before it began, as frameworks do that mount twice', async () => {
    const first = create(
      { ...config, trigger: { on: 'load', delaySeconds: 0 }, sampling: { rate: 1 } },
      {
        adapter,
      },
    );
    first.destroy();
    await new Promise((later) => setTimeout(later, 50));
    expect(onPage()).toHaveLength(0);
    expect(received).toEqual([]);
  });
});

describe('<cx7-survey>', () => {
  defineElement();
  const inline = (changes: object = {}) => {
    const element = document.createElement('cx7-survey');
    const script = document.createElement('script');
    script.type = 'application/json';
    script.textContent = JSON.stringify({ ...config, endpoint: { adapter: 'function', name: 'keep' }, ...changes });
    element.append(script);
    document.body.append(element);
    return element;
  };
  beforeEach(() => vi.stubGlobal('keep', (interview: Interview) => void received.push(interview)));

  it('shows its survey inside itself', async () => {
    const element = inline();
    expect(await element.survey?.open()).toMatchObject({ shown: true });
    expect(element.querySelector('[data-cx7]')).toBeTruthy();
  });

  it('leaves the place to a config that names one', async () => {
    const element = inline({ display: { placement: 'slide-in' } });
    await element.survey?.open();
    expect(element.querySelector('[data-cx7]')).toBeNull();
    expect(onPage()).toHaveLength(1);
  });

  it('two of them show each its own', async () => {
    const [one, two] = [inline(), inline({ survey: 'licenses' })];
    await one?.survey?.open();
    await two?.survey?.open();
    expect(one?.querySelectorAll('[data-cx7]')).toHaveLength(1);
    expect(two?.querySelectorAll('[data-cx7]')).toHaveLength(1);
  });

  it('reads the config at an address, and another one when the address changes', async () => {
    const requested: string[][] = [];
    class Request {
      open = (...call: string[]) => requested.push(call);
      send() {}
    }
    vi.stubGlobal('XMLHttpRequest', Request);
    const element = document.createElement('cx7-survey');
    element.setAttribute('config', '/one.json');
    document.body.append(element);
    const first = element.survey;
    element.setAttribute('config', '/two.json');
    expect(element.survey).not.toBe(first);
    expect(requested).toEqual([
      ['GET', '/one.json'],
      ['GET', '/two.json'],
    ]);
  });

  it('goes on when it is moved, and ends when it is removed', async () => {
    const element = inline();
    await element.survey?.open();
    const { survey } = element;
    document.body.append(document.createElement('main'));
    document.querySelector('main')?.append(element);
    await null;
    expect(element.survey).toBe(survey);
    element.remove();
    await vi.waitFor(() => expect(element.querySelector('[data-cx7]')).toBeNull());
    expect(element.survey).toBeUndefined();
  });

  it('says what is missing where it has no config', async () => {
    document.body.append(document.createElement('cx7-survey'));
    await vi.waitFor(() =>
      expect(vi.mocked(console.error).mock.lastCall?.join()).toContain('Give it a config attribute'),
    );
  });
});
