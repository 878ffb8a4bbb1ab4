import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOf } from '../../../src/collector/address.ts';
import { createCollector } from '../../../src/collector/index.ts';
import { HOST, openTarget, type Target, TOKEN } from './target.ts';

let target: Target;
const notices: string[] = [];
beforeAll(async () => {
  target = await openTarget({ onNotice: (line) => notices.push(line) });
});
afterAll(() => target.close());

const asking =
  (path: string, headersFor: (token: string) => Promise<HeadersInit> | HeadersInit) =>
  async (token: string, address: string) =>
    (await target.fetch(new Request(HOST + path, { headers: await headersFor(token) }), address)).status;

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** The cookie that a collector with this token sets. */
const cookie = async (token: string) => {
  const response = await createCollector({ store: target.store, token }).fetch(signingIn(token));
  return { cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' };
};

const signingIn = (token: string) => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return new Request(`${HOST}/login`, { method: 'POST', headers, body: new URLSearchParams({ token }) });
};
const signIn = async (token: string, address: string) => (await target.fetch(signingIn(token), address)).status;

describe.each([
  ['in a header', 'to the API', 1, asking('/v1/surveys', bearer), 200],
  ['in a header', 'to the page', 2, asking('/dashboard', bearer), 200],
  ['in a cookie', 'to the API', 3, asking('/v1/surveys', cookie), 200],
  ['in a cookie', 'to the page', 4, asking('/dashboard', cookie), 200],
  ['in the form', 'of the page', 5, signIn, 303],
] as const)('the token, guessed %s %s', (_how, _where, number, attempt, welcome) => {
  it('is answered ten times at once, then with 429, and never locks out whoever has the right one', async () => {
    const address = `192.0.2.${number}`;
    const statuses = [];
    for (let index = 0; index < 20; index++) statuses.push(await attempt(`wrong-${index}-0123456789`, address));
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(new Set(statuses.slice(10))).toEqual(new Set([429]));
    expect(await attempt(TOKEN, address)).toBe(welcome);
    expect(await attempt('wrong-again-0123456789', '198.51.100.7')).toBe(401);
  });
});

it('a cookie that has run out is no guess, and one that opens nothing is taken away', async () => {
  const ask = (until: number) => {
    const headers = { cookie: `cx7_reader=${until}.${'0'.repeat(64)}` };
    return target.fetch(new Request(`${HOST}/dashboard`, { headers }), '192.0.2.6');
  };
  const now = Math.floor(Date.now() / 1000);
  const statuses = [];
  for (let index = 0; index < 12; index++) statuses.push((await ask(now - 60)).status);
  expect(new Set(statuses)).toEqual(new Set([401]));
  expect((await ask(now + 60)).headers.get('set-cookie')).toMatch(/^cx7_reader=;.*Max-Age=0/);
});

describe('a client’s address behind proxies', () => {
  const chain = (value: string) => new Headers({ 'x-forwarded-for': value });

  it.each([
    ['203.0.113.9:4711', 1, '203.0.113.9'],
    ['[2001:db8:1:2::3]:4711', 1, '2001:db8:1:2'],
    ['[2001:db8:1:2::3]', 1, '2001:db8:1:2'],
    ['10.0.0.1, 203.0.113.9:1, 198.51.100.2:2', 2, '203.0.113.9'],
    ['x'.repeat(5000), 1, 'x'.repeat(45)],
  ])('%s through %d of them has no port and no length of its own', (header, proxies, address) => {
    expect(addressOf(chain(header), '192.0.2.1', proxies)).toBe(address);
  });

  it('is told once to whoever runs a collector that believes no proxy', async () => {
    for (let index = 0; index < 3; index++)
      await target.fetch(
        new Request(`${HOST}/v1/interviews`, { method: 'POST', headers: chain('203.0.113.9'), body: '{}' }),
        '192.0.2.1',
      );
    expect(notices.filter((line) => line.includes('--trust-proxy')).length).toBe(1);
  });
});
