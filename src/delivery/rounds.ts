import { monotonic } from './clock.ts';
import type { Keeping } from './keeping.ts';
import type { Entry } from './kept.ts';
import type { Ledger } from './ledger.ts';
import type { Pace } from './pace.ts';
import type { Policy } from './policies.ts';
import type { Presence } from './presence.ts';
import { LEASE, type Tabs } from './tabs.ts';

/** Four workers. */
const REQUESTS_AT_ONCE = [1, 2, 3, 4];
/** Timers do not count much further. */
const DAY = 86_400_000;

export interface RoundsOptions {
  policy: Policy;
  ledger: Ledger;
  keeping: Keeping;
  pace: Pace;
  tabs: Tabs;
  presence: Presence;
  send: (entry: Entry) => Promise<void>;
}

/** When records are sent: each may go for itself, and whatever waits goes in rounds, which one tab makes at a time. */
export function openRounds({ policy, ledger, keeping, pace, tabs, presence, send }: RoundsOptions) {
  const { wakeAt, silence } = openAlarm(drain);
  let next: Promise<void> | undefined;

  /** One more round under the lock that one tab holds at a time. Calls that come before it sends share it. */
  function drain(): Promise<void> {
    if (!presence.isBegun) return Promise.resolve();
    next ??= tabs.inTurn(round);
    return next;
  }

  /** Sees what there is in storage. */
  async function scan(): Promise<void> {
    await keeping.readDatabase();
    keeping.readJournal();
    // In this very tick: what another tab puts while this one writes must keep its mark.
    keeping.setMark(schedule());
    await keeping.tidy();
  }

  /** Sees to it that a round begins when the first of those that wait may go. Returns whether any is not sent yet. */
  function schedule(): boolean {
    wakeFor(ledger.all());
    return ledger.owes();
  }

  /** The same for some of them. */
  function wakeFor(some: Entry[]): void {
    const now = monotonic();
    const pause = pace.untilRepeat();
    for (const entry of some) if (isFree(entry)) wakeAt(Math.max(entry.due, now + Math.max(pause, heldFor(entry))));
  }

  /** Whether a request for this record may start now; `pause` says how long its destination is left in peace yet. */
  const isReady = (entry: Entry, pause: () => number = pace.untilRepeat): boolean =>
    ledger.counts(entry) && entry.due <= monotonic() && !pause() && !heldFor(entry) && isFree(entry);

  async function round(): Promise<void> {
    // Until the line is at its end there is nothing to wake for.
    silence(0);
    await scan();
    // After the scan: whoever had put what it found was there by then.
    await tabs.lookAround();
    next = undefined;
    // One line for all of them.
    const line = ledger
      .all()
      .sort((a, b) => a.kept.attempts - b.kept.attempts)
      .values();
    await Promise.all(REQUESTS_AT_ONCE.map(() => work(line)));
  }

  /** Sends what is ready of a line that several workers share. */
  async function work(line: Iterable<Entry>): Promise<void> {
    for (const entry of line) {
      if (!isReady(entry)) continue;
      tabs.lease(entry.kept);
      entry.released = true;
      // Another tab's to send, until storage says otherwise.
      entry.due = monotonic() + LEASE / 5;
      if (!(await keeping.save(entry))) continue;
      entry.due = 0;
      if (isReady(entry)) await send(entry);
    }
    // Anew, whatever was seen before the others were done.
    silence(Infinity);
    schedule();
    wakeAt(keeping.asksAgainAt());
  }

  /** For how many milliseconds yet a record is held because its interview may go on. */
  const heldFor = (entry: Entry): number =>
    (!entry.released && policy.heldFor?.(entry.kept, tabs, presence.isGoneForGood)) || 0;

  /** Whether nothing but time keeps it: what keeps it otherwise starts a round when it is over. */
  const isFree = (entry: Entry): boolean =>
    !presence.isOver && (!policy.needsView || presence.isSeen()) && ledger.isNext(entry);

  return {
    drain,
    /** Tries everything without regard to backoff. */
    hurry(): Promise<void> {
      pace.reset();
      ledger.expedite();
      return drain();
    },
    scan,
    schedule,
    wakeFor,
    isReady,
    stop: () => silence(0),
  };
}

/** Goes off at the earliest of the times that it was told, on the monotonic clock. */
function openAlarm(act: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let alarm = Infinity;
  return {
    wakeAt(at: number): void {
      if (at >= alarm) return;
      clearTimeout(timer);
      alarm = at;
      timer = setTimeout(act, Math.min(at - monotonic(), DAY));
    },
    /** Forgets what it was told, and listens to nothing that is later than this. */
    silence(later: number): void {
      clearTimeout(timer);
      alarm = later;
    },
  };
}

export type Rounds = ReturnType<typeof openRounds>;
