import type { Redis } from "ioredis";
import { redisKeys, shardOf } from "./shards.ts";

/** Calls of an app that are kept; the oldest make room. */
export const MOST_TEST_CALLS = 500;
/** After so long without a call nothing is kept. */
const KEEP_SECONDS = 7 * 86_400;
const MINUTE_MS = 60_000;

/** Remembers a test call, before any that was remembered earlier. @param json a few hundred bytes. */
export async function rememberTestCall(redis: Redis, appId: string, json: string): Promise<void> {
  const key = redisKeys.testCalls(shardOf(appId), appId);
  const done = await redis
    .multi()
    .lpush(key, json)
    .ltrim(key, 0, MOST_TEST_CALLS - 1)
    .expire(key, KEEP_SECONDS)
    .exec();
  const failed = done?.find(([error]) => error !== null)?.[0];
  if (failed) throw failed;
}

/** What is remembered of an app's test calls, newest first: at most `MOST_TEST_CALLS`. */
export async function readTestCalls(redis: Redis, appId: string): Promise<string[]> {
  return await redis.lrange(redisKeys.testCalls(shardOf(appId), appId), 0, -1);
}

/** Counts a test call of an app. @returns how many there were in this minute, this one included. */
export async function countTestCall(redis: Redis, appId: string, nowMs: number): Promise<number> {
  const key = redisKeys.testMinute(shardOf(appId), appId, Math.floor(nowMs / MINUTE_MS));
  const done = await redis.multi().incr(key).expire(key, 120).exec();
  const [error, count] = done?.[0] ?? [new Error("Redis did not count"), 0];
  if (error) throw error;
  return Number(count);
}
