import { type ExpiredCall, readExpiredCalls } from "@tollgate/db/redis/open-calls";
import { releaseHold } from "@tollgate/db/redis/release-hold";
import { SHARDS } from "@tollgate/db/redis/shards";
import type { Redis } from "ioredis";
import { readIntent, voidEvent } from "../inference/intent.ts";

/** Calls released per shard and pass. */
const LIMIT = 500;

export interface SweepStores {
  readonly redis: Redis;
  readonly now: () => Date;
}

/**
 * Ends every call whose hold has expired without an end (its proxy was killed): one terminal `void` event, hold released, nothing charged.
 * Running it twice, or while the proxy finishes after all, still gives exactly one terminal row.
 * @throws AggregateError when calls could not be ended; all others were.
 */
export async function sweepExpiredHolds(stores: SweepStores): Promise<{ voided: number }> {
  let voided = 0;
  const errors: unknown[] = [];
  for (let shard = 0; shard < SHARDS; shard++) {
    for (const call of await readExpiredCalls(stores.redis, shard, LIMIT)) {
      try {
        if (await voidCall(stores, call)) voided += 1;
      } catch (error) {
        errors.push(error);
      }
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} expired calls could not be ended`);
  return { voided };
}

/** @returns false when the call ended meanwhile. */
async function voidCall(
  { redis, now }: SweepStores,
  { callId, holdNano, intent: json }: ExpiredCall,
): Promise<boolean> {
  const intent = readIntent(json);
  const event = voidEvent(callId, intent, { holdNano, nowMs: now().getTime() });
  const answer = await releaseHold(redis, {
    callId,
    workspaceId: intent.wsp,
    holdNano,
    chargeNano: 0n,
    capKeys: intent.caps,
    openKeys: intent.open,
    tokenKeys: intent.tokenKeys,
    tokensDifference: -intent.tokens,
    event: JSON.stringify(event),
  });
  return answer === "released";
}
