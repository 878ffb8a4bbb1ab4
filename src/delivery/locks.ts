import { quietly } from '../instrument/quietly.ts';
import { within } from './within.ts';

/** Asks for a lock. Where it is forbidden, the work is done without; nothing is returned where there are no locks. */
const lock = (name: string, work: () => Promise<void>) =>
  quietly(() => navigator.locks.request(name, work).catch(work));

/**
 * Locks save requests; correctness does not rest on them. So where they are missing, forbidden or never granted,
 * the work is done without.
 */
export const underLock = (name: string, work: () => Promise<void>): Promise<void> =>
  new Promise((resolve) => {
    const begin = () => {
      clearTimeout(timer);
      return work().then(resolve);
    };
    // Granted later still, it works once more: the tab that held it may have died over its records.
    const timer = setTimeout(begin, 5000);
    lock(name, begin) ?? begin();
  });

/** Holds a lock that tells the other tabs that this one lives. Returns what lets go of it. */
export function holdLifetime(name: string): () => void {
  let release = () => {};
  const life = new Promise<void>((resolve) => {
    release = resolve;
  });
  // Without Web Locks a lease ends by its time alone.
  lock(name, () => life);
  return release;
}

/** Names of the locks that living tabs hold; nothing where that cannot be known. */
export const livingTabs = async (): Promise<Set<string | undefined> | undefined> => {
  const locks = await quietly(() =>
    within(navigator.locks.query()).then(
      ({ held }) => held,
      () => undefined,
    ),
  );
  return locks && new Set(locks.map(({ name }) => name));
};
