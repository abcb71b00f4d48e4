import { readExpiredCalls } from "@tollgate/db/redis/open-calls";
import { releaseHold } from "@tollgate/db/redis/release-hold";
import { SHARDS } from "@tollgate/db/redis/shards";
import type { Redis } from "ioredis";
import { readIntent, voidEvent } from "../inference/intent.ts";

/** Calls released per shard and pass. */
const LIMIT = 500;

/**
 * Ends every call whose hold has expired without an end (its proxy was killed): one terminal `void` event, hold released, nothing charged.
 * Running it twice, or while the proxy finishes after all, still gives exactly one terminal row.
 */
export async function sweepExpiredHolds({
  redis,
  now,
}: {
  readonly redis: Redis;
  readonly now: () => Date;
}): Promise<{ voided: number }> {
  let voided = 0;
  for (let shard = 0; shard < SHARDS; shard++) {
    for (const { callId, holdNano, intent: json } of await readExpiredCalls(redis, shard, LIMIT)) {
      const intent = readIntent(json);
      const event = voidEvent(callId, intent, { holdNano, nowMs: now().getTime() });
      const answer = await releaseHold(redis, {
        callId,
        workspaceId: intent.wsp,
        keyId: intent.key,
        holdNano,
        chargeNano: 0n,
        capKeys: intent.caps,
        event: JSON.stringify(event),
      });
      if (answer === "released") voided += 1;
    }
  }
  return { voided };
}
