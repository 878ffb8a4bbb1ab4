import { destinationOf, type Endpoint } from '../config/endpoints/index.ts';

/**
 * A key in localStorage, there while records wait for a destination. It is all that the loader knows of delivery:
 * without it a visit that is not asked opens no database and does not load the survey's file. Its value is where the destination's last
 * Retry-After is kept, see `pace.ts`.
 */
export const MARK = 'cx7:waiting';

export const markOf = (destination: string, name: string): string => `${MARK}:${name}:${destination}`;

/** Whether records wait for this endpoint: its mark is in localStorage. Told without opening a database. */
export const waits = (endpoint: Endpoint, storage: object = {}): boolean =>
  markOf(destinationOf(endpoint), 'cx7') in storage;
