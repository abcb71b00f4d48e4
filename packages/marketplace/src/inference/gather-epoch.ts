import type { Database } from "@tollgate/db/open-database";
import { forgetCalls, readOtherCalls, type StaleCall } from "@tollgate/db/redis/open-calls";
import type { OpenHold } from "@tollgate/db/redis/replace-hold";
import { SHARDS } from "@tollgate/db/redis/shards";
import { isUsageWaiting, lastUsageId } from "@tollgate/db/redis/usage-stream";
import { type SettlementStores, settleCalls } from "../settlement/settle-calls.ts";
import { holdAgain } from "./hold-again.ts";
import { readIntent } from "./intent.ts";

/**
 * Makes a new epoch complete, once every process that lives has held again for its calls: what Redis still knows as open from an earlier epoch is
 * served by nobody, and is held for until it is swept; unless Postgres has its end, which Redis then lost.
 * @returns a step to be repeated until it says that every end of before is settled, so that no charge is spendable twice.
 */
export async function gatherEpoch(stores: SettlementStores, epochId: string): Promise<() => Promise<boolean>> {
  for (let shard = 0; shard < SHARDS; shard++) {
    const stale = await readOtherCalls(stores.redis, shard, epochId);
    if (stale.length > 0) await takeOver(stores, stale, { shard, epochId });
  }
  const waiting = new Map<number, string>();
  for (let shard = 0; shard < SHARDS; shard++) {
    const last = await lastUsageId(stores.redis, shard);
    if (last !== null) waiting.set(shard, last);
  }
  return async () => {
    for (const [shard, last] of waiting) {
      await settleCalls(stores, { shard });
      if (!(await isUsageWaiting(stores.redis, shard, last))) waiting.delete(shard);
    }
    return waiting.size === 0;
  };
}

async function takeOver(
  stores: SettlementStores,
  stale: readonly StaleCall[],
  { shard, epochId }: { readonly shard: number; readonly epochId: string },
): Promise<void> {
  const ended = await endedCalls(stores.db, stale);
  await forgetCalls(stores.redis, shard, [...ended]);
  const open = stale.filter(({ callId }) => !ended.has(callId)).flatMap(openHold);
  await holdAgain(stores, open, { epochId, ttlMs: null });
}

/** Calls whose end Postgres has, settled or in quarantine. */
async function endedCalls(db: Database, calls: readonly StaleCall[]): Promise<Set<string>> {
  const { rows } = await db.pool.query<{ id: string }>(
    `SELECT id::text FROM call WHERE id = ANY ($1::uuid[])
      UNION SELECT id::text FROM quarantined_call WHERE id = ANY ($1::uuid[])`,
    [calls.map(({ callId }) => callId)],
  );
  return new Set(rows.map(({ id }) => id));
}

/** A call whose intent cannot be read is left to the sweep, which tells of it. */
function openHold({ callId, holdNano, intent: json }: StaleCall): OpenHold[] {
  try {
    const intent = readIntent(json);
    const {
      wsp: workspaceId,
      caps: capKeys,
      open: openKeys,
      tokenKeys,
      tokens: reservedTokens,
      sponsor: lotId,
    } = intent;
    return [{ callId, workspaceId, lotId, holdNano, intent: json, capKeys, openKeys, tokenKeys, reservedTokens }];
  } catch {
    return [];
  }
}
