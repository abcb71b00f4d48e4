import type { Redis } from "ioredis";
import { redisKeys, SHARDS } from "./shards.ts";

/** One entry of a settlement stream, unparsed. */
export interface StreamEntry {
  readonly streamId: string;
  readonly loose: boolean;
  /** In which its charge was counted; "" when it was not. */
  readonly epoch: string;
  readonly event: string;
}

/** Oldest entries of a shard's stream. They stay until acknowledged. */
export async function readUsage(redis: Redis, shard: number, limit: number): Promise<StreamEntry[]> {
  const rows = await redis.xrange(redisKeys.usage(shard), "-", "+", "COUNT", limit);
  return rows.map(([streamId, fields]) => {
    const event = fields[fields.indexOf("event") + 1] ?? "";
    return { streamId, loose: fields[0] === "loose", epoch: fields[2] === "epoch" ? (fields[3] ?? "") : "", event };
  });
}

/** Id of a shard's newest entry, or null when there is none. */
export async function lastUsageId(redis: Redis, shard: number): Promise<string | null> {
  const [newest] = await redis.xrevrange(redisKeys.usage(shard), "+", "-", "COUNT", 1);
  return newest?.[0] ?? null;
}

/** Whether an entry, or an older one, is still in the stream. */
export async function isUsageWaiting(redis: Redis, shard: number, streamId: string): Promise<boolean> {
  return (await redis.xrange(redisKeys.usage(shard), "-", streamId, "COUNT", 1)).length > 0;
}

/** Waits until some shard has an unsettled event. Needs a connection of its own, since it blocks. @returns the shards that have one. */
export async function waitForUsage(redis: Redis, timeoutMs: number): Promise<number[]> {
  const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
  const names = shards.map(redisKeys.usage);
  const answer = await redis.xread("COUNT", 1, "BLOCK", timeoutMs, "STREAMS", ...names, ...names.map(() => "0"));
  return (answer ?? []).map(([name]) => names.indexOf(name)).filter((shard) => shard >= 0);
}
