import { describe, expect, it, vi } from 'vitest';
import { adapterFor, functionAdapter, httpAdapter, judge } from '../../src/delivery/index.ts';
import { the } from './world.ts';

const answer = (status: number, headers: Record<string, string> = {}, redirected = false) =>
  judge({ status, redirected, headers: new Headers(headers) });

describe('what an answer means', () => {
  it.each([200, 201, 202, 204])('%i accepts the record', (status) => {
    expect(answer(status)).toEqual({ outcome: 'accepted' });
  });

  it.each([408, 409, 421, 423, 425, 429, 500, 502, 503, 504, 511, 304, 0])('%i means later', (status) => {
    expect(answer(status)).toEqual({ outcome: 'later', reason: `HTTP ${status}`, slow: false });
  });

  it.each([401, 403, 404])('%i means later, slowly: only a person can mend it', (status) => {
    expect(answer(status)).toMatchObject({ outcome: 'later', slow: true });
  });

  it.each([400, 402, 405, 406, 407, 410, 411, 412, 413, 414, 415, 418, 422, 424, 426, 428, 431, 451])(
    '%i refuses the record',
    (status) => {
      expect(answer(status)).toEqual({ outcome: 'refused', reason: `HTTP ${status}`, status });
    },
  );

  it('a redirect to a page is a login or a captive portal, not acceptance', () => {
    expect(answer(200, { 'content-type': 'text/html; charset=utf-8' }, true)).toMatchObject({ outcome: 'later' });
    expect(answer(200, { 'content-type': 'TEXT/HTML' }, true)).toMatchObject({ outcome: 'later' });
    expect(answer(200, { 'content-type': 'application/json' }, true)).toEqual({ outcome: 'accepted' });
    expect(answer(200, { 'content-type': 'text/html' })).toEqual({ outcome: 'accepted' });
  });

  describe('Retry-After', () => {
    const after = (value: string, more = {}) => answer(503, { 'retry-after': value, ...more });

    it('is read as seconds', () => {
      expect(after('120')).toMatchObject({ retryAfterMs: 120_000 });
      expect(answer(429, { 'retry-after': '5' })).toMatchObject({ retryAfterMs: 5000 });
    });

    it('is read as a date, by the clock of whoever said it', () => {
      const date = 'Fri, 07 Nov 2025 23:59:00 GMT';
      expect(after('Sat, 08 Nov 2025 00:01:00 GMT', { date })).toMatchObject({ retryAfterMs: 120_000 });
      vi.useFakeTimers({ now: Date.parse(date) });
      expect(after('Sat, 08 Nov 2025 00:00:00 GMT')).toMatchObject({ retryAfterMs: 60_000 });
      vi.useRealTimers();
    });

    it('is a day at most', () => {
      expect(after('99999999')).toMatchObject({ retryAfterMs: 86_400_000 });
    });

    it.each(['', 'soon', '-5', '0', 'Thu, 01 Jan 1970 00:00:00 GMT'])('says nothing as "%s"', (value) => {
      expect(after(value)).not.toHaveProperty('retryAfterMs', expect.anything());
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
      headers: { 'Content-Type': 'text/plain;charset=UTF-8' },
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
      'Content-Type': 'application/json',
      'Idempotency-Key': 'i:2',
      Authorization: 'Bearer x',
    });
  });

  it('is accepted by its status even where the body breaks off', async () => {
    vi.stubGlobal('fetch', async () => ({
      status: 200,
      redirected: false,
      headers: new Headers(),
      text: () => Promise.reject(new TypeError('network error')),
    }));
    const { signal } = new AbortController();
    const record = { id: 'i', revision: 1, disposition: 'complete' };
    await expect(httpAdapter({ url: '/in' }).send('{}', record, { signal, keepalive: false })).resolves.toEqual({
      outcome: 'accepted',
    });
    vi.unstubAllGlobals();
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

  it('may say otherwise', async () => {
    const refused = { outcome: 'refused', reason: 'closed' } as const;
    await expect(functionAdapter(() => refused).send('{}', record, options)).resolves.toBe(refused);
    await expect(functionAdapter(() => Promise.reject(Error('busy'))).send('{}', record, options)).rejects.toThrow(
      'busy',
    );
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
