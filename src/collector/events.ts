import type { Store } from './store.ts';

export interface Watchers {
  /** Calls back after something arrived, here or at another collector over the same database. Returns how to stop. */
  watch(changed: () => void): () => void;
  /** Something arrived here. */
  notify(): void;
}

/** Arrivals within this many milliseconds are told together. */
const TOGETHER = 250;

/**
 * Tells those who watch that there is something new. What arrives here is told at once; what arrives elsewhere is seen
 * by asking the database every other second, for as long as anybody watches.
 */
export function createWatchers(store: Pick<Store, 'pulse'>, { every = 2000 } = {}): Watchers {
  const watching = new Set<() => void>();
  let soon: ReturnType<typeof setTimeout> | undefined;
  let polling = false;

  const tell = () => {
    if (soon !== undefined) return;
    soon = setTimeout(() => {
      soon = undefined;
      for (const changed of [...watching]) changed();
    }, TOGETHER);
  };

  // A database that is away for a moment is asked again at the next turn; healthz is who reports it.
  const pulse = (since?: string) => store.pulse(since).catch(() => undefined);

  const poll = async () => {
    let since: string | undefined;
    let heard: string | undefined;
    while (watching.size > 0) {
      const now = await pulse(since);
      if (now && now.count !== heard) {
        // The window starts over, so that it does not grow all day. Only then is it told, so that what came in between
        // is seen by whoever looks now.
        since = minuteBefore(now.time);
        heard = (await pulse(since))?.count;
        tell();
      }
      await new Promise((resolve) => setTimeout(resolve, every));
    }
    polling = false;
  };

  return {
    notify: () => {
      if (watching.size > 0) tell();
    },
    watch(changed) {
      watching.add(changed);
      if (!polling) {
        polling = true;
        void poll();
      }
      return () => void watching.delete(changed);
    },
  };
}

/** Whatever is being committed right now was begun less than a minute ago. */
const minuteBefore = (time: string) => new Date(Date.parse(time) - 60_000).toISOString();
