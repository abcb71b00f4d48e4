import type { Database } from "@tollgate/db/open-database";
import type pg from "pg";

/** Reads with one view of the books, however many statements it takes. Nothing can be written and nothing is locked. */
export async function readSnapshot<T>({ pool }: Database, read: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const result = await read(client);
    await client.query("COMMIT");
    client.release();
    return result;
  } catch (error) {
    // Closing the connection ends its transaction, in whatever state it is.
    client.release(true);
    throw error;
  }
}
