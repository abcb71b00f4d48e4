import type { Redis } from "ioredis";
import { readEpoch } from "./epoch.ts";
import { type Backlog, readBacklog } from "./read-backlog.ts";
import { redisKeys, SHARDS } from "./shards.ts";

/** What Redis holds for calls at the moment. */
export interface Load extends Backlog {
  /** Calls that hold credit and have not ended. */
  readonly openCalls: number;
  /** Ended calls that wait to be settled. */
  readonly waitingEvents: number;
  /** Calls in quarantine whose charge is kept out of credit. */
  readonly quarantined: number;
  /** Most of them in one shard. */
  readonly fullestShard: { readonly shard: number; readonly waitingEvents: number } | null;
  readonly epoch: { readonly id: string; readonly open: boolean; readonly ageMs: number } | null;
}

/** Counts, however much lies there: no entry is read. */
export async function readLoad(redis: Redis): Promise<Load> {
  const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
  const each = async (count: (shard: number) => Promise<number>) => await Promise.all(shards.map(count));
  const [backlog, open, waiting, quarantined, epoch] = await Promise.all([
    readBacklog(redis),
    each((shard) => redis.zcard(redisKeys.holds(shard))),
    each((shard) => redis.xlen(redisKeys.usage(shard))),
    each((shard) => redis.hlen(redisKeys.quarantined(shard))),
    readEpoch(redis),
  ]);
  const fullest = shards.reduce((most, shard) => ((waiting[shard] ?? 0) > (waiting[most] ?? 0) ? shard : most), 0);
  return {
    ...backlog,
    openCalls: total(open),
    waitingEvents: total(waiting),
    quarantined: total(quarantined),
    fullestShard: waiting[fullest] ? { shard: fullest, waitingEvents: waiting[fullest] } : null,
    epoch: epoch && { id: epoch.id, open: epoch.open, ageMs: epoch.ageMs },
  };
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
