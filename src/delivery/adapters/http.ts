import type { HttpEndpoint } from '../../config/endpoints/http.ts';
import type { Adapter, DeliveryResult } from '../types.ts';

export interface HttpOptions {
  url: string;
  /** With at least one, requests need the endpoint's consent (CORS preflight) and carry an Idempotency-Key. */
  headers?: Record<string, string> | undefined;
}

/** Sends each record by POST as JSON. For a collector that keeps the highest revision of an id. */
export const httpAdapter = ({ url, headers = {} }: HttpOptions): Adapter => ({
  destination: url,
  abilities: { revisions: 'each', dedupes: true, unload: 'send' },
  async send(body, { id, revision }, { signal, keepalive }) {
    const response = await fetch(url, {
      method: 'POST',
      body,
      // Text goes out without a preflight: one request, and one that may be made while the page closes.
      headers: Object.keys(headers).length
        ? { 'Content-Type': 'application/json', 'Idempotency-Key': `${id}:${revision}`, ...headers }
        : { 'Content-Type': 'text/plain;charset=UTF-8' },
      credentials: 'omit',
      // A page's path and query may tell about the person who reads it.
      referrerPolicy: 'strict-origin',
      signal,
      keepalive,
    });
    // Chromium frees the quota of keepalive bodies only once the answer was read. The status has judged by then.
    await response.text().catch(() => {});
    return judge(response);
  },
});

export const fromEndpoint = (endpoint: HttpEndpoint): Adapter => httpAdapter(endpoint);

/** What an answer means for the record. */
export function judge({
  status,
  redirected,
  headers,
}: Pick<Response, 'status' | 'redirected'> & { headers: Pick<Headers, 'get'> }): DeliveryResult {
  const isPage = redirected && /html/i.test(headers.get('content-type') as string);
  const reason = `HTTP ${status}`;
  const says = (pattern: RegExp) => pattern.test(reason);
  // A captive portal or a login page says 200 too.
  if (says(/ 2/)) return isPage ? { outcome: 'later', reason: 'redirected to a page' } : { outcome: 'accepted' };
  return says(/ 4(?!0[13489]|2[1359])/)
    ? { outcome: 'refused', reason, status }
    : { outcome: 'later', reason, retryAfterMs: retryAfter(headers), slow: says(/40[134]/) };
}

/** Seconds or an HTTP date, measured by the server's own clock where it is shown; a day at most. */
function retryAfter(headers: Pick<Headers, 'get'>): number | undefined {
  const date = (name: string) => Date.parse(headers.get(name) as string);
  const ms = 1000 * +(headers.get('retry-after') as string) || date('retry-after') - (date('date') || Date.now());
  return ms > 0 ? Math.min(ms, 86_400_000) : undefined;
}
