import type { Redis } from "ioredis";
import { type CreditOf, creditKey } from "./credit-key.ts";
import { EPOCH_LUA } from "./epoch.ts";
import { redisScript, runScript } from "./run-script.ts";
import { redisKeys, shardOf } from "./shards.ts";

/**
 * Keeps the charge of a call in quarantine out of the spendable credit in a new epoch, unless it is kept already.
 * KEYS: epoch, quarantined, credit. ARGV: epoch, call id, charge.
 */
const KEEP = redisScript(`${EPOCH_LUA}
if epoch ~= ARGV[1] then return 'other_epoch' end
if not available(KEYS[3]) then return 'cold' end
if redis.call('HSETNX', KEYS[2], ARGV[2], ARGV[3]) == 0 then return 'kept' end
redis.call('HINCRBY', KEYS[3], 'unsettled', ARGV[3])
redis.call('HINCRBY', KEYS[3], 'avail', '-' .. ARGV[3])
return 'kept'
`);

export interface QuarantinedCharge extends CreditOf {
  readonly callId: string;
  /** More than zero. */
  readonly chargeNano: bigint;
}

/**
 * Idempotent by call id. The workspace's credit must be loaded, and the call still be in quarantine afterwards: otherwise release it.
 * @throws when the credit is not loaded, or the epoch is over.
 */
export async function keepQuarantined(redis: Redis, charge: QuarantinedCharge, epochId: string): Promise<void> {
  const { callId, chargeNano } = charge;
  const shard = shardOf(charge.workspaceId);
  const keys = [redisKeys.epoch(shard), redisKeys.quarantined(shard), creditKey(charge)];
  const answer = await runScript(redis, KEEP, { keys, args: [epochId, callId, `${chargeNano}`] });
  if (answer !== "kept") throw new Error(`a call in quarantine could not be kept out of the credit: ${String(answer)}`);
}
