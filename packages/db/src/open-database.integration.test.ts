import { expect, test } from "vitest";
import { openDatabase } from "./open-database.ts";
import { createTestDatabase } from "./testing/test-database.ts";

test("a connection that is lost while somebody holds it refuses what they ask next, and ends no process", async () => {
  const database = await createTestDatabase();
  const db = openDatabase({ url: database.url, connections: 2, role: null });
  const other = openDatabase({ url: database.url, connections: 2, role: null });
  try {
    const client = await db.pool.connect();
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const lost = new Promise((resolve) => client.once("end", resolve));
    await other.pool.query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
    await lost;
    await expect(client.query("SELECT 1")).rejects.toThrow();
    client.release(true);
    expect((await db.pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  } finally {
    await Promise.all([db.close(), other.close()]);
    await database.close();
  }
});
