/**
 * A key in localStorage, there while records wait for a destination. It is all that the loader knows of delivery:
 * without it a visit opens no database and loads no delivery file. Its value is where the destination's last
 * Retry-After is kept, see `pace.ts`.
 */
export const MARK = 'cx7:waiting';

export const markOf = (destination: string, name: string): string => `${MARK}:${name}:${destination}`;

/** What an endpoint of the config is called among destinations: its address, or the name of its function. */
export const destinationOf = (endpoint: any): string => endpoint.url ?? endpoint.name ?? endpoint;

/** Whether records wait for this endpoint: its mark is in localStorage. Told without opening a database. */
export const waits = (endpoint: any, storage: object = {}): boolean =>
  `${MARK}:cx7:${endpoint.url ?? endpoint.name ?? endpoint}` in storage;
