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

test("a connection that Prisma loses in the middle of a query or of a transaction ends no process", async () => {
  const database = await createTestDatabase();
  const db = openDatabase({ url: database.url, connections: 2, role: null });
  const other = openDatabase({ url: database.url, connections: 2, role: null });
  const terminate = async (query: string) =>
    await expect
      .poll(
        async () => {
          const { rows } = await other.pool.query<{ ended: boolean }>(
            "SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity WHERE query LIKE $1 AND pid <> pg_backend_pid()",
            [query],
          );
          return rows.some(({ ended }) => ended);
        },
        { timeout: 20_000 },
      )
      .toBe(true);
  try {
    const asleep = expect(db.prisma.$queryRaw`SELECT 1 AS asleep FROM pg_sleep(60)`).rejects.toThrow();
    await terminate("%AS asleep%");
    await asleep;
    const idle = db.prisma.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 AS idle`;
      await terminate("%AS idle%");
      await tx.$queryRaw`SELECT 2 AS later`;
    });
    await expect(idle).rejects.toThrow();
    expect(await db.prisma.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  } finally {
    await Promise.all([db.close(), other.close()]);
    await database.close();
  }
});
