import { describe, expect, it } from 'vitest';
import { addressOf } from '../../src/collector/address.ts';
import { createRateLimiter } from '../../src/collector/rate.ts';

describe('a client’s allowance', () => {
  it('is spent at once, and comes back bit by bit', () => {
    let now = 0;
    const limiter = createRateLimiter({ burst: 3, perMinute: 60 }, { now: () => now });
    expect([1, 2, 3, 4].map(() => limiter.take('a'))).toEqual([0, 0, 0, 1]);
    now += 1000;
    expect([1, 2].map(() => limiter.take('a'))).toEqual([0, 1]);
    now += 3_600_000;
    expect([1, 2, 3, 4].map(() => limiter.take('a'))).toEqual([0, 0, 0, 1]);
  });

  it('does not grow when the clock is set back', () => {
    let now = 1_000_000;
    const limiter = createRateLimiter({ burst: 1, perMinute: 60 }, { now: () => now });
    limiter.take('a');
    now = 0;
    expect(limiter.take('a')).toBeGreaterThan(0);
  });

  it('is forgotten for the client seen longest ago when there are too many', () => {
    const limiter = createRateLimiter({ burst: 1, perMinute: 1 }, { now: () => 0, clients: 2 });
    for (const client of ['a', 'b', 'c']) limiter.take(client);
    expect(limiter.take('c')).toBeGreaterThan(0);
    expect(limiter.take('a')).toBe(0);
  });
});

describe('a client’s address', () => {
  const chain = (value?: string) => new Headers(value ? { 'x-forwarded-for': value } : {});

  it.each([
    ['the connection’s own, whatever a header says', chain('10.0.0.1'), '192.0.2.1', 0, '192.0.2.1'],
    ['what the one proxy saw', chain('10.0.0.1, 203.0.113.9'), '192.0.2.1', 1, '203.0.113.9'],
    ['what the outer of two proxies saw', chain('10.0.0.1, 203.0.113.9, 198.51.100.2'), '192.0.2.1', 2, '203.0.113.9'],
    ['the proxy, where it said nothing', chain(), '192.0.2.1', 1, '192.0.2.1'],
    ['a network of IPv6', chain(), '2001:db8:1:2:aaaa::1', 0, '2001:db8:1:2'],
    ['a network of IPv6, shortened', chain(), '2001:db8::1', 0, '2001:db8:0:0'],
    ['IPv4 in IPv6’s clothes', chain(), '::ffff:192.0.2.1', 0, '192.0.2.1'],
    ['unknown', chain(), undefined, 0, undefined],
  ])('is %s', (_, headers, peer, proxies, address) => {
    expect(addressOf(headers, peer, proxies)).toBe(address);
  });
});
