import { quietly } from '../instrument/quietly.ts';
import { whenIdle } from '../page/idle.ts';
import { area } from '../page/recall.ts';

/** In sessionStorage: that this session has looked. */
const LOOKED = 'cx7:looked';

/**
 * Whether this browser has the database in which records wait, for where marks may be gone: cleared by the page, or lost
 * with a browser that was killed. Asked once a session, if that `isNeeded` when the page has loaded and has nothing to do.
 * Whoever was never asked has none.
 */
export async function hasDatabase(isNeeded: () => boolean): Promise<boolean> {
  const session = area(false);
  if (LOOKED in session) return false;
  await whenIdle();
  if (!isNeeded()) return false;
  quietly(() => {
    session[LOOKED] = '';
  });
  // Some browsers do not tell, and some pages may not ask.
  return (await quietly(() => indexedDB.databases().catch(() => [])))?.some(({ name }) => name === 'cx7:cx7') ?? false;
}
