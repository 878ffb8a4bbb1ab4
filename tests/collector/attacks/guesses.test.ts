import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOf } from '../../../src/collector/address.ts';
import { HOST, openTarget, type Target, TOKEN } from './target.ts';

let target: Target;
const notices: string[] = [];
beforeAll(async () => {
  target = await openTarget({ onNotice: (line) => notices.push(line) });
});
afterAll(() => target.close());

const bearer = async (token: string, address: string) => {
  const request = new Request(`${HOST}/v1/surveys`, { headers: { authorization: `Bearer ${token}` } });
  return (await target.fetch(request, address)).status;
};
const signIn = async (token: string, address: string) => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams({ token });
  return (await target.fetch(new Request(`${HOST}/login`, { method: 'POST', headers, body }), address)).status;
};

describe.each([
  ['in a header', bearer, 200],
  ['in the form', signIn, 303],
] as const)('the token, guessed %s', (how, attempt, welcome) => {
  it('is answered ten times at once, then with 429, and never locks out whoever has the right one', async () => {
    const address = `192.0.2.${how === 'in a header' ? 1 : 2}`;
    const statuses = [];
    for (let index = 0; index < 40; index++) statuses.push(await attempt(`wrong-${index}-0123456789`, address));
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(new Set(statuses.slice(10))).toEqual(new Set([429]));
    expect(await attempt(TOKEN, address)).toBe(welcome);
    expect(await attempt('wrong-again-0123456789', '198.51.100.7')).toBe(401);
  });
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
