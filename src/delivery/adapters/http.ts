import type { Adapter, DeliveryResult } from '../types.ts';

export interface HttpOptions {
  url: string;
  /** With at least one, requests need the endpoint's consent (CORS preflight) and carry an Idempotency-Key. */
  headers?: Record<string, string> | undefined;
}

/** Sends each record by POST as JSON. For a collector that keeps the highest revision of an id. */
export const httpAdapter = ({ url, headers = {} }: HttpOptions): Adapter => ({
  destination: url,
  // What is built for this adapter alone need not be told.
  abilities: EACH_ONLY ? (undefined as never) : { revisions: 'each', dedupes: true, unload: 'send' },
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

/** What an answer means for the record. */
export function judge({
  status,
  redirected,
  headers,
}: Pick<Response, 'status' | 'redirected'> & { headers: Pick<Headers, 'get'> }): DeliveryResult {
  const reason = `HTTP ${status}`;
  if (status >= 200 && status < 300)
    // A captive portal or a login page says 200 too.
    return redirected && /html/i.test(headers.get('content-type') ?? '')
      ? { outcome: 'later', reason: 'redirected to a page' }
      : { outcome: 'accepted' };
  if (status >= 400 && status < 500 && !/40[13489]|42[1359]/.test(`${status}`))
    return { outcome: 'refused', reason, status };
  return {
    outcome: 'later',
    reason,
    retryAfterMs: retryAfter(headers),
    slow: /40[134]/.test(`${status}`),
  };
}

/** Seconds or an HTTP date, measured by the server's own clock where it is shown; a day at most. */
function retryAfter(headers: Pick<Headers, 'get'>): number | undefined {
  const value = headers.get('retry-after') ?? '';
  const ms = /^\d+$/.test(value)
    ? +value * 1000
    : Date.parse(value) - (Date.parse(headers.get('date') ?? '') || Date.now());
  return ms > 0 ? Math.min(ms, 86_400_000) : undefined;
}
