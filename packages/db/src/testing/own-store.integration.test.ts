import { Redis } from "ioredis";
import pg from "pg";
import { expect, test } from "vitest";
import { startOwnStore } from "./own-store.ts";

test("a killed Redis is gone, and has what it confirmed when it is back", async () => {
  const store = await startOwnStore("redis");
  const redis = new Redis(store.url, { maxRetriesPerRequest: 0, retryStrategy: () => 50 });
  redis.on("error", () => undefined);
  await redis.set("kept", "1");
  await store.kill();
  await expect(redis.get("kept")).rejects.toThrow();
  await store.start();
  await expect.poll(() => redis.get("kept").catch(() => null)).toBe("1");
  redis.disconnect();
});

test("a killed Postgres is gone, and has what it committed when it is back", async () => {
  const store = await startOwnStore("postgres");
  const pool = new pg.Pool({ connectionString: store.url });
  pool.on("error", () => undefined);
  await pool.query("CREATE TABLE kept AS SELECT 1 AS one");
  await store.kill();
  // A process that serves a connection may outlive the killed server by a moment.
  const state = () =>
    pool.query("SELECT one FROM kept").then(
      () => "answers",
      () => "gone",
    );
  await expect.poll(state).toBe("gone");
  await store.start();
  expect((await pool.query("SELECT one FROM kept")).rows).toEqual([{ one: 1 }]);
  await pool.end();
});
