import { type Database, needs } from './database.ts';

/**
 * PostgreSQL, or a database that speaks its protocol, through a pool of connections.
 * A database that answers slowly makes the collector answer 503, and the browser tries again; nothing waits forever.
 */
export async function openPostgres(url: string): Promise<Database> {
  const { default: pg } = await needs('pg', () => import('pg'));
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    query_timeout: 15_000,
    idleTimeoutMillis: 30_000,
    application_name: 'cx7',
  });
  // A connection that breaks while idle is replaced at the next query. Without a listener it would end the process.
  pool.on('error', () => {});

  return {
    query: async <Row>(sql: string, values: readonly unknown[] = []) =>
      (await again(() => pool.query(sql, [...values]))).rows as Row[],

    async exclusively(work) {
      const client = await pool.connect();
      client.on('error', () => {}); // The query under way rejects; that is enough.
      const query = async <Row>(sql: string, values: readonly unknown[] = []) =>
        (await client.query(sql, [...values])).rows as Row[];
      try {
        await query('begin');
        const locked = await query('select pg_advisory_xact_lock($1)', [LOCK]).then(
          () => true,
          () => false,
        );
        // Distributed databases without the lock also want each change of a table by itself.
        if (!locked) await query('rollback');
        await work(query);
        if (locked) await query('commit');
      } catch (error) {
        await query('rollback').catch(() => {}); // The first error is the one to tell.
        throw error;
      } finally {
        client.release();
      }
    },

    close: () => pool.end(),
  };
}

/** Any number that nobody else in the database uses: "cx7" in ASCII. */
const LOCK = 0x637837;

/** Where transactions are serializable, two revisions that arrive together make one of them fail. It is tried again. */
async function again<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt === 4 || (error as { code?: unknown }).code !== '40001') throw error;
    }
  }
}
