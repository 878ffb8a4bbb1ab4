import { describe, expect, it } from 'vitest';
import { createCollector } from '../../src/collector/index.ts';
import type { Store } from '../../src/collector/store.ts';
import { anInterview } from '../report/interviews.ts';

const store = { keep: async () => ({ revision: 4, changed: true }) } as unknown as Store;
const SITE = 'https://www.agency.example';

const send = (method: string, headers: Record<string, string>, body?: string, origins: string[] = [SITE]) =>
  createCollector({ store, origins, rateLimit: { burst: 1, perMinute: 1 } }).fetch(
    new Request('http://collector.example/v1/interviews', { method, headers, ...(body ? { body } : {}) }),
  );
const post = (headers: Record<string, string>, origins?: string[]) =>
  send('POST', { 'content-type': 'text/plain', ...headers }, JSON.stringify(anInterview()), origins);

describe('pages of other sites', () => {
  it('may post where the list has them, and may read the answer and its Retry-After', async () => {
    const response = await post({ origin: SITE });
    expect(response.status).toBe(202);
    expect(response.headers.get('access-control-allow-origin')).toBe(SITE);
    expect(response.headers.get('access-control-expose-headers')).toContain('Retry-After');
    expect(response.headers.get('vary')).toContain('Origin');
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('are answered before they post JSON or headers of their own', async () => {
    const response = await send('OPTIONS', {
      origin: SITE,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,idempotency-key',
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe(SITE);
    expect(response.headers.get('access-control-allow-methods')).toContain('POST');
    expect(response.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('idempotency-key');
  });

  it('may read why they were refused', async () => {
    const response = await send('POST', { origin: SITE, 'content-type': 'text/html' }, 'x');
    expect(response.status).toBe(415);
    expect(response.headers.get('access-control-allow-origin')).toBe(SITE);
  });

  it.each(['https://evil.example', `${SITE}.evil.example`, 'http://www.agency.example', 'null'])(
    'are refused otherwise: %s',
    async (origin) => {
      const response = await post({ origin });
      expect(response.status).toBe(403);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    },
  );

  it('are all welcome with *', async () => {
    expect((await post({ origin: 'null' }, ['*'])).status).toBe(202);
  });
});

describe('without a list', () => {
  it.each([
    ['a page of the same origin', { origin: 'https://collector.example', host: 'collector.example' }, 202],
    [
      'a page of the same origin behind a proxy',
      { origin: 'https://www.example', 'sec-fetch-site': 'same-origin' },
      202,
    ],
    ['a server, which has no origin', {}, 202],
    ['any other page', { origin: SITE }, 403],
  ])('%s is answered %o with %i', async (_, headers, status) => {
    expect((await post(headers as Record<string, string>, [])).status).toBe(status);
  });
});
