import type { Kept } from './kept.ts';
import type { Tabs } from './tabs.ts';

/** What the outbox does differently from endpoint to endpoint. Chosen once, see `choosing.ts`. */
export interface Policy {
  /** Whether an interview's one revision leaves nothing to do for the other. */
  covers(one: Kept, other: Kept): boolean;
  /** For how many milliseconds yet an interview is held because it may go on, here or in one of the other tabs. */
  heldFor?(kept: Kept, tabs: Tabs, isGoneForGood: boolean): number;
  /**
   * Whether the endpoint takes an interview once: its next request waits until the one under way has ended, and its first
   * write to the database looks at what is there.
   */
  takesOnce?: boolean;
  /**
   * Whether a repeat does harm: no record goes before the database has told what earlier pages sent, and an acceptance is
   * noted in the journal, in the tick that brings it, ahead of the database.
   */
  repeatsHarm?: boolean;
  /** Whether no repeat may start while a call that is past its time limit goes on. */
  waitsInSilence?: boolean;
  /** Whether no request may start on a page that is hidden or being left. */
  needsView?: boolean;
  /** For how many milliseconds a record rests after its put. */
  restAfterPut?: number;
}

/** For an endpoint that takes every revision as it comes, at any time, and keeps the highest: cx7's collector. */
export const everyRevision: Policy = { covers: (one, other) => one.revision > other.revision };
