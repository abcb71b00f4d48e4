import type { Redis } from "ioredis";
import { redisKeys, shardOf } from "./shards.ts";

/** A call whose hold is past its expiry without an end. */
export interface ExpiredCall {
  readonly callId: string;
  readonly holdNano: bigint;
  /** By Redis' clock, in Unix milliseconds. */
  readonly expiredAtMs: number;
  /** As recorded at admission. */
  readonly intent: string;
  /** As recorded by the last checkpoint, or null when there was none. */
  readonly progress: string | null;
}

/** Expired calls of a shard by Redis' own clock, oldest first. */
export async function readExpiredCalls(redis: Redis, shard: number, limit: number): Promise<ExpiredCall[]> {
  const [seconds] = await redis.time();
  const until = Number(seconds) * 1000;
  const rows = await redis.zrangebyscore(redisKeys.holds(shard), 0, until, "WITHSCORES", "LIMIT", 0, limit);
  const calls: ExpiredCall[] = [];
  for (let row = 0; row < rows.length; row += 2) {
    const [callId = "", score] = rows.slice(row, row + 2);
    const fields = await redis.hgetall(redisKeys.call(shard, callId));
    if (fields.hold === undefined || fields.intent === undefined) {
      await redis.zrem(redisKeys.holds(shard), callId);
      continue;
    }
    calls.push({
      callId,
      holdNano: BigInt(fields.hold),
      expiredAtMs: Number(score),
      intent: fields.intent,
      progress: fields.progress ?? null,
    });
  }
  return calls;
}

/** Number of calls that are open, over all workspaces of a shard. */
export async function countOpenCalls(redis: Redis, shard: number): Promise<number> {
  return await redis.zcard(redisKeys.holds(shard));
}

/** Whether Redis knows of a hold of a call, in whatever epoch. */
export async function isCallOpen(
  redis: Redis,
  { workspaceId, callId }: { readonly workspaceId: string; readonly callId: string },
): Promise<boolean> {
  return (await redis.exists(redisKeys.call(shardOf(workspaceId), callId))) === 1;
}

/** Open calls of a shard, those whose hold ends first before others. */
export async function readOpenCalls(redis: Redis, shard: number, limit: number): Promise<StaleCall[]> {
  const calls: StaleCall[] = [];
  for (const callId of await redis.zrange(redisKeys.holds(shard), "0", `${limit - 1}`)) {
    const [hold, intent] = await redis.hmget(redisKeys.call(shard, callId), "hold", "intent");
    if (hold != null && intent != null) calls.push({ callId, holdNano: BigInt(hold), intent });
  }
  return calls;
}

/** An open call as an earlier epoch left it. */
export type StaleCall = Pick<ExpiredCall, "callId" | "holdNano" | "intent">;

/** Open calls of a shard whose hold counts in another epoch than this. */
export async function readOtherCalls(redis: Redis, shard: number, epochId: string): Promise<StaleCall[]> {
  const callIds = await redis.zrange(redisKeys.holds(shard), "0", "-1");
  const calls: StaleCall[] = [];
  for (const callId of callIds) {
    const [hold, intent, epoch] = await redis.hmget(redisKeys.call(shard, callId), "hold", "intent", "epoch");
    if (hold != null && intent != null && epoch !== epochId) calls.push({ callId, holdNano: BigInt(hold), intent });
  }
  return calls;
}

/** Drops calls that ended without Redis knowing. Their holds must count in no epoch any more. */
export async function forgetCalls(redis: Redis, shard: number, callIds: readonly string[]): Promise<void> {
  if (callIds.length === 0) return;
  await redis.del(callIds.map((callId) => redisKeys.call(shard, callId)));
  await redis.zrem(redisKeys.holds(shard), ...callIds);
}
