import type { Entry } from './kept.ts';
import type { OpenOutbox } from './outbox.ts';
import type { Outbox, PendingRecord } from './types.ts';

/** Adds what somebody may ask of an outbox who uses it by itself; a survey asks nothing. */
export function askable({ put, begin, destroy, ledger, rounds }: OpenOutbox): Outbox {
  return {
    put,
    begin,
    destroy,
    flush() {
      begin();
      ledger.revive();
      return rounds.hurry();
    },
    async pending() {
      begin();
      await rounds.scan();
      return ledger.all().flatMap(pendingRecord);
    },
  };
}

function pendingRecord({ kept, where, busy }: Entry): PendingRecord[] {
  const { state } = kept;
  return state === 'sent' ? [] : [{ ...kept, state: busy ? 'sending' : state, durability: where }];
}
