import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Collector, createCollector } from '../../src/collector/index.ts';
import { openStore } from '../../src/collector/open.ts';
import type { Store } from '../../src/collector/store.ts';
import { tally } from '../../src/report/index.ts';
import { anInterview } from '../report/interviews.ts';
import { there } from '../there.ts';

const TOKEN = '0123456789abcdef0123';
const HOST = 'http://collector.example';

let store: Store;
let collector: Collector;
beforeAll(async () => {
  store = await openStore({});
  collector = createCollector({ store, token: TOKEN, assets: async (name) => `/* ${name} */` });
});
afterAll(() => collector.close());

/** Each time from another address: no test runs out of tries. */
const get = (path: string, headers: Record<string, string> = {}) =>
  collector.fetch(new Request(HOST + path, { headers }), { address: crypto.randomUUID() });
const read = async (path: string) => {
  const response = await get(path, { authorization: `Bearer ${TOKEN}` });
  return { status: response.status, body: await response.json() };
};
const signIn = (token: string) =>
  collector.fetch(
    new Request(`${HOST}/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ token }),
    }),
    { address: crypto.randomUUID() },
  );

describe('who may read', () => {
  it.each(['/v1/surveys', '/v1/tally?survey=a', '/v1/comments?survey=a', '/v1/events'])(
    '%s asks for the token',
    async (path) => {
      for (const headers of [
        {},
        { authorization: 'Bearer wrong' },
        { authorization: `Basic ${TOKEN}` },
        { cookie: 'cx7_reader=99999999999.00' },
      ]) {
        const response = await get(path, headers as Record<string, string>);
        expect(response.status).toBe(401);
        expect(await response.json()).toEqual({ error: expect.any(String) });
      }
    },
  );

  it('gets a form at the dashboard, which leads back with a cookie that scripts and other sites cannot use', async () => {
    const form = await get('/dashboard');
    expect(form.status).toBe(401);
    expect(await form.text()).toContain('type="password"');

    const response = await signIn(TOKEN);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('dashboard');
    const cookie = there(response.headers.get('set-cookie'));
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(cookie).not.toContain(TOKEN);
    const [pair = ''] = cookie.split(';');
    expect((await get('/v1/surveys', { cookie: pair })).status).toBe(200);
    expect((await get('/dashboard', { cookie: pair })).status).toBe(200);
    // A later date with the same signature is somebody's own invention.
    expect((await get('/v1/surveys', { cookie: pair.replace(/=\d/, '=9') })).status).toBe(401);
  });

  it('is told when the token is wrong, and slowed down', async () => {
    const wrong = await signIn('wrong');
    expect(wrong.status).toBe(401);
    expect(await wrong.text()).toContain('That is not the token');
    const guess = () => collector.fetch(new Request(`${HOST}/login`, { method: 'POST' }), { address: '192.0.2.66' });
    const statuses = [];
    for (let index = 0; index < 12; index++) statuses.push((await guess()).status);
    expect(statuses).toContain(429);
  });

  it('is whoever has the token, without the white space around what the collector was given', async () => {
    const trimmed = createCollector({ store, token: ` ${TOKEN}\r\n` });
    const request = new Request(`${HOST}/v1/surveys`, { headers: { authorization: `Bearer ${TOKEN}` } });
    expect((await trimmed.fetch(request)).status).toBe(200);
    expect(() => createCollector({ store, token: 'correct horse battery staple' })).toThrow(/white space/);
  });

  it('is nobody where there is no token, and everybody where it is open', async () => {
    const closed = createCollector({ store });
    const open = createCollector({ store, open: true });
    const request = () => new Request(`${HOST}/v1/surveys`, { headers: { authorization: 'Bearer ' } });
    expect((await closed.fetch(request())).status).toBe(401);
    expect((await open.fetch(request())).status).toBe(200);
  });
});

describe('records of both versions', () => {
  const survey = 'both-versions';
  beforeAll(async () => {
    await store.keep(anInterview({ survey, version: 1, probability: 0.5, comment: 'old', scores: { trust: 5 } }));
    const tag = { survey, unit: 'session', salt: 'other', rate: 0.5 } as const;
    await store.keep(anInterview({ survey, probability: 0.125, tag, comment: 'new', scores: { trust: 1 } }));
  });

  it('are tallied together, each with the weight of its own probability', async () => {
    const { body } = await read(`/v1/tally?survey=${survey}`);
    expect(body.tally.interviews).toBe(2);
    const { mean, weighted } = body.tally.groups['sampled-offer'].measures.trust;
    expect(mean).toBe(3);
    // Weights 2 and 8.
    expect(weighted.mean).toBeCloseTo((2 * 5 + 8 * 1) / 10, 10);
    expect(weighted.effectiveN).toBeCloseTo(10 ** 2 / (2 ** 2 + 8 ** 2), 10);
  });

  it('give their comments and their summary alike', async () => {
    const { body } = await read(`/v1/comments?survey=${survey}`);
    expect(body.comments.map(({ text }: { text: string }) => text).sort()).toEqual(['new', 'old']);
    const { surveys } = (await read('/v1/surveys')).body;
    expect(surveys.find((one: { survey: string }) => one.survey === survey)).toMatchObject({ interviews: 2, test: 0 });
  });
});

describe('the dashboard’s page', () => {
  it.each(['/dashboard', '/dashboard/dashboard.js', '/dashboard/dashboard.css'])(
    '%s has a strict policy of its own',
    async (path) => {
      const { headers } = await get(path);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    },
  );

  it('has no script, style or handler within', async () => {
    for (const headers of [{}, { authorization: `Bearer ${TOKEN}` }]) {
      const page = await (await get('/dashboard', headers as Record<string, string>)).text();
      expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/i);
    }
  });

  it('serves its two files and nothing else', async () => {
    expect((await get('/dashboard/dashboard.js')).headers.get('content-type')).toMatch(/^text\/javascript/);
    expect((await get('/dashboard/dashboard.css')).headers.get('content-type')).toMatch(/^text\/css/);
    for (const path of ['/dashboard/dashboard.map', '/dashboard/..%2findex.ts', '/dashboard/x.js'])
      expect((await get(path)).status).toBe(404);
  });

  it('is where / leads', async () => {
    expect((await get('/')).headers.get('location')).toBe('dashboard');
  });
});

describe('a tally', () => {
  it('has the numbers of one survey and period', async () => {
    await store.keep(
      anInterview({ survey: 'tally', office: 'boston', scores: { trust: 5 }, offered: '2026-02-01T00:00:00Z' }),
    );
    await store.keep(
      anInterview({ survey: 'tally', office: 'denver', scores: { trust: 2 }, offered: '2026-02-02T00:00:00Z' }),
    );
    await store.keep(anInterview({ survey: 'tally', test: true, offered: '2026-02-02T00:00:00Z' }));
    const counted = async (query: string) => (await read(`/v1/tally?survey=tally${query}`)).body.tally.interviews;
    expect(await counted('')).toBe(2);
    expect(await counted('&test=true')).toBe(3);
    expect(await counted('&office=boston')).toBe(1);
    expect(await counted('&until=2026-02-02')).toBe(1);
    expect(await counted('&from=2026-02-01T19:00:00-05:00')).toBe(1);
    expect((await read('/v1/tally?survey=tally')).body.tally.groups['sampled-offer'].measures.trust).toMatchObject({
      n: 2,
      mean: 3.5,
    });
  });

  it('is counted once for all who ask while one is under way', async () => {
    let counts = 0;
    const counting: Store = {
      ...store,
      async tally() {
        counts++;
        await new Promise((resolve) => setTimeout(resolve, 30));
        return tally([anInterview()]);
      },
    };
    const busy = createCollector({ store: counting, open: true });
    const ask = async () =>
      (await (await busy.fetch(new Request(`${HOST}/v1/tally?survey=a`))).json()).tally.interviews;
    const first = ask();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await Promise.all([first, ...Array.from({ length: 10 }, ask)])).toEqual(Array(11).fill(1));
    expect(counts).toBe(2);
  });

  it('and so is what is kept apart, whose records nobody reads who asks for none', async () => {
    let counts = 0;
    const lists: number[] = [];
    const counting: Store = {
      ...store,
      async countApart() {
        counts++;
        await new Promise((resolve) => setTimeout(resolve, 30));
        return [];
      },
      async apart(_, { limit }) {
        lists.push(limit);
        return { interviews: [], next: null };
      },
    };
    const busy = createCollector({ store: counting, open: true });
    const ask = async (query: string) => (await busy.fetch(new Request(`${HOST}/v1/apart?survey=a${query}`))).json();
    const first = ask('&limit=0');
    await new Promise((resolve) => setTimeout(resolve, 10));
    const answers = await Promise.all([first, ...Array.from({ length: 9 }, () => ask('&limit=0')), ask('')]);
    expect(answers).toEqual(Array(11).fill({ counts: [], interviews: [], next: null }));
    expect(counts).toBe(2);
    expect(lists).toEqual([20]);
  });

  it('of a survey that nobody knows has no data, which is not 0', async () => {
    const { status, body } = await read('/v1/tally?survey=unknown');
    expect(status).toBe(200);
    expect(body.tally.groups['sampled-offer'].measures.trust).toMatchObject({ n: 0, mean: null });
  });

  it.each([
    '',
    '?survey=',
    '?survey=a&from=yesterday',
    '?survey=a&from=0001-01-01T00:00:00%2B14:00',
    '?survey=a%00',
    '?survey=a&colour=red',
    '?survey=a&test=1',
  ])('refuses a query it does not understand: %s', async (query) => {
    expect(await read(`/v1/tally${query}`)).toEqual({
      status: 400,
      body: { error: expect.any(String), problems: [{ path: expect.any(String), message: expect.any(String) }] },
    });
  });
});

describe('comments', () => {
  it('come with their scores, page by page', async () => {
    for (const day of ['01', '02', '03'])
      await store.keep(
        anInterview({
          survey: 'comments',
          comment: `day ${day}`,
          scores: { ease: 2 },
          offered: `2026-02-${day}T00:00:00Z`,
        }),
      );
    const first = (await read('/v1/comments?survey=comments&limit=2')).body;
    expect(first.comments[0]).toMatchObject({ text: 'day 03', scores: { ease: 2 }, office: 'boston', test: false });
    const second = (await read(`/v1/comments?survey=comments&limit=2&before=${first.next}`)).body;
    expect(second).toMatchObject({ comments: [{ text: 'day 01' }], next: null });
  });

  it.each(['before=x', 'limit=0', 'limit=1000', 'recruitment=all'])('refuse %s', async (query) => {
    expect((await read(`/v1/comments?survey=comments&${query}`)).status).toBe(400);
  });
});

const SOME_ID = '0198f0a2-7c1e-7000-8000-000000000001';
describe.each(['comments', 'apart'])('a page of %s', (kind) => {
  it.each([
    ['at an id that is none', `2026-02-01T00:00:00.000Z_${'-'.repeat(36)}`],
    ['at a day that there is not', `2026-02-31T00:00:00.000Z_${SOME_ID}`],
    ['in a month that there is not', `2026-13-01T00:00:00.000Z_${SOME_ID}`],
    ['in the year 0', `0000-01-01T00:00:00.000Z_${SOME_ID}`],
    ['at an hour that there is not', `2026-02-01T25:00:00.000Z_${SOME_ID}`],
    ['behind a third part', `2026-02-01T00:00:00.000Z_${SOME_ID}_x`],
  ])('does not begin %s', async (_, before) => {
    expect((await read(`/v1/${kind}?survey=comments&before=${before}`)).status).toBe(400);
  });

  it('begins at any place, whether or not anything is there', async () => {
    const before = `2026-02-01T00:00:00.000Z_${SOME_ID}`;
    expect((await read(`/v1/${kind}?survey=comments&before=${before}`)).status).toBe(200);
  });
});

describe('the event stream', () => {
  const listen = async (on: Collector) => {
    const response = await on.fetch(
      new Request(`${HOST}/v1/events`, { headers: { authorization: `Bearer ${TOKEN}` } }),
    );
    const reader = there(response.body).pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const until = async (text: string) => {
      while (!heard.includes(text)) {
        const { done, value } = await reader.read();
        if (done) throw new Error('The stream has ended.');
        heard += value;
      }
      heard = '';
    };
    await until('event: open');
    // The collector's first look at the database is told as well.
    await until('event: change');
    return { until, end: () => reader.cancel(), reader };
  };
  const postTo = (on: Collector) =>
    on.fetch(
      new Request(`${HOST}/v1/interviews`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: JSON.stringify(anInterview({ survey: 'events' })),
      }),
    );

  it('tells of an arrival here without asking the database', async () => {
    let asked = 0;
    // The collector's first look asks twice.
    const pulse = (since?: string) => (++asked > 2 ? Promise.reject(new Error('away')) : store.pulse(since));
    const here = createCollector({ store: { ...store, pulse }, token: TOKEN });
    const stream = await listen(here);
    await postTo(here);
    await stream.until('event: change');
    await stream.end();
  });

  it('tells of what another collector received over the same database', async () => {
    const other = createCollector({ store });
    const stream = await listen(collector);
    await postTo(other);
    await stream.until('event: change');
    await stream.end();
  });

  it('is forgotten when its reader goes, with all that belongs to it', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage: () => void = runInNewContext('gc');
    const openAndClose = async () => {
      const request = new Request(`${HOST}/v1/events`, { headers: { authorization: `Bearer ${TOKEN}` } });
      const response = await collector.fetch(request);
      await there(response.body).cancel();
      return new WeakRef(request);
    };
    const requests: WeakRef<Request>[] = [];
    for (let index = 0; index < 50; index++) requests.push(await openAndClose());
    const held = () => {
      collectGarbage();
      return requests.filter((request) => request.deref()).length;
    };
    await expect.poll(held).toBe(0);
  });

  it('ends when the collector stops', async () => {
    const stopping = createCollector({ store, token: TOKEN });
    const { reader } = await listen(stopping);
    stopping.endStreams();
    while (!(await reader.read()).done);
  });
});
