import { redisKeys, SHARDS } from "@tollgate/db/redis/shards";
import type { Redis } from "ioredis";
import { sweepExpiredHolds } from "../settlement/sweep-expired-holds.ts";

/** Makes every open call look abandoned for as long as a hold lasts, and sweeps. */
export async function sweepNow(redis: Redis) {
  for (let shard = 0; shard < SHARDS; shard++) {
    const callIds = await redis.zrange(redisKeys.holds(shard), "0", "-1");
    for (const callId of callIds) await redis.zadd(redisKeys.holds(shard), "1", callId);
  }
  return await sweepExpiredHolds({ redis, now: () => new Date() });
}
