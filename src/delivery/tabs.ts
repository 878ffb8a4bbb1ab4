import { quietly } from '../instrument/quietly.ts';
import { wallClock } from './clock.ts';
import type { Kept, Lease } from './kept.ts';
import { holdLifetime, livingTabs, underLock } from './locks.ts';

/** A request's longest time limit and some: no tab sends a record for longer than that. */
export const LEASE = 75_000;

/** The other tabs of this browser: what they have in hand, and how this one tells them what it knows. */
export function openTabs(name: string, hear: (told: unknown) => void) {
  const me = `cx7:tab:${Math.random()}`;
  /** A tab that has yet to join holds no lock that tells that it lives. So that nobody takes it for dead, it says so. */
  let isNew = true;
  let living: Set<string | undefined> | undefined;
  let letGo = () => {};
  let channel: BroadcastChannel | undefined;

  /** Whether a lease's tab lives, as far as anybody knows. */
  const lives = ({ owner }: Lease): boolean => !living || living.has(owner);
  const isOurs = ({ lease }: Kept): boolean => lease?.owner === me;
  const silence = () => channel?.close();

  return {
    /** Tells the others that this tab lives, and listens to them. */
    join(): void {
      isNew = false;
      letGo = holdLifetime(me);
      quietly(() => {
        channel = new BroadcastChannel(`cx7:${name}`);
        channel.onmessage = ({ data }) => hear(data);
      });
    },
    /** Held locks and open channels would keep the page from being restored at once by the back button. */
    leave(): void {
      isNew = false;
      letGo();
      silence();
    },
    /** Listens no more, and keeps in hand what it has. */
    silence,
    announce(kept: Kept): void {
      quietly(() => channel?.postMessage(kept));
    },
    /** Work that one tab does at a time. */
    inTurn: (work: () => Promise<void>): Promise<void> => underLock(`cx7:drain:${name}`, work),
    /** Sees which tabs live; until then, and where that cannot be known, all do. */
    async lookAround(): Promise<void> {
      living = await livingTabs();
    },
    /** Marks a record as this tab's to send or hold. */
    lease(kept: Kept): void {
      kept.lease = { owner: me, until: wallClock() + LEASE, isNew };
    },
    isOurs,
    lives,
    /** Whether another tab is sending this, or holds it, as far as anybody knows. */
    isLent(kept: Kept): boolean {
      const { lease } = kept;
      const left = lease ? lease.until - wallClock() : 0;
      return !!lease && left > 0 && left <= LEASE && !isOurs(kept) && lives(lease);
    },
  };
}

export type Tabs = ReturnType<typeof openTabs>;
