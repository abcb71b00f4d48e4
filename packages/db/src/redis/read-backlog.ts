import type { Redis } from "ioredis";
import { redisKeys, SHARDS } from "./shards.ts";

/** Usage that lies in Redis and is not settled. */
export interface Backlog {
  /** What its calls were charged. */
  readonly chargesNano: bigint;
  /** How long the oldest has waited, by Redis' clock; 0 when nothing waits. */
  readonly oldestMs: number;
}

/** Looks at the head of each shard's stream and at its sum, however much lies there. */
export async function readBacklog(redis: Redis): Promise<Backlog> {
  const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
  const [[seconds], heads, sums] = await Promise.all([
    redis.time(),
    Promise.all(shards.map((shard) => redis.xrange(redisKeys.usage(shard), "-", "+", "COUNT", 1))),
    Promise.all(shards.map((shard) => redis.get(redisKeys.backlog(shard)))),
  ]);
  let chargesNano = 0n;
  let oldestMs = 0;
  for (const shard of shards) {
    const [head] = heads[shard] ?? [];
    if (!head) continue;
    chargesNano += BigInt(sums[shard] ?? "0");
    // A stream id begins with the Unix milliseconds of its entry.
    oldestMs = Math.max(oldestMs, Number(seconds) * 1000 - Number.parseInt(head[0], 10));
  }
  return { chargesNano, oldestMs };
}
