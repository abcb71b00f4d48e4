import { isEpochWhole } from "@tollgate/db/redis/epoch";
import { type ExpiredCall, readExpiredCalls } from "@tollgate/db/redis/open-calls";
import { releaseHold } from "@tollgate/db/redis/release-hold";
import { SHARDS } from "@tollgate/db/redis/shards";
import { countTokens } from "@tollgate/pricing/usage-units";
import type { Redis } from "ioredis";
import { chargeOf, sweptEvent } from "../inference/call-progress.ts";
import { readIntent } from "../inference/intent.ts";

/** Calls released per shard and pass. */
const LIMIT = 500;

export type SweptCalls = {
  /** Ended without a charge. */
  readonly voided: number;
  /** Ended with what their last checkpoint says. */
  readonly charged: number;
};

export interface SweepStores {
  readonly redis: Redis;
  readonly now: () => Date;
}

/**
 * Ends every call whose hold has expired without an end (its proxy was killed): one terminal event that charges what the last checkpoint says
 * was delivered, or `void` and nothing without one; the hold is released.
 * Running it twice, or while the proxy finishes after all, still gives exactly one terminal row.
 * @throws AggregateError when calls could not be ended; all others were.
 */
export async function sweepExpiredHolds(stores: SweepStores): Promise<SweptCalls> {
  let voided = 0;
  let charged = 0;
  // Redis may have lost that a call is held for by a process that lives: it will be told first.
  if (!(await isEpochWhole(stores.redis))) return { voided, charged };
  const errors: unknown[] = [];
  for (let shard = 0; shard < SHARDS; shard++) {
    for (const call of await readExpiredCalls(stores.redis, shard, LIMIT)) {
      try {
        const chargeNano = await endCall(stores, call);
        if (chargeNano === 0n) voided += 1;
        else if (chargeNano !== null) charged += 1;
      } catch (error) {
        errors.push(error);
      }
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} expired calls could not be ended`);
  return { voided, charged };
}

/** @returns what was charged, or null when the call ended meanwhile. */
async function endCall(
  { redis, now }: SweepStores,
  { callId, holdNano, intent: json, progress }: ExpiredCall,
): Promise<bigint | null> {
  const intent = readIntent(json);
  const event = sweptEvent({ callId, intent, holdNano, progress, nowMs: now().getTime() });
  const chargeNano = chargeOf(event);
  const answer = await releaseHold(redis, {
    callId,
    workspaceId: intent.wsp,
    lotId: intent.sponsor,
    holdNano,
    chargeNano,
    capKeys: intent.caps,
    openKeys: intent.open,
    tokenKeys: intent.tokenKeys,
    tokensDifference: countTokens(event.units) - intent.tokens,
    event: JSON.stringify(event),
  });
  return answer === "released" ? chargeNano : null;
}
