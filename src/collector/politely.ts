import type { Database } from './database.ts';

/**
 * The same question, after whose answer others have their turn: the built-in database answers within this process and
 * without a pause, so that a row of its answers would be one long stop.
 */
export const politely =
  (query: Database['query']): Database['query'] =>
  async <Row>(sql: string, values?: readonly unknown[]) => {
    const rows = await query<Row>(sql, values);
    await new Promise((resolve) => setTimeout(resolve));
    return rows;
  };
