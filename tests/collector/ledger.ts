import { expect } from 'vitest';
import { openPglite } from '../../src/collector/pglite.ts';
import { openPostgres } from '../../src/collector/postgres.ts';
import type { StoredInterview } from '../../src/record/schema.ts';
import { fiscalQuarter, type Tally, tallyWordings, toCsv } from '../../src/report/index.ts';
import { anInterview } from '../report/interviews.ts';
import { there } from '../there.ts';
import type { Child } from './child.ts';

const scoreOf = (revision: number) => 1 + (revision % 5);

/** Without digits, among which there may be what looks like personal data. */
const inLetters = (id: string) => id.replaceAll(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? digit);

/** What was posted, and what was answered to it: whatever happens to collectors, their database has to agree with this. */
export class Ledger {
  readonly survey = `survey-${crypto.randomUUID()}`;
  /** How often each status was the answer; 0 where there was none. */
  readonly statuses: Record<number, number> = {};
  /** Refusals that did not say when to try again. */
  readonly withoutRetryAfter: number[] = [];
  readonly #posted = new Map<string, StoredInterview>();
  readonly #accepted = new Map<string, number>();

  /** How many interviews got a 202. */
  get accepted(): number {
    return this.#accepted.size;
  }

  /**
   * One interview at one revision: the same every time that it is asked for, and unlike any other. Its version changes
   * from revision to revision, as if the page had been updated, or brought back, in between.
   */
  interview(id: string, revision: number): StoredInterview {
    return anInterview({
      version: revision % 2 ? 1 : 2,
      id,
      revision,
      survey: this.survey,
      comment: `Revision ${revision} of ${inLetters(id)}`,
      scores: { satisfaction: scoreOf(revision) },
    });
  }

  /** Posts as the browser's outbox does. Resolves with the status, or 0 where no answer came. */
  async post(url: string, interview: StoredInterview): Promise<number> {
    const { id, revision } = interview;
    this.#posted.set(`${id}:${revision}`, interview);
    const status = await fetch(`${url}/v1/interviews`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain;charset=UTF-8' },
      body: JSON.stringify(interview),
      signal: AbortSignal.timeout(30_000),
    }).then(
      async (response) => {
        const { headers, status } = response;
        if ((status === 503 || status === 429) && !(Number(headers.get('retry-after')) > 0))
          this.withoutRetryAfter.push(status);
        const answer = (await response.json()) as { id: string; revision: number };
        if (status === 202) {
          expect(answer.id).toBe(id);
          expect(answer.revision).toBeGreaterThanOrEqual(revision);
          this.#accepted.set(id, Math.max(answer.revision, this.#accepted.get(id) ?? 0));
        }
        return status;
      },
      () => 0,
    );
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    return status;
  }

  /** Posts until it is accepted, each time at the next collector, as a browser that comes back does. */
  async deliver(urls: readonly string[], interview: StoredInterview): Promise<void> {
    const deadline = Date.now() + 60_000;
    for (let attempt = 0; Date.now() < deadline; attempt++) {
      if ((await this.post(there(urls[attempt % urls.length]), interview)) === 202) return;
      await pause(100);
    }
    throw new Error(`${interview.id}:${interview.revision} was never accepted`);
  }

  /**
   * Eight clients that post without a pause until one gets no 202: new interviews, newer revisions of old ones while
   * the ones before are under way, and repeats.
   */
  async burst(url: string): Promise<void> {
    const known: { id: string; revision: number }[] = [];
    const next = () => {
      const draw = Math.random();
      const old = known[Math.floor(Math.random() * known.length)];
      if (!old || draw < 0.4) known.push({ id: crypto.randomUUID(), revision: 1 });
      else if (draw < 0.8) old.revision += 1 + Math.floor(Math.random() * 2);
      const { id, revision } = old && draw >= 0.4 ? old : there(known.at(-1));
      return this.interview(id, revision);
    };
    const client = async () => {
      while ((await this.post(url, next())) === 202);
    };
    await Promise.all(Array.from({ length: 8 }, client));
  }

  /**
   * Holds a database against it, row by row: every interview that got a 202 is there once, at the revision of its
   * highest 202 or a higher one that was posted, with what was posted; and nothing else is there.
   */
  check(rows: readonly Row[]): void {
    const stored = new Map(rows.map((row) => [row.id, row]));
    expect(stored.size).toBe(rows.length);
    const lost = [...this.#accepted].filter(([id, revision]) => !(Number(stored.get(id)?.revision) >= revision));
    expect(lost).toEqual([]);
    for (const { id, revision, record } of rows) expect(record).toEqual(this.#posted.get(`${id}:${revision}`));
  }

  /** What a dashboard and a quarterly table show agrees with those rows. */
  checkTally(rows: readonly Row[], tally: Tally): void {
    expect(tally.interviews).toBe(rows.length);
    const counts = [1, 2, 3, 4, 5].map(
      (score) => rows.filter(({ revision }) => scoreOf(Number(revision)) === score).length,
    );
    expect(tally.groups['sampled-offer'].measures.satisfaction.counts).toEqual(counts);
    const csv = toCsv(tallyWordings(rows.map(({ record }) => record)), {
      period: fiscalQuarter({ year: 2026, quarter: 4 }),
      texts: {},
    });
    expect(csv).toContain(`\r\n1,satisfaction,,${counts.join(',')},${rows.length},`);
  }
}

export interface Row {
  id: string;
  revision: number | string;
  record: StoredInterview;
}

/** The rows themselves, past everything that the collector makes of them. A folder has to be free. */
export async function rowsOf(options: { databaseUrl?: string; dataFolder?: string }, survey: string): Promise<Row[]> {
  const database = options.databaseUrl ? await openPostgres(options.databaseUrl) : await openPglite(options.dataFolder);
  try {
    return await database.query<Row>('select id, revision, record from interviews where survey = $1', [survey]);
  } finally {
    await database.close();
  }
}

export async function tallyOf({ url }: Child, survey: string): Promise<Tally> {
  const response = await fetch(`${url}/v1/tally?survey=${survey}`);
  return ((await response.json()) as { tally: Tally }).tally;
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
