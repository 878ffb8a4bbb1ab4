/**
 * A key in localStorage, there from the offer of a survey until the interview is over and its last record sent, and
 * while records wait for a destination. It tells the loader of them without opening a database. Its value is where the
 * destination's last Retry-After is kept, see `pace.ts`.
 */
export const MARK = 'cx7:waiting';

export const markOf = (destination: string, name: string): string => `${MARK}:${name}:${destination}`;

/** Destinations that records wait for, by their marks among the keys of localStorage. */
export const marked = (keys: readonly string[]): string[] =>
  keys.flatMap((key) => key.split(markOf('', 'cx7')).slice(1));
