import { createCollector } from '../../../src/collector/index.ts';
import { openPglite } from '../../../src/collector/pglite.ts';
import { createStore } from '../../../src/collector/store.ts';
import type { StoredInterview } from '../../../src/record/schema.ts';

export interface CollectorAnswer {
  status: number;
  headers: Headers;
  text: string;
}

export interface WalkedCollector {
  /** What the collector says to one posted body. */
  post(body: string): Promise<CollectorAnswer>;
  /** What its database holds of one interview. */
  held(id: string): Promise<StoredInterview | undefined>;
  /** What it has complained of since it was last asked. */
  complaints(): string[];
  /** The clock that it goes by, epoch milliseconds. */
  now: () => number;
  clear(): Promise<void>;
  close(): Promise<void>;
}

export const ORIGIN = 'https://benefits.example';
export const ENDPOINT = 'https://collector.example/v1/interviews';

/** The collector as it is, over a database in memory, asked through its fetch handler. */
export async function openCollector(): Promise<WalkedCollector> {
  const database = await openPglite();
  let complaints: string[] = [];
  const collector = createCollector({
    store: await createStore(database),
    origins: [ORIGIN],
    rateLimit: false,
    now: () => walked.now(),
    onError: (error) => complaints.push(`${error.message}: ${error.cause}`),
    onNotice: (line) => complaints.push(line),
  });
  const walked: WalkedCollector = {
    now: Date.now,
    async post(body) {
      const headers = { 'content-type': 'text/plain;charset=UTF-8', origin: ORIGIN };
      const answer = await collector.fetch(new Request(ENDPOINT, { method: 'POST', headers, body }));
      return { status: answer.status, headers: answer.headers, text: await answer.text() };
    },
    async held(id) {
      const [row] = await database.query<{ record: StoredInterview }>('select record from interviews where id = $1', [
        id,
      ]);
      return row?.record;
    },
    complaints() {
      const told = complaints;
      complaints = [];
      return told;
    },
    // Interviews of earlier walks would only take up memory: their ids never come again.
    clear: () => database.query('truncate interviews').then(() => {}),
    close: () => collector.close(),
  };
  return walked;
}
