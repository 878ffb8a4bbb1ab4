import { monotonic, wallClock } from './clock.ts';
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
export class Rounds {
  private readonly options: RoundsOptions;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer goes off, on the monotonic clock. */
  private alarm = Infinity;
  private next: Promise<void> | undefined;

  constructor(options: RoundsOptions) {
    this.options = options;
  }

  /** One more round under the lock that one tab holds at a time. Calls that come before it sends share it. */
  drain(): Promise<void> {
    const { presence, tabs } = this.options;
    if (!presence.isBegun) return Promise.resolve();
    this.next ??= tabs.inTurn(() => this.round());
    return this.next;
  }

  /** Tries everything without regard to backoff. */
  hurry(): Promise<void> {
    this.options.pace.reset();
    this.options.ledger.expedite();
    return this.drain();
  }

  /** Sees what there is in storage. */
  async scan(): Promise<void> {
    const { keeping } = this.options;
    await keeping.readDatabase();
    keeping.readJournal();
    // In this very tick: what another tab puts while this one writes must keep its mark.
    keeping.setMark(this.schedule());
    await keeping.tidy();
  }

  /** Sees to it that a round begins when the first of those that wait may go. Returns whether any is not sent yet. */
  schedule(): boolean {
    const { ledger } = this.options;
    this.wakeFor(ledger.all());
    return ledger.owes();
  }

  /** The same for some of them. */
  wakeFor(some: Entry[]): void {
    const now = monotonic();
    const pause = this.options.pace.untilRepeat();
    for (const entry of some)
      if (this.isFree(entry)) this.wakeAt(Math.max(entry.due, now + Math.max(pause, this.heldFor(entry))));
  }

  /** Whether a request for this record may start now; `pause` says how long its destination is left in peace yet. */
  isReady(entry: Entry, pause: () => number = this.options.pace.untilRepeat): boolean {
    const { ledger } = this.options;
    return ledger.counts(entry) && entry.due <= monotonic() && !pause() && !this.heldFor(entry) && this.isFree(entry);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private async round(): Promise<void> {
    const { ledger, tabs } = this.options;
    // Until the line is at its end there is nothing to wake for.
    clearTimeout(this.timer);
    this.alarm = 0;
    await this.scan();
    // After the scan: whoever had put what it found was there by then.
    await tabs.lookAround();
    this.next = undefined;
    // One line for all of them.
    const line = ledger
      .all()
      .sort((a, b) => a.kept.attempts - b.kept.attempts)
      .values();
    await Promise.all(REQUESTS_AT_ONCE.map(() => this.work(line)));
  }

  /** Sends what is ready of a line that several workers share. */
  private async work(line: Iterable<Entry>): Promise<void> {
    const { keeping, tabs, send } = this.options;
    for (const entry of line) {
      if (!this.isReady(entry)) continue;
      tabs.lease(entry.kept);
      entry.released = true;
      // Another tab's to send, until storage says otherwise.
      entry.due = monotonic() + LEASE / 5;
      if (!(await keeping.save(entry))) continue;
      entry.due = 0;
      if (this.isReady(entry)) await send(entry);
    }
    // Anew, whatever was seen before the others were done.
    clearTimeout(this.timer);
    this.alarm = Infinity;
    this.schedule();
    this.wakeAt(keeping.asksAgainAt());
  }

  private wakeAt(at: number): void {
    if (at >= this.alarm) return;
    clearTimeout(this.timer);
    this.alarm = at;
    this.timer = setTimeout(() => this.drain(), Math.min(at - monotonic(), DAY));
  }

  private heldFor(entry: Entry): number {
    const { ledger, tabs, presence } = this.options;
    const isOurs = tabs.isOurs(entry.kept);
    const ours = presence.isGoneForGood ? 0 : Infinity;
    return ledger.heldFor(entry, wallClock(), (lease) => (isOurs ? ours : tabs.inHandFor(lease)));
  }

  /** Whether nothing but time keeps it: what keeps it otherwise starts a round when it is over. */
  private isFree(entry: Entry): boolean {
    const { policy, presence, ledger } = this.options;
    return !presence.isOver && (policy.sendsUnseen || presence.isSeen) && ledger.isNext(entry);
  }
}
