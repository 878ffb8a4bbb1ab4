import type { Entry } from './kept.ts';
import type { Adapter, DeliveryResult } from './types.ts';

/** Browsers take up to 64 kB of bodies that may outlive their page; a request above that fails at once. */
const KEEPALIVE_BYTES = 60_000;

/** Returns the function that makes one request for one record, in the same tick. What it returns never rejects. */
export function requester(adapter: Adapter) {
  let inFlight = 0;
  return ({ _kept: { body, attempts }, _head }: Entry) => {
    const size = new TextEncoder().encode(body).length;
    const keepalive = inFlight + size <= KEEPALIVE_BYTES;
    const counted = keepalive ? size : 0;
    inFlight += counted;
    const abort = new AbortController();
    const answer = (async () => adapter.send(body, _head, { signal: abort.signal, keepalive }))()
      .catch((error): DeliveryResult => ({ outcome: 'later', reason: `${error?.message ?? error}` }))
      .finally(() => {
        inFlight -= counted;
        clearTimeout(timer);
      });
    let timer: ReturnType<typeof setTimeout>;
    const silence = new Promise<DeliveryResult>((resolve) => {
      timer = setTimeout(
        () => {
          abort.abort();
          resolve({ outcome: 'later', reason: 'timeout' });
        },
        Math.min(60_000, 15_000 * 2 ** attempts),
      );
    });
    return {
      /** What became of it within the time limit, 15 s growing to 60 s. */
      _result: Promise.race([answer, silence]),
      /** What became of it, however late: some functions cannot be aborted. */
      _answer: answer,
    };
  };
}
