import { isOld } from './aging.ts';
import type { Keeping } from './keeping.ts';
import type { Entry } from './kept.ts';
import type { Ledger } from './ledger.ts';
import { about, waiting } from './news.ts';
import type { Pace } from './pace.ts';
import type { Policy } from './policies.ts';
import type { Adapter, DeliveryResult, OutboxNews } from './types.ts';

/** Browsers take up to 64 kB of bodies that may outlive their page; a request above that fails at once. */
const KEEPALIVE_BYTES = 60_000;
/** The time limit of a first request; it doubles with every attempt. */
const SHORTEST_LIMIT = 15_000;
const LONGEST_LIMIT = 60_000;

interface Call {
  /** What became of the record, however late: some functions cannot be aborted. Never rejects. */
  answer: Promise<DeliveryResult>;
  /** Resolves when the time limit is over. */
  silence: Promise<undefined>;
}

/** Returns the function that makes one request for one record, in the same tick. */
function requester(adapter: Adapter): (entry: Entry) => Call {
  let inFlight = 0;
  return (entry) => {
    const { kept } = entry;
    const { body, attempts } = kept;
    const abort = new AbortController();
    const { signal } = abort;
    const size = new Blob([body]).size;
    const keepalive = !entry.isPlain && inFlight + size <= KEEPALIVE_BYTES;
    entry.isPlain = false;
    const taken = keepalive ? size : 0;
    inFlight += taken;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silence = new Promise<undefined>((resolve) => {
      timer = setTimeout(
        () => {
          resolve(undefined);
          abort.abort();
        },
        Math.min(LONGEST_LIMIT, SHORTEST_LIMIT * 2 ** attempts),
      );
    });
    const answer = (async () => adapter.send(body, kept, { signal, keepalive }))()
      .catch((error): DeliveryResult => {
        // The page's own requests may hold what the browser grants; then only one that may not outlive the page will do.
        entry.isPlain = keepalive;
        return { outcome: 'later', reason: signal.aborted ? 'timeout' : `${error?.message ?? error}` };
      })
      .finally(() => {
        inFlight -= taken;
        clearTimeout(timer);
      });
    return { answer, silence };
  };
}

export interface SendingOptions {
  adapter: Adapter;
  policy: Policy;
  ledger: Ledger;
  keeping: Keeping;
  pace: Pace;
  emit: (news: OutboxNews) => void;
  /** A verdict was noted. `repeat` where the call that ended is worth another round. */
  proceed: (repeat?: boolean) => void;
}

/** Sends one record and notes what became of it. */
export function openSending({ adapter, policy, ledger, keeping, pace, emit, proceed }: SendingOptions) {
  const request = requester(adapter);

  async function send(entry: Entry): Promise<void> {
    entry.busy = true;
    emit({ event: 'sending', ...about(entry) });
    const { answer, silence } = request(entry);
    const result = await Promise.race([answer, silence]);
    entry.busy = !result && !!policy.waitsInSilence;
    if (!result) answer.then((late) => hearLate(entry, late));
    await judge(entry, result ?? { outcome: 'later', reason: 'timeout' });
  }

  /** The time limit has been judged as a failure; this is the answer after all. */
  function hearLate(entry: Entry, late: DeliveryResult): void {
    // Where a repeat may have begun, that is the call which is under way.
    if (policy.waitsInSilence) entry.busy = false;
    if (late.outcome === 'later' && !late.retryAfterMs) proceed(true);
    else void judge(entry, late);
  }

  async function judge(entry: Entry, said: DeliveryResult): Promise<void> {
    const lacksEcho = said.outcome === 'accepted' && !said.echoed && ledger.expectsEcho();
    // Whatever answers in the endpoint's place: a proxy, a portal, a service worker.
    const result: DeliveryResult = lacksEcho ? { outcome: 'later', reason: 'no echo' } : said;
    if (result.outcome === 'accepted') {
      pace.reset();
      await keeping.entomb(entry, result.echoed);
    } else if (result.outcome === 'superseded') {
      pace.reset();
      // Its first write may be under way yet, and would bring it back.
      await keeping.save(entry);
      if (ledger.counts(entry)) await keeping.drop(entry, 'superseded');
    } else {
      // Said of the destination, whatever has become of the record meanwhile.
      // An adapter that knows no types may say anything: what is no refusal is later.
      if (result.outcome !== 'refused') entry.due = pace.failed(result);
      if (ledger.counts(entry)) await noteFailure(entry, result);
    }
    proceed();
  }

  async function noteFailure(
    entry: Entry,
    result: Exclude<DeliveryResult, { outcome: 'accepted' | 'superseded' }>,
  ): Promise<void> {
    const { kept } = entry;
    const { reason } = result;
    kept.attempts++;
    kept.reason = reason;
    // While its call goes on it stays in this tab's hands.
    if (!entry.busy) kept.lease = undefined;
    if (result.outcome === 'refused') {
      kept.state = 'parked';
      pace.reset();
      emit({ event: 'rejected', ...about(entry), reason, status: result.status, durability: entry.where });
    } else emit(waiting(entry, reason));
    // Nor is it given up then: it would come back from where it could not be taken away.
    // As many tries as days, and so many visits: a page counts one day at most.
    const isHopeless = isOld(kept) && kept.attempts > 30 && !entry.busy;
    await (isHopeless ? keeping.drop(entry, 'expired') : keeping.save(entry));
    // There is no later visit for what no storage has taken: a refusal is as good as any failure that lasts.
    if (kept.state === 'parked' && entry.where === 'memory') {
      kept.state = 'waiting';
      entry.due = pace.failed({ slow: true });
      pace.reset(); // the destination itself is well
    }
  }

  return { send };
}
