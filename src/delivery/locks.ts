import { quietly } from './quietly.ts';
import { within } from './store.ts';

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
    try {
      navigator.locks.request(name, begin).catch(begin);
    } catch {
      begin();
    }
  });

/** Holds a lock that tells the other tabs that this one lives. Returns what lets go of it. */
export function holdLifetime(name: string): () => void {
  let release!: () => void;
  const life = new Promise<void>((resolve) => {
    release = resolve;
  });
  // Without Web Locks a lease ends by its time alone.
  quietly(() => navigator.locks.request(name, () => life).catch(release));
  return release;
}

/** Names of the locks that living tabs hold; nothing where that cannot be known. */
export async function livingTabs(): Promise<Set<string | undefined> | undefined> {
  try {
    return new Set((await within(1500, navigator.locks.query())).held!.map((lock) => lock.name));
  } catch {
    return undefined;
  }
}
