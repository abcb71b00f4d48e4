import { Redis } from "ioredis";
import pg from "pg";
import { expect, test } from "vitest";
import { createTestDatabase } from "./test-database.ts";

test("two test databases share neither rows nor keys", async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const [redisOne, redisOther] = [new Redis(one.redisUrl), new Redis(other.redisUrl)];
  const client = new pg.Client({ connectionString: one.url });
  try {
    await client.connect();
    await client.query("CREATE TABLE only_here (id int)");
    await redisOne.set("only", "here");
    expect(other.url).not.toBe(one.url);
    expect(await redisOther.get("only")).toBeNull();
  } finally {
    await client.end();
    redisOne.disconnect();
    redisOther.disconnect();
    await Promise.all([one.close(), other.close()]);
  }
});

test("closing drops the database even while a connection is open", async () => {
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.url });
  client.on("error", () => undefined);
  await client.connect();
  await database.close();
  const late = new pg.Client({ connectionString: database.url });
  await expect(late.connect()).rejects.toThrow("does not exist");
});
