import { describe, expect, it, vi } from 'vitest';
import {
  type Adapter,
  adapterFor,
  type DeliveryResult,
  functionAdapter,
  httpAdapter,
  judge,
} from '../../src/delivery/index.ts';
import { the } from './world.ts';

const RECORD = { id: 'i', revision: 2, disposition: 'complete' };

const response = (status: number, headers: Record<string, string> = {}, text = '', url?: string) => ({
  status,
  redirected: url !== undefined,
  url: url ?? 'https://a.example/in',
  headers: new Headers(headers),
  text: async () => text,
});
const answer = (...said: Parameters<typeof response>) => judge(response(...said), RECORD);
const ECHO = '{"id":"i","revision":2}';
const HTML = { 'content-type': 'text/html; charset=utf-8' };
const PAGE = { outcome: 'later', reason: 'not from the endpoint' };

describe('what an answer means', () => {
  it.each([200, 201, 202, 204])('%i accepts the record', async (status) => {
    expect(await answer(status)).toEqual({ outcome: 'accepted' });
  });

  it.each([408, 409, 421, 423, 425, 429, 500, 502, 503, 504, 511, 304, 0])('%i means later', async (status) => {
    expect(await answer(status)).toEqual({ outcome: 'later', reason: `HTTP ${status}`, slow: false });
  });

  it.each([401, 403, 404])('%i means later, slowly: only a person can mend it', async (status) => {
    expect(await answer(status)).toMatchObject({ outcome: 'later', slow: true });
  });

  it.each([400, 402, 405, 406, 407, 410, 411, 412, 413, 414, 415, 418, 422, 424, 426, 428, 431, 451])(
    '%i refuses the record',
    async (status) => {
      expect(await answer(status)).toEqual({ outcome: 'refused', reason: `HTTP ${status}`, status });
    },
  );

  it.each([
    ['of a type of pages', HTML, '<!doctype html><title>Sign in</title>'],
    ['in capitals', { 'content-type': 'TEXT/HTML' }, '<HTML>'],
    ['after white space', HTML, '\n\t \ufeff<html>'],
    ['without a type', {}, '<html>Back soon</html>'],
    ['of XHTML', { 'content-type': 'application/xhtml+xml' }, '<?xml version="1.0"?><html/>'],
  ])(
    '200 with a page in it is a login, a portal or a maintenance notice, not acceptance: %s',
    async (_, type, text) => {
      expect(await answer(200, type as Record<string, string>, text)).toEqual(PAGE);
    },
  );

  it.each([
    ['an empty page', HTML, ''],
    ['text of a type of pages', HTML, 'OK'],
    ['XML', { 'content-type': 'application/xml' }, '<ok/>'],
    ['SOAP', { 'content-type': 'text/xml' }, '<soap:Envelope/>'],
    ['text', { 'content-type': 'text/plain' }, '<3'],
    ['JSON of its own', { 'content-type': 'application/json' }, '{"id":17}'],
    ['JSON that is nothing', { 'content-type': 'application/json' }, 'null'],
  ])('200 with %s accepts', async (_, type, text) => {
    expect(await answer(200, type as Record<string, string>, text)).toEqual({ outcome: 'accepted' });
  });

  it('an echo of id and revision is evidence, wherever it comes from', async () => {
    expect(await answer(202, {}, ECHO)).toEqual({ outcome: 'accepted', echoed: true });
    expect(await answer(202, {}, '{"id":"i","revision":3}')).toEqual({ outcome: 'accepted', echoed: true });
    expect(await answer(200, HTML, ECHO, 'https://b.example/')).toEqual({ outcome: 'accepted', echoed: true });
    expect(await answer(202, {}, '{"id":"j","revision":2}')).toEqual({ outcome: 'accepted' });
    expect(await answer(503, {}, ECHO)).toMatchObject({ outcome: 'later' });
  });

  it('an echo of an older revision says that this one is not there', async () => {
    const older = await answer(202, {}, '{"id":"i","revision":1}');
    expect(older).toEqual({ outcome: 'later', reason: 'holds revision 1' });
  });

  it.each([200, 204, 400, 404, 405])(
    '%i after a redirect says nothing: the POST may have become a GET',
    async (status) => {
      const movedTo = 'https://a.example/in/';
      expect(await answer(status, {}, '', movedTo)).toEqual({
        outcome: 'later',
        reason: 'not from the endpoint',
        movedTo,
      });
    },
  );

  it.each([429, 500, 503])('%i after a redirect is later as ever', async (status) => {
    expect(await answer(status, { 'retry-after': '5' }, '', 'https://a.example/in/')).toEqual({
      outcome: 'later',
      reason: `HTTP ${status}`,
      retryAfterMs: 5000,
      slow: false,
    });
  });

  describe('Retry-After', () => {
    const after = (value: string, more = {}) => answer(503, { 'retry-after': value, ...more });

    it('is read as seconds', async () => {
      expect(await after('120')).toMatchObject({ retryAfterMs: 120_000 });
      expect(await answer(429, { 'retry-after': '5' })).toMatchObject({ retryAfterMs: 5000 });
    });

    it('is read as a date, by the clock of whoever said it', async () => {
      const date = 'Fri, 07 Nov 2025 23:59:00 GMT';
      expect(await after('Sat, 08 Nov 2025 00:01:00 GMT', { date })).toMatchObject({ retryAfterMs: 120_000 });
      vi.useFakeTimers({ now: Date.parse(date) });
      expect(await after('Sat, 08 Nov 2025 00:00:00 GMT')).toMatchObject({ retryAfterMs: 60_000 });
      vi.useRealTimers();
    });

    it('is a day at most', async () => {
      expect(await after('99999999')).toMatchObject({ retryAfterMs: 86_400_000 });
    });

    it.each(['', 'soon', '-5', '0', 'Thu, 01 Jan 1970 00:00:00 GMT'])('says nothing as "%s"', async (value) => {
      expect(await after(value)).not.toHaveProperty('retryAfterMs', expect.anything());
    });
  });
});

describe('the request', () => {
  async function sent(headers?: Record<string, string>) {
    let text = 0;
    const fetch = vi.fn(async (_url: string, _init: RequestInit) => ({
      status: 204,
      redirected: false,
      headers: new Headers(),
      text: async () => `${text++}`,
    }));
    vi.stubGlobal('fetch', fetch);
    const { signal } = new AbortController();
    const result = await httpAdapter({ url: '/in', headers }).send(
      '{"a":1}',
      { id: 'i', revision: 2, disposition: 'complete' },
      { signal, keepalive: true },
    );
    vi.unstubAllGlobals();
    expect(result).toEqual({ outcome: 'accepted' });
    expect(text).toBe(1);
    return the(fetch.mock.calls[0]);
  }

  it.each([undefined, {}])('needs no preflight with headers %o', async (headers) => {
    const [url, init] = await sent(headers);
    expect(url).toBe('/in');
    expect(init).toMatchObject({
      method: 'POST',
      body: '{"a":1}',
      headers: { 'content-type': 'text/plain;charset=UTF-8' },
      credentials: 'omit',
      keepalive: true,
    });
    expect(Object.keys(the(init.headers))).toHaveLength(1);
    expect(init.mode ?? 'cors').toBe('cors');
    expect(init.redirect ?? 'follow').toBe('follow');
    expect(init.referrerPolicy).toBe('strict-origin');
  });

  it('is JSON with an Idempotency-Key where it has headers of its own', async () => {
    const [, init] = await sent({ Authorization: 'Bearer x' });
    expect(init.body).toBe('{"a":1}');
    expect(init.headers).toEqual({
      'content-type': 'application/json',
      'idempotency-key': 'i:2',
      authorization: 'Bearer x',
    });
  });

  it('has each header once, however its name is written', async () => {
    const [, init] = await sent({ 'CONTENT-Type': 'application/vnd.agency+json', 'x-Survey': 'a' });
    expect(init.headers).toEqual({
      'content-type': 'application/vnd.agency+json',
      'idempotency-key': 'i:2',
      'x-survey': 'a',
    });
  });

  it.each([
    ['JSON is accepted by its status', { 'content-type': 'application/json' }, { outcome: 'accepted' }],
    ['a page is none of the endpoint’s', HTML, PAGE],
    ['what has no type may be a page', {}, PAGE],
  ])('whose body breaks off: %s', async (_, type, result) => {
    vi.stubGlobal('fetch', async () => ({
      status: 200,
      redirected: false,
      headers: new Headers(type as Record<string, string>),
      text: () => Promise.reject(new TypeError('network error')),
    }));
    const { signal } = new AbortController();
    const record = { id: 'i', revision: 1, disposition: 'complete' };
    await expect(httpAdapter({ url: '/in' }).send('{}', record, { signal, keepalive: false })).resolves.toEqual(result);
    vi.unstubAllGlobals();
  });
});

describe('a redirect', () => {
  const MOVED = 'https://a.example/v2/in';

  /** What answers in turn, and what was asked of whom. */
  async function ask(adapter: Adapter, ...answers: ReturnType<typeof response>[]) {
    const fetch = vi.fn(async (_url: string, _init: RequestInit) => the(answers.shift()));
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    vi.stubGlobal('fetch', fetch);
    const { signal } = new AbortController();
    const result = await adapter.send('{}', RECORD, { signal, keepalive: true });
    vi.unstubAllGlobals();
    const told = warn.mock.calls.map(([line]) => line);
    warn.mockRestore();
    return {
      result,
      told,
      asked: fetch.mock.calls.map(([url, init]) => [url, init.method, init.redirect ?? 'follow']),
    };
  }
  const adapter = () => httpAdapter({ url: 'https://a.example/in' });

  it('has the record posted once more where it led, on https and the endpoint’s own origin', async () => {
    for (const status of [200, 405])
      expect(await ask(adapter(), response(status, {}, '', MOVED), response(200, {}, ECHO))).toEqual({
        result: { outcome: 'accepted', echoed: true },
        told: [],
        asked: [
          ['https://a.example/in', 'POST', 'follow'],
          [MOVED, 'POST', 'follow'],
        ],
      });
  });

  it.each([
    ['nothing', response(204)],
    ['JSON of its own', response(200, { 'content-type': 'application/json' }, '{"error":"session expired"}')],
    ['a refusal', response(400)],
  ])('to what answers %s there accepts nothing, and is told', async (_, there) => {
    const { result, told } = await ask(adapter(), response(200, {}, '', MOVED), there);
    expect(result).toMatchObject({ outcome: 'later', movedTo: MOVED });
    expect(told).toHaveLength(1);
  });

  it.each([
    [
      'that another answer is kept',
      response(200, {}, '{"id":"i","revision":2,"kept":false}'),
      { outcome: 'superseded' },
    ],
    ['when to come again', response(503, { 'retry-after': '60' }), { outcome: 'later', retryAfterMs: 60_000 }],
  ])('to what says %s there is believed', async (_, there, result) => {
    expect((await ask(adapter(), response(200, {}, '', MOVED), there)).result).toMatchObject(result);
  });

  it('is followed once: what redirects again is later', async () => {
    const moved = response(200, {}, '', MOVED);
    const { result, asked } = await ask(adapter(), moved, moved);
    expect(result).toMatchObject({ outcome: 'later', movedTo: MOVED });
    expect(asked).toHaveLength(2);
  });

  it('to a login page accepts nothing, also where that takes posts', async () => {
    const login = response(200, HTML, '<title>Sign in</title>', 'https://a.example/login');
    expect((await ask(adapter(), login, response(200, HTML, '<title>Sign in</title>'))).result).toMatchObject(PAGE);
  });

  it.each([
    ['elsewhere', 'https://a.example/in', 'https://a.example.net/in'],
    ['out of https', 'https://a.example/in', 'http://a.example/in'],
    ['on plain http', 'http://a.example/in', 'http://a.example/v2/in'],
  ])('%s is told once, with the address for the config', async (_, url, to) => {
    const it = httpAdapter({ url });
    const first = await ask(it, response(200, {}, '', to));
    expect(first.result).toMatchObject({ outcome: 'later', movedTo: to });
    expect(first.asked).toHaveLength(1);
    expect(first.told).toEqual([`cx7: ${url} redirects. Write ${to} into the config.`]);
    expect((await ask(it, response(200, {}, '', to))).told).toEqual([]);
  });

  it('is none where the endpoint cannot tell a repeat: it is not followed', async () => {
    const once = { ...adapter(), abilities: { revisions: 'final', dedupes: false, unload: 'defer' } as const };
    expect((await ask(once, response(204))).asked).toEqual([['https://a.example/in', 'POST', 'error']]);
  });
});

describe('a function of the page', () => {
  const record = { id: 'i', revision: 1, disposition: 'complete' };
  const options = { signal: new AbortController().signal, keepalive: false };

  it('is handed the interview and accepts it by resolving', async () => {
    const receive = vi.fn(async () => {});
    await expect(functionAdapter(receive).send('{"id":"i"}', record, options)).resolves.toEqual({
      outcome: 'accepted',
    });
    expect(receive).toHaveBeenCalledWith({ id: 'i' });
  });

  // By outcome, so that the types ask for one that is new.
  const results: { [O in DeliveryResult['outcome']]: Extract<DeliveryResult, { outcome: O }> } = {
    accepted: { outcome: 'accepted', echoed: true },
    superseded: { outcome: 'superseded' },
    later: { outcome: 'later', reason: 'busy' },
    refused: { outcome: 'refused', reason: 'closed' },
  };
  it.each(Object.values(results))('may say what became of it: $outcome', async (result) => {
    await expect(functionAdapter(() => result).send('{}', record, options)).resolves.toBe(result);
  });

  it('says by rejecting: later', async () => {
    await expect(functionAdapter(() => Promise.reject(Error('busy'))).send('{}', record, options)).rejects.toThrow(
      'busy',
    );
  });

  it.each([{ outcome: 'created', id: 7 }, { outcome: true }, { outcome: {} }, 'accepted', 7, null])(
    'that resolves with something of its own has accepted: %j',
    async (result) => {
      const adapter = functionAdapter((() => result) as never);
      await expect(adapter.send('{}', record, options)).resolves.toEqual({ outcome: 'accepted' });
    },
  );

  it('that hands on what fetch gave it is judged as an endpoint is', async () => {
    const judged = (result: unknown) => functionAdapter(() => result as Response).send('{}', RECORD, options);
    await expect(judged(response(500))).resolves.toMatchObject({ outcome: 'later', reason: 'HTTP 500' });
    await expect(judged(response(422))).resolves.toMatchObject({ outcome: 'refused', status: 422 });
    await expect(judged(response(200, HTML, '<title>Sign in</title>'))).resolves.toEqual(PAGE);
    await expect(judged(response(200, {}, '', 'https://sso.example/'))).resolves.toMatchObject({ outcome: 'later' });
    await expect(judged(response(204))).resolves.toEqual({ outcome: 'accepted' });
    await expect(judged(Response.json({ id: 'i', revision: 2 }))).resolves.toMatchObject({ outcome: 'accepted' });
    const read = Response.json({ ok: true });
    await read.text();
    await expect(judged(read)).resolves.toEqual({ outcome: 'accepted' });
  });

  it.each([undefined, null, 'ok', 200, true, {}])('accepts by resolving with %o', async (result) => {
    await expect(functionAdapter(() => result as undefined).send('{}', record, options)).resolves.toEqual({
      outcome: 'accepted',
    });
  });

  it('is found by its name when there is something to hand over, and called on its owner', async () => {
    const adapter = adapterFor({ adapter: 'function', name: 'crm.surveys.save' });
    expect(adapter.destination).toBe('crm.surveys.save');
    await expect(adapter.send('{}', record, options)).resolves.toEqual({
      outcome: 'later',
      reason: 'no function crm.surveys.save',
    });
    const surveys = {
      saved: [] as unknown[],
      async save(interview: unknown) {
        this.saved.push(interview);
      },
    };
    vi.stubGlobal('crm', { surveys });
    await expect(adapter.send('{"id":"i"}', record, options)).resolves.toEqual({ outcome: 'accepted' });
    vi.unstubAllGlobals();
    expect(surveys.saved).toEqual([{ id: 'i' }]);
  });

  it('is given each interview once, when it is final, unless it says that it can do more', () => {
    expect(functionAdapter(() => {}).abilities).toEqual({ revisions: 'final', dedupes: false, unload: 'defer' });
    expect(functionAdapter(() => {}, { abilities: { revisions: 'each' } }).abilities.revisions).toBe('each');
  });
});

it('the config’s endpoint names the destination', () => {
  expect(adapterFor('https://a.example/in').destination).toBe('https://a.example/in');
  expect(adapterFor({ adapter: 'http', url: '/in', headers: { a: 'b' } }).destination).toBe('/in');
});
