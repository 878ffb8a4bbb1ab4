import type { Entry } from './kept.ts';
import type { Adapter, DeliveryResult } from './types.ts';

/** Browsers take up to 64 kB of bodies that may outlive their page; a request above that fails at once. */
const KEEPALIVE_BYTES = 60_000;

/** Returns the function that makes one request for one record, in the same tick. Neither of its promises rejects. */
export function requester(adapter: Adapter) {
  let inFlight = 0;
  return ({ _kept }: Entry) => {
    const { body, attempts } = _kept;
    const abort = new AbortController();
    let size = new TextEncoder().encode(body).length;
    const keepalive = inFlight + size <= KEEPALIVE_BYTES;
    if (!keepalive) size = 0;
    inFlight += size;
    let timer: ReturnType<typeof setTimeout>;
    const answer = (async () => adapter.send(body, _kept, { signal: abort.signal, keepalive }))()
      .catch((error): DeliveryResult => ({ outcome: 'later', reason: `${error?.message ?? error}` }))
      .finally(() => {
        inFlight -= size;
        clearTimeout(timer);
      });
    return {
      /** What became of it, however late: some functions cannot be aborted. */
      _answer: answer,
      /** Fulfilled, with nothing, when the time limit is over: 15 s, growing to 60 s. */
      _silence: new Promise<undefined>((resolve) => {
        timer = setTimeout(
          () => {
            resolve(undefined);
            abort.abort();
          },
          Math.min(60_000, 15_000 * 2 ** attempts),
        );
      }),
    };
  };
}
