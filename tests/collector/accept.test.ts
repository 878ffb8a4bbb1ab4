import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type CollectorOptions, createCollector } from '../../src/collector/index.ts';
import { openStore } from '../../src/collector/open.ts';
import type { Store } from '../../src/collector/store.ts';
import { anInterview } from '../report/interviews.ts';
import { there } from '../there.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore({});
});
afterAll(() => store.close());

const collector = (options: Partial<CollectorOptions> = {}) =>
  createCollector({ store, onError: () => {}, onNotice: () => {}, now: () => SAMPLED, ...options });

/** An hour after the offer of the samples. */
const SAMPLED = Date.parse('2026-08-14T16:00:00Z');

const post = (body: BodyInit | object, headers: Record<string, string> = {}) =>
  new Request('http://collector.example/v1/interviews', {
    method: 'POST',
    headers: { 'content-type': 'text/plain;charset=UTF-8', ...headers },
    body: typeof body === 'string' || body instanceof ReadableStream ? body : JSON.stringify(body),
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  } as RequestInit);

const answer = async (request: Request, options?: Partial<CollectorOptions>, address?: string) => {
  const response = await collector(options).fetch(request, { address });
  return { status: response.status, headers: response.headers, body: await response.json() };
};

describe('every sample on the wire, forever', () => {
  const folder = new URL('../wire/', import.meta.url);
  it.each(readdirSync(folder))('%s is accepted and given back', async (name) => {
    const sample = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    const { status, body } = await answer(post(sample));
    expect({ status, body }).toEqual({ status: 202, body: { id: sample.id, revision: sample.revision } });
    const kept = [];
    for await (const interview of store.interviews({ survey: sample.survey, test: true })) kept.push(interview);
    expect(kept).toContainEqual(sample);
  });
});

describe('an interview that is posted', () => {
  it.each(['application/json', 'text/plain', 'Text/Plain; charset=utf-8', 'application/json;charset=utf-8'])(
    'is taken as %s',
    async (type) => {
      expect((await answer(post(anInterview(), { 'content-type': type }))).status).toBe(202);
    },
  );

  it('is answered with the revision that is kept now, whether it is newer, a repeat or late', async () => {
    const interview = anInterview({ revision: 2 });
    expect((await answer(post(interview))).body).toEqual({ id: interview.id, revision: 2 });
    expect((await answer(post({ ...interview, revision: 5 }))).body).toEqual({ id: interview.id, revision: 5 });
    expect(await answer(post({ ...interview, revision: 3 }))).toMatchObject({ status: 202, body: { revision: 5 } });
    expect(await answer(post({ ...interview, revision: 5 }))).toMatchObject({ status: 202, body: { revision: 5 } });
  });

  it('is answered only after it is stored', async () => {
    let stored = false;
    const slow: Store = {
      ...store,
      async keep(interview) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        stored = true;
        return { revision: interview.revision, changed: true };
      },
    };
    expect((await answer(post(anInterview()), { store: slow })).status).toBe(202);
    expect(stored).toBe(true);
  });

  it('is taken with the longest comment and the fullest context, in a script of three bytes a character', async () => {
    const interview = anInterview({ comment: '谢'.repeat(10_000) });
    const fields = Array.from({ length: 20 }, (_, index) => [`field${index}`, '谢'.repeat(200)]);
    interview.context = Object.fromEntries(fields);
    expect((await answer(post(interview))).status).toBe(202);
  });

  it.each([
    ['the id', (id: string) => id],
    ['the id and the revision', (id: string) => `${id}:4`],
    ['the id, quoted as the draft standard has it', (id: string) => `"${id.toUpperCase()}"`],
  ])('may carry %s as its Idempotency-Key', async (_, key) => {
    const interview = anInterview();
    expect((await answer(post(interview, { 'idempotency-key': key(interview.id) }))).status).toBe(202);
  });
});

describe('an interview of either version', () => {
  const versions = [
    [1, 2],
    [2, 1],
  ] as const;

  it.each(versions)(
    'of version %d is replaced by a higher revision of version %d, and by no lower one',
    async (a, b) => {
      const survey = `survey-${crypto.randomUUID()}`;
      const one = anInterview({ survey, version: a, revision: 3 });
      const { id } = one;
      expect((await answer(post(one))).body).toEqual({ id, revision: 3 });
      expect((await answer(post(anInterview({ survey, id, version: b, revision: 2 })))).body).toEqual({
        id,
        revision: 3,
      });
      const newer = anInterview({ survey, id, version: b, revision: 4 });
      expect((await answer(post(newer))).body).toEqual({ id, revision: 4 });
      const kept = [];
      for await (const interview of store.interviews({ survey })) kept.push(interview);
      expect(kept).toEqual([newer]);
    },
  );

  it('is held to its own version', async () => {
    const tag = { survey: 'a', unit: 'session', salt: '', rate: 0.1 } as const;
    expect((await answer(post(anInterview({ version: 2, tag })))).status).toBe(202);
    const refused = await answer(post(anInterview({ version: 1, tag })));
    expect(refused).toMatchObject({ status: 400, body: { problems: [{ path: 'sample' }] } });
  });

  it('is told which versions are known, where its own is not', async () => {
    expect(await answer(post({ ...anInterview(), schema: 'cx7.interview/3' }))).toMatchObject({
      status: 400,
      body: {
        error: 'The body is not a cx7.interview/1 or cx7.interview/2.',
        problems: [{ path: 'schema', message: 'is none of cx7.interview/1, cx7.interview/2' }],
      },
    });
  });
});

describe('what is refused', () => {
  const problem = (path: string) => expect.objectContaining({ path, message: expect.any(String) });

  it.each([
    [
      'no content type that could be JSON',
      () => post(anInterview(), { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      '',
    ],
    ['a body that is not JSON', () => post('{"id":'), 400, ''],
    ['a body that is not UTF-8', () => post(streamOf(new Uint8Array([0x22, 0xff, 0x22]))), 400, ''],
    ['an empty body', () => post(''), 400, ''],
    [
      'a body that breaks off, which is to be sent again',
      () => post(new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) })),
      408,
      '',
    ],
    ['a field of the wrong kind', () => post({ ...anInterview(), revision: 0 }), 400, 'revision'],
    ['a field that does not exist', () => post({ ...anInterview(), ip: '192.0.2.1' }), 400, ''],
    ['a missing field', () => post({ ...anInterview(), survey: undefined }), 400, 'survey'],
    ['a score without an answer', () => post(withAnswer({ state: 'skipped', value: 3 })), 400, 'answers.0'],
    ['a score of 6', () => post(withAnswer({ state: 'answered', value: 6 })), 400, 'answers.0.value'],
    ['a measure twice', () => post(withMeasureTwice()), 400, 'answers'],
    [
      'a NUL, which no database holds',
      () => post({ ...anInterview(), client: { version: 'a\0' } }),
      400,
      'client.version',
    ],
    ['half a character', () => post({ ...anInterview(), survey: '\ud83d' }), 400, 'survey'],
    ['the year 0', () => post(anInterview({ offered: '0000-01-01T00:00:00Z' })), 400, 'time.offered'],
    [
      'a number beyond all numbers',
      () => post(JSON.stringify(anInterview()).replace('"indicators":{}', '"indicators":{"waitSeconds":1e999}')),
      400,
      'indicators.waitSeconds',
    ],
    [
      'a key that names another interview',
      () => post(anInterview(), { 'idempotency-key': crypto.randomUUID() }),
      400,
      'id',
    ],
    [
      'a key that names another revision',
      () => {
        const interview = anInterview();
        return post(interview, { 'idempotency-key': `${interview.id}:3` });
      },
      400,
      'id',
    ],
    ['a body over 96 kB', () => post(anInterview({ comment: 'x'.repeat(99_000) })), 413, ''],
  ])('%s', async (_, request, status, path) => {
    const refused = await answer(request());
    expect(refused.status).toBe(status);
    expect(refused.body).toEqual({ error: expect.any(String), problems: expect.arrayContaining([problem(path)]) });
  });

  it('lists all problems at once', async () => {
    const { body } = await answer(post({ ...anInterview(), revision: 'x', channel: 'smoke' }));
    expect(body.problems).toEqual(expect.arrayContaining([problem('revision'), problem('channel')]));
  });

  it('stops reading a body of unknown length at 96 kB', async () => {
    const pull = vi.fn((controller: ReadableStreamDefaultController) => controller.enqueue(new Uint8Array(64 * 1024)));
    const refused = await answer(post(new ReadableStream({ pull }, { highWaterMark: 0 })));
    expect(refused.status).toBe(413);
    expect(pull.mock.calls.length).toBeLessThan(8);
  });

  it('other methods', async () => {
    const response = await collector().fetch(new Request('http://collector.example/v1/interviews'));
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST, OPTIONS');
  });
});

describe('a database in trouble', () => {
  const down: Partial<CollectorOptions> = {
    get store() {
      const fail = () => Promise.reject(new Error('connection refused to secret-host'));
      return { ...store, keep: fail, ping: fail };
    },
  };

  it('makes the client try again later, and tells nobody outside why', async () => {
    const onError = vi.fn();
    const { status, headers, body } = await answer(post(anInterview()), { ...down, store: there(down.store), onError });
    expect(status).toBe(503);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(JSON.stringify(body)).not.toContain('secret-host');
    expect(onError.mock.calls[0]?.[0].cause.message).toContain('secret-host');
  });

  it('shows in healthz', async () => {
    const request = () => new Request('http://collector.example/healthz');
    expect(await answer(request())).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await answer(request(), { store: there(down.store) })).toMatchObject({
      status: 503,
      body: { status: 'unavailable' },
    });
  });
});

describe('too many posts', () => {
  const rateLimit = { burst: 2, perMinute: 6 };

  it('from one address wait as long as Retry-After says; other addresses do not', async () => {
    const one = collector({ rateLimit });
    const from = async (address: string) => (await one.fetch(post(anInterview()), { address })).status;
    expect([await from('192.0.2.1'), await from('192.0.2.1')]).toEqual([202, 202]);
    const refused = await one.fetch(post(anInterview()), { address: '192.0.2.1' });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(5);
    expect(await from('192.0.2.2')).toBe(202);
  });

  it('cannot hide behind a made-up X-Forwarded-For', async () => {
    const direct = collector({ rateLimit });
    const proxied = collector({ rateLimit, trustProxy: true });
    const statuses = { direct: [] as number[], proxied: [] as number[] };
    for (const index of [1, 2, 3]) {
      const claim = `10.0.0.${index}`;
      const headers = (chain: string) => ({ 'x-forwarded-for': chain });
      statuses.direct.push((await direct.fetch(post(anInterview(), headers(claim)), { address: '192.0.2.1' })).status);
      const chain = headers(`${claim}, 203.0.113.9`);
      statuses.proxied.push((await proxied.fetch(post(anInterview(), chain), { address: '192.0.2.1' })).status);
    }
    expect(statuses).toEqual({ direct: [202, 202, 429], proxied: [202, 202, 429] });
  });
});
const streamOf = (bytes: Uint8Array) =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });

const withAnswer = (change: object) => {
  const interview = anInterview();
  return { ...interview, answers: [{ ...interview.answers[0], ...change }] };
};

const withMeasureTwice = () => {
  const interview = anInterview({ scores: { trust: 1 } });
  return { ...interview, answers: [interview.answers[1], interview.answers[1]] };
};
