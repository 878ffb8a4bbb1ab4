import { quietly } from '../instrument/quietly.ts';

/** How long the page before this one may take to let go, in milliseconds. */
const PATIENCE = 1000;

/**
 * Whether this page may go on with an interview: one page at a time does, until `signal` is aborted. A tab
 * that was duplicated, or a frame, has a copy of what the other one goes on with, and two pages that revise one interview
 * overwrite each other's answers. Without Web Locks nobody can tell, and every page may.
 */
export const hold = (id: string, signal: AbortSignal): Promise<boolean> =>
  new Promise((resolve) => {
    const waiting = new AbortController();
    const begin = () => {
      resolve(true);
      // As long as it is held, the back button does not restore the page as it was, with what it knew then.
      return new Promise<void>((end) => signal.addEventListener('abort', () => end()));
    };
    const asked = quietly(() => navigator.locks.request(`cx7:interview:${id}`, { signal: waiting.signal }, begin));
    if (!asked) resolve(true);
    asked?.catch(() => resolve(!waiting.signal.aborted)); // forbidden, or held by another page
    setTimeout(() => waiting.abort(), PATIENCE);
  });
