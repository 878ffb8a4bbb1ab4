import { toJson } from '../instrument/json.ts';
import { quietly } from '../instrument/quietly.ts';
import { monotonic } from './clock.ts';
import { Keeping } from './keeping.ts';
import { type Entry, entryOf, isKept, isOver, type Kept, keep } from './kept.ts';
import { Ledger } from './ledger.ts';
import { markOf } from './mark.ts';
import { openMark } from './marking.ts';
import { about, asError, waiting } from './news.ts';
import { openPace } from './pace.ts';
import { everyRevision, type Policy } from './policies.ts';
import { openPresence } from './presence.ts';
import { openRounds, type Rounds } from './rounds.ts';
import { openSending } from './sending.ts';
import { openTabs } from './tabs.ts';
import type { Adapter, Deliverable, Durability, OutboxNews, SurveyOutbox } from './types.ts';

export interface OutboxOptions {
  adapter: Adapter;
  /** Keeps outboxes of one origin apart. Two that send the same interviews to different places need two names. */
  name?: string | undefined;
  /** Hears every event. What it throws is nobody's; see `createOutbox`. */
  listener: (news: OutboxNews) => void;
}

/** With what `asking.ts` asks. */
export interface OpenOutbox extends SurveyOutbox {
  ledger: Ledger;
  rounds: Rounds;
}

/**
 * Keeps records until their endpoint has accepted them. The way of a record: `put` journals it, starts to make it
 * durable and sends it; what was not accepted waits in storage until a round of this or a later page.
 *
 * @param policy what the adapter's endpoint needs, see `choosing.ts`
 */
export function openOutbox(options: OutboxOptions, policy: Policy = everyRevision): OpenOutbox {
  const parts = assemble(options, policy);
  const { ledger, keeping, sending, rounds, tabs, presence, emit } = parts;

  /** Sends a record at once where it may go, or else in a round. */
  function dispatch(entry: Entry): void {
    // After a reload only a scan can tell whether an endpoint that cannot tell a repeat has had this one.
    if ((keeping.scanned || !policy.repeatsHarm) && rounds.isReady(entry, parts.pace.untilRetryAfter))
      void sending.send(entry);
    else {
      rounds.wakeFor([entry]);
      // Nobody is to think that it is on its way.
      if (parts.pace.untilRetryAfter()) emit(waiting(entry, 'Retry-After'));
    }
  }

  function put(record: Deliverable): { durability: Durability } {
    try {
      const key = `${record.id}:${record.revision}`;
      const kept = keep(key, record, toJson(record), options.adapter.destination, 'waiting');
      const entry = entryOf(key, kept, 'memory');
      tabs.lease(kept);
      const counting = keeping.admit(entry);
      keeping.goesOn = !isOver(record);
      if (ledger.counts(entry)) {
        keeping.journalize(entry);
        emit({ event: 'queued', ...about(entry), durability: entry.where });
        if (policy.restAfterPut) entry.due = monotonic() + policy.restAfterPut;
        // The last chance of a page that was left before the outbox had begun is now.
        if (presence.isBegun || presence.isLeft) {
          void keeping.save(entry, { fresh: true });
          dispatch(entry);
        } else if (entry.where === 'memory') begin(); // Where the journal takes nothing, the database cannot come too soon.
      }
      return { durability: counting.where };
    } catch (error) {
      emit({ event: 'error', error: asError(error) });
      return { durability: 'memory' };
    }
  }

  const { begin, stop } = followPage(parts, dispatch);
  keeping.readJournal();

  async function newestOf(id: string): Promise<number> {
    begin();
    const stored = (await keeping.rowsOf(id)).filter((row): row is Kept => isKept((row as Kept).key, row));
    const known = ledger.all().map(({ kept }) => kept);
    return Math.max(0, ...[...stored, ...known].filter((kept) => kept.id === id).map(({ revision }) => revision));
  }

  return { put, begin, newestOf, destroy: stop, ledger, rounds };
}

type Parts = ReturnType<typeof assemble>;

/** The parts of an outbox, each with those that it asks. */
function assemble({ adapter, name = 'cx7', listener }: OutboxOptions, policy: Policy) {
  const { destination } = adapter;
  const presence = openPresence();
  const mark = openMark(markOf(destination, name));
  const pace = openPace(mark);
  // What was refused is tried once more a visit: somebody may have mended the endpoint.
  const ledger = new Ledger({ destination, policy, revivesRefused: mark.beginsVisit() });
  const emit = (news: OutboxNews): void => void quietly(() => listener(news));

  /** What another tab tells: that a record was accepted. */
  function hear(told: unknown): void {
    const { key } = (told ?? {}) as { key?: unknown };
    if (isKept(key, told)) keeping.admit(entryOf(told.key, told, 'memory'));
  }
  const tabs = openTabs(name, hear);
  const keeping = new Keeping({ name, ledger, policy, tabs, pace, mark, presence, emit });

  /** After every verdict. */
  function proceed(repeat = false): void {
    // What was under way when the outbox was destroyed stayed in hand until now.
    if (presence.isOver && !ledger.isBusy()) tabs.leave();
    // With nothing left here, a round looks for what other tabs have left: it alone may take the mark away.
    if (!repeat && rounds.schedule()) keeping.setMark(true);
    else void rounds.drain();
  }
  const sending = openSending({ adapter, policy, ledger, keeping, pace, emit, proceed });
  const rounds = openRounds({ policy, ledger, keeping, pace, tabs, presence, send: sending.send });
  return { policy, presence, pace, ledger, tabs, keeping, sending, rounds, emit };
}

/** Follows the page from beginning to end: when it comes, is left, comes back and goes online. */
function followPage(parts: Parts, dispatch: (entry: Entry) => void) {
  const { ledger, keeping, sending, rounds, tabs, presence, policy } = parts;
  const listening = new AbortController();
  /** Whether the outbox holds what a page in the back-forward cache must not hold. */
  let joined = false;

  function join(): void {
    if (joined) return;
    joined = true;
    keeping.wake();
    tabs.join();
  }

  function begin(): void {
    if (presence.isBegun || presence.isOver) return;
    const early = ledger.all().filter(({ kept }) => tabs.isOurs(kept));
    presence.isBegun = true;
    // A page that is being left begins if it comes back.
    if (presence.isLeft) return;
    join();
    void rounds.drain();
    for (const entry of early) {
      // By the name that tells that it lives.
      tabs.lease(entry.kept);
      void keeping.save(entry, { fresh: true }).then((isOurs) => {
        if (isOurs) dispatch(entry);
      });
    }
  }

  function arrive(): void {
    presence.isLeft = presence.isGoneForGood = false;
    if (!presence.isBegun) return;
    join();
    void rounds.drain();
  }

  /** What no storage has taken goes with the page, and no other tab has it: only Retry-After keeps that back. */
  function mayLeave(entry: Entry): boolean {
    if (entry.where !== 'memory') return !entry.released && tabs.isOurs(entry.kept) && rounds.isReady(entry);
    entry.due = 0;
    return rounds.isReady(entry, parts.pace.untilRetryAfter);
  }

  function depart({ persisted }: PageTransitionEvent): void {
    presence.isLeft = true;
    presence.isGoneForGood = !persisted;
    // An interview that was held for its page to go on has no page any more. What was put before the outbox had begun may
    // not have had its chance yet.
    const mayGo = !policy.repeatsHarm || (presence.isGoneForGood && keeping.scanned);
    // What a round has just begun to take up may be another tab's yet.
    for (const entry of mayGo ? ledger.all() : [])
      if (mayLeave(entry)) {
        entry.isPlain = false; // Now only a request that may outlive the page will do.
        void sending.send(entry);
      }
    joined = false;
    // After the last word to the journal.
    keeping.store.rest();
    tabs.leave();
  }

  // Capture, so that we run before the host's listeners and also hear the document's events.
  const options = { signal: listening.signal, capture: true };
  const moments = {
    online: () => rounds.hurry(),
    pageshow: arrive,
    pagehide: depart,
    visibilitychange: () => document.visibilityState === 'visible' && rounds.drain(),
  };
  for (const [moment, act] of Object.entries(moments))
    globalThis.addEventListener?.(moment, act as EventListener, options);

  return {
    begin,
    stop(): void {
      presence.isOver = true;
      listening.abort();
      rounds.stop();
      // What is under way stays in hand: another outbox on this page must not begin it again.
      if (ledger.isBusy()) tabs.silence();
      else tabs.leave();
      keeping.store.close();
    },
  };
}
