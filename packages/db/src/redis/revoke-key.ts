import type { Redis } from "ioredis";
import { redisKeys, shardOf } from "./shards.ts";

/** Makes admission refuse a key from now on, whatever a proxy still has in memory. */
export async function revokeKeyInRedis(redis: Redis, workspaceId: string, keyId: string): Promise<void> {
  await redis.sadd(redisKeys.revoked(shardOf(workspaceId)), keyId);
}
