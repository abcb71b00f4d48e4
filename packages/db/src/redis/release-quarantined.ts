import type { Redis } from "ioredis";
import { type CreditOf, creditKey } from "./credit-key.ts";
import { EPOCH_LUA } from "./epoch.ts";
import { redisScript, runScript } from "./run-script.ts";
import { redisKeys, shardOf } from "./shards.ts";

/**
 * Frees what a call in quarantine kept out of the spendable credit. The note is deleted with it, so that doing it twice changes nothing; a
 * Redis that forgot the charge, but not the note, gives back nothing.
 * KEYS: epoch, quarantined, credit. ARGV: call id.
 */
const RELEASE_QUARANTINED = redisScript(`${EPOCH_LUA}
local charge = redis.call('HGET', KEYS[2], ARGV[1])
if not charge then return 'none' end
redis.call('HDEL', KEYS[2], ARGV[1])
if not available(KEYS[3]) then return 'none' end
redis.call('HINCRBY', KEYS[3], 'unsettled', '-' .. charge)
if string.sub(redis.call('HGET', KEYS[3], 'unsettled'), 1, 1) == '-' then
  redis.call('HINCRBY', KEYS[3], 'unsettled', charge)
  return 'none'
end
redis.call('HINCRBY', KEYS[3], 'avail', charge)
return 'released'
`);

/** Call after the resolution committed and its credit was projected. */
export async function releaseQuarantined(redis: Redis, call: CreditOf & { readonly callId: string }): Promise<void> {
  const shard = shardOf(call.workspaceId);
  const keys = [redisKeys.epoch(shard), redisKeys.quarantined(shard), creditKey(call)];
  await runScript(redis, RELEASE_QUARANTINED, { keys, args: [call.callId] });
}
