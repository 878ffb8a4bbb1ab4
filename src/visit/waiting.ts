import { quietly } from '../instrument/quietly.ts';
import { whenIdle } from '../page/idle.ts';
import { area, memory } from '../page/recall.ts';

/** In sessionStorage: that this session has looked. */
const LOOKED = 'cx7:looked';

/**
 * Whether this browser has the database in which records wait, for where marks may be gone: cleared by the page, or lost
 * with a browser that was killed. Asked once a session, if that `isNeeded` when the page has loaded and has nothing to do.
 * Whoever was never asked has none, nor has a page that may store nothing: there Chrome prints an error if it is asked.
 */
export async function hasDatabase(isNeeded: () => boolean): Promise<boolean | undefined> {
  const session = area(false);
  if (session === memory || LOOKED in session) return false;
  await whenIdle();
  if (!isNeeded()) return false;
  quietly(() => {
    session[LOOKED] = '';
  });
  // Some browsers do not tell.
  return (await quietly(() => indexedDB.databases()))?.some(({ name }) => name === 'cx7:cx7');
}
