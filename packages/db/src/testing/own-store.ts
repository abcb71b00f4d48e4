import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import pg from "pg";

/** A Postgres or a Redis of the test's own, which it may kill. What the store confirmed is there again after a restart. */
export interface OwnStore {
  /** Of Postgres: a database with every migration applied. The same after a restart. */
  readonly url: string;
  /** Where the store keeps its files. */
  readonly dir: string;
  /** Ends the store at once, as `kill -9` does. */
  kill(): Promise<void>;
  /** Starts the store again, unless it runs, and resolves when it answers. */
  start(): Promise<void>;
}

/**
 * Starts a store that goes away with the test run. Takes seconds: rather restart one per file than start one per test.
 * @throws Error when the test was not run through the `integration` project of vitest.config.ts.
 */
export async function startOwnStore(kind: "postgres" | "redis"): Promise<OwnStore> {
  const { number, url, dir } = await askKeeper(kind);
  return {
    url: String(url),
    dir: String(dir),
    kill: async () => void (await askKeeper(`kill/${number}`)),
    start: async () => void (await askKeeper(`start/${number}`)),
  };
}

/** Copies the migrated database of an own Postgres, so that each test has rows of its own. @returns the copy's address. */
export async function copyDatabase({ url }: OwnStore): Promise<string> {
  const copy = new URL(url);
  copy.pathname = `/own_${randomUUID().replaceAll("-", "")}`;
  const admin = new URL(url);
  admin.pathname = "/postgres";
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${copy.pathname.slice(1)} TEMPLATE own`);
  } finally {
    await client.end();
  }
  return copy.href;
}

/** Empties an own Redis. */
export async function emptyRedis({ url }: OwnStore): Promise<void> {
  const redis = new Redis(url);
  try {
    await redis.flushall();
  } finally {
    redis.disconnect();
  }
}

async function askKeeper(path: string): Promise<Record<string, unknown>> {
  const keeper = process.env.TEST_SERVICES_URL;
  if (!keeper) throw new Error("TEST_SERVICES_URL is not set: run this file with vitest's `integration` project.");
  const response = await fetch(`${keeper}/${path}`, { method: "POST" });
  const answer: unknown = await response.json();
  if (!response.ok || typeof answer !== "object" || answer === null)
    throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return { ...answer };
}
