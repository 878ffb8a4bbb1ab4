/**
 * A key in localStorage, there while records wait for a destination. It is all that the loader knows of delivery:
 * without it a visit opens no database and loads no delivery file. Its value is where the destination's last
 * Retry-After is kept, see `pace.ts`.
 */
export const MARK = 'cx7:waiting';

export const markOf = (destination: string, name = 'cx7'): string => `${MARK}:${name}:${destination}`;

/** What an endpoint of the config is called among destinations. */
export const destinationOf = (endpoint: string | { url: string } | { name: string }): string =>
  typeof endpoint === 'string' ? endpoint : 'url' in endpoint ? endpoint.url : `function:${endpoint.name}`;

/** Whether records wait for this endpoint, told without opening a database. */
export function waits(endpoint: Parameters<typeof destinationOf>[0], name?: string): boolean {
  try {
    return localStorage.getItem(markOf(destinationOf(endpoint), name)) !== null;
  } catch {
    return false; // Storage is blocked: nothing can have been kept.
  }
}
