import type { HttpEndpoint } from '../../config/endpoints/http.ts';
import { quietly } from '../../instrument/quietly.ts';
import type { Adapter, Deliverable, DeliveryResult } from '../types.ts';

export interface HttpOptions {
  url: string;
  /** With at least one, requests need the endpoint's consent (CORS preflight) and carry an Idempotency-Key. */
  headers?: Record<string, string> | undefined;
}

/** Sends each record by POST as JSON. For a collector that keeps the highest revision of an id. */
export function httpAdapter({ url, headers = {} }: HttpOptions): Adapter {
  let isTold = false;
  // By one spelling of each name: two spellings would be sent as two values of one header.
  const custom = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    destination: url,
    abilities: { revisions: 'each', dedupes: true, unload: 'send' },
    async send(body, record, { signal, keepalive }) {
      const post = async (address: string) =>
        judge(
          await fetch(address, {
            method: 'POST',
            body,
            // Text goes out without a preflight: one request, and one that may be made while the page closes.
            headers: custom.length
              ? Object.fromEntries([
                  ['content-type', 'application/json'],
                  ['idempotency-key', `${record.id}:${record.revision}`],
                  ...custom,
                ])
              : { 'content-type': 'text/plain;charset=UTF-8' },
            credentials: 'omit',
            // A page's path and query may tell about the person who reads it.
            referrerPolicy: 'strict-origin',
            // Where a repeat does harm: nobody could say whether the endpoint took it before it redirected.
            redirect: this.abilities.dedupes ? undefined : 'error',
            signal,
            keepalive,
          }),
          record,
        );
      const result = await post(url);
      const { movedTo } = result as { movedTo?: string };
      if (!movedTo) return result;
      const home = new URL('/', new Request(url).url).href;
      if (/^https/.test(home) && movedTo.startsWith(home)) {
        const there = await post(movedTo);
        const { echoed, retryAfterMs } = there as { echoed?: boolean; retryAfterMs?: number };
        // Where the address leads may be a page that has nothing to do with the endpoint, and says 200 to all.
        if (echoed || retryAfterMs || there.outcome === 'superseded') return there;
      }
      if (!isTold) console.warn(`cx7: ${url} redirects. Write ${movedTo} into the config.`);
      isTold = true;
      return result;
    },
  };
}

export const fromEndpoint = (endpoint: HttpEndpoint): Adapter => httpAdapter(endpoint);

/** As much of a `Response` as is looked at. */
export type HttpAnswer = Pick<Response, 'status' | 'redirected' | 'url' | 'text'> & { headers: Pick<Headers, 'get'> };

/** What an answer means for the record. Reads its body. */
export async function judge(answer: HttpAnswer, { id, revision }: Deliverable): Promise<DeliveryResult> {
  const { status, headers } = answer;
  // Chromium frees the quota of keepalive bodies only once the answer was read.
  // What broke off or cannot be decoded may have been a page, and begins as one here.
  const text = await answer.text().catch(() => '<');
  const echo: (Partial<Deliverable> & { kept?: unknown }) | null | undefined = quietly(() => JSON.parse(text));
  const reason = `HTTP ${status}`;
  const says = (pattern: RegExp) => pattern.test(reason);
  const isTaken = says(/ 2/);

  if (isTaken && echo?.id === id) {
    if (echo.kept === false) return { outcome: 'superseded' };
    const held = Number(echo.revision);
    if (held >= revision) return { outcome: 'accepted', echoed: true };
    if (held < revision) return { outcome: 'later', reason: `holds revision ${held}` };
  }
  // A redirect may have made a GET of the POST: then nothing but an echo says anything about the record.
  const isAstray = answer.redirected && says(/ [24](?!29)/);
  // A captive portal, a login, a maintenance page or a service worker's offline page says 200 too.
  const isPage = isTaken && /^\s*</.test(text) && /^$|html/i.test(headers.get('content-type') ?? '');
  if (isAstray || isPage)
    return { outcome: 'later', reason: 'not from the endpoint', movedTo: isAstray ? answer.url : undefined };
  if (isTaken) return { outcome: 'accepted' };
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
