import { type Database, needs } from './database.ts';

/**
 * PostgreSQL, or a database that speaks its protocol, through a pool of connections.
 * A database that answers slowly makes the collector answer 503, and the browser tries again; nothing waits forever.
 * `patience` is how long a statement may take, in milliseconds.
 */
export async function openPostgres(url: string, { patience = 15_000 } = {}): Promise<Database> {
  const { default: pg } = await needs('pg', () => import('pg'));
  const connection = { connectionString: url, connectionTimeoutMillis: 5_000, application_name: 'cx7' };
  const pool = new pg.Pool({
    ...connection,
    max: 10,
    query_timeout: patience,
    idleTimeoutMillis: 30_000,
    // A proxy such as PgBouncer refuses these as parameters of the connection. A database without them has no need.
    onConnect: (client) => client.query(SETTINGS, [String(Math.ceil(patience * 0.9))]).catch(() => {}),
  });
  // A connection that breaks while idle is replaced at the next query. Without a listener it would end the process.
  pool.on('error', () => {});
  try {
    await whenStarted(() => pool.query('select 1'));
  } catch (error) {
    await pool.end();
    throw error;
  }

  return {
    query: async <Row>(sql: string, values: readonly unknown[] = []) =>
      (await again(() => pool.query(sql, [...values]))).rows as Row[],

    async exclusively(work) {
      // A connection of its own, without a limit: an index on a large table takes as long as it takes, and so does
      // waiting for the collector that is making it.
      const client = new pg.Client(connection);
      client.on('error', () => {}); // The query under way rejects; that is enough.
      await client.connect();
      const query = async <Row>(sql: string, values: readonly unknown[] = []) =>
        (await client.query(sql, [...values])).rows as Row[];
      try {
        // Whoever waited for the lock has to see what the one before did.
        await query('begin isolation level read committed');
        const locked = await query('select pg_advisory_xact_lock($1)', [LOCK]).then(
          () => true,
          () => false,
        );
        // Distributed databases without the lock also want each change of a table by itself.
        if (!locked) await query('rollback');
        await work(query);
        if (locked) await query('commit');
      } finally {
        await client.end(); // Which also takes back whatever was not committed.
      }
    },

    close: () => pool.end(),
  };
}

/**
 * A statement that the collector has given up on ends in the database too, before it: else each try would leave a
 * connection behind that waits there, until there are none left for anybody. And a commit is on disk when it is
 * answered, also where the database's default is to answer before: the browser deletes what was accepted.
 */
const SETTINGS = `select set_config('statement_timeout', $1, false),
  case current_setting('synchronous_commit') when 'off' then set_config('synchronous_commit', 'on', false) end`;

/** After a loss of power both start at once, and PostgreSQL turns everybody away until it has recovered. */
async function whenStarted(connect: () => Promise<unknown>): Promise<void> {
  for (const deadline = Date.now() + 60_000; ; ) {
    try {
      await connect();
      return;
    } catch (error) {
      if ((error as { code?: unknown }).code !== '57P03' || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

/** Any number that nobody else in the database uses: "cx7" in ASCII. */
const LOCK = 0x637837;

/**
 * What gives way to another collector is run again: where transactions are serializable, one of two revisions that arrive
 * together; and one of two judgements that lock the same records, each in an order of its own (a deadlock).
 */
async function again<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt === 4 || !GAVE_WAY.includes(String((error as { code?: unknown }).code))) throw error;
    }
  }
}

const GAVE_WAY: readonly string[] = ['40001', '40P01'];
