import type { Entry } from './kept.ts';
import type { Adapter, DeliveryResult } from './types.ts';

/** Browsers take up to 64 kB of bodies that may outlive their page; a request above that fails at once. */
const KEEPALIVE_BYTES = 60_000;

/**
 * Returns the function that makes one request for one record, in the same tick. Its promise never rejects; it says what
 * became of the record, however late: some functions cannot be aborted. `over` is called when the time limit is, after
 * 15 s, growing to 60 s.
 */
export function requester(adapter: Adapter) {
  let inFlight = 0;
  return ({ _kept }: Entry, over: (nothing?: undefined) => void): Promise<DeliveryResult> => {
    const { body, attempts } = _kept;
    const abort = new AbortController();
    const { signal } = abort;
    let size = new Blob([body]).size;
    const keepalive = inFlight + size <= KEEPALIVE_BYTES;
    if (!keepalive) size = 0;
    inFlight += size;
    const timer = setTimeout(
      () => {
        if (!EACH_ONLY) over();
        abort.abort();
      },
      Math.min(60_000, 15_000 * 2 ** attempts),
    );
    return (async () => adapter.send(body, _kept, { signal, keepalive }))()
      .catch(
        (error): DeliveryResult => ({
          outcome: 'later',
          reason: signal.aborted ? 'timeout' : `${error?.message ?? error}`,
        }),
      )
      .finally(() => {
        inFlight -= size;
        clearTimeout(timer);
      });
  };
}
