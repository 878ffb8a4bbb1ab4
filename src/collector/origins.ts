/**
 * Whether a page may post: pages of the collector's own origin always, others where the list has them.
 * A request without an origin comes from no page (a server, a script) and is judged by its content alone.
 */
export function mayPost(headers: Headers, origins: readonly string[]): boolean {
  const origin = headers.get('origin');
  return origin === null || isListed(origin, origins) || isOwn(origin, headers);
}

export const isListed = (origin: string, origins: readonly string[]): boolean =>
  origins.includes('*') || origins.includes(origin);

/** Compared by host: behind a proxy that ends TLS the collector does not know its own scheme. */
function isOwn(origin: string, headers: Headers): boolean {
  if (headers.get('sec-fetch-site') === 'same-origin') return true;
  return URL.canParse(origin) && new URL(origin).host === headers.get('host');
}
