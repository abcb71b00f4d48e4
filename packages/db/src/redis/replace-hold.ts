import type { Redis } from "ioredis";
import { MORE_LUA } from "./compare-amounts.ts";
import { type CreditOf, creditKey } from "./credit-key.ts";
import { EPOCH_LUA } from "./epoch.ts";
import { redisScript, runScript } from "./run-script.ts";
import { redisKeys, shardOf } from "./shards.ts";

/**
 * Holds again for a call that was open when an epoch began. One that is held for in this epoch is left as it is. A cap's counter that is not
 * loaded yet finds the hold when it is.
 * KEYS: epoch, credit, call, holds, open counters…, token counters…, caps…
 * ARGV: epoch, call id, hold, intent, time to live ms or "" to leave the expiry, number of open counters, number of token counters, tokens,
 * seconds a token counter lives.
 */
const REPLACE = redisScript(`${EPOCH_LUA}${MORE_LUA}
if epoch ~= ARGV[1] then return 'other_epoch' end
local known, of, more_caps = unpack(redis.call('HMGET', KEYS[3], 'hold', 'epoch', 'caps'))
if known and of == epoch then return 'held' end
if not available(KEYS[2]) then return 'cold' end
local hold = ARGV[3]
if known and more(known, hold) then hold = known end
redis.call('HSET', KEYS[3], 'hold', hold, 'intent', ARGV[4], 'epoch', epoch)
if ARGV[5] ~= '' then
  local now = redis.call('TIME')
  redis.call('ZADD', KEYS[4], tonumber(now[1]) * 1000 + math.floor(tonumber(now[2]) / 1000) + tonumber(ARGV[5]), ARGV[2])
end
if hold ~= '0' then
  redis.call('HINCRBY', KEYS[2], 'avail', '-' .. hold)
  redis.call('HINCRBY', KEYS[2], 'held', hold)
end
local first_token = 5 + tonumber(ARGV[6])
local first_cap = first_token + tonumber(ARGV[7])
for i = 5, #KEYS do
  local key = counter(KEYS[i])
  if i < first_token then
    redis.call('INCR', key)
  elseif i < first_cap then
    redis.call('INCRBY', key, ARGV[8])
    if redis.call('TTL', key) < 0 then redis.call('EXPIRE', key, ARGV[9]) end
  elseif redis.call('EXISTS', key) == 1 then
    redis.call('INCRBY', key, hold)
  end
end
count_on(more_caps, hold)
return 'held'
`);

/** As long as admission gives a minute's counter. */
const TOKENS_TTL_SECONDS = 120;

export interface OpenHold extends CreditOf {
  readonly callId: string;
  readonly holdNano: bigint;
  /** As recorded at admission. */
  readonly intent: string;
  readonly capKeys: readonly string[];
  readonly openKeys: readonly string[];
  readonly tokenKeys: readonly string[];
  readonly reservedTokens: number;
}

export interface ReplaceOptions {
  /** Id of the epoch to hold in. */
  readonly epochId: string;
  /** `null` leaves the expiry that is there. */
  readonly ttlMs: number | null;
}

/** Holds again for an open call, idempotent by call id. The workspace's credit must be loaded. @throws when it is not, or the epoch is over. */
export async function replaceHold(redis: Redis, call: OpenHold, { epochId, ttlMs }: ReplaceOptions): Promise<void> {
  const { callId, workspaceId, capKeys, openKeys, tokenKeys } = call;
  const shard = shardOf(workspaceId);
  const keys = [
    redisKeys.epoch(shard),
    creditKey(call),
    redisKeys.call(shard, callId),
    redisKeys.holds(shard),
    ...openKeys,
    ...tokenKeys,
    ...capKeys,
  ];
  const args = [
    epochId,
    callId,
    `${call.holdNano}`,
    call.intent,
    ttlMs ?? "",
    openKeys.length,
    tokenKeys.length,
    call.reservedTokens,
    TOKENS_TTL_SECONDS,
  ];
  const answer = await runScript(redis, REPLACE, { keys, args });
  if (answer !== "held") throw new Error(`an open call could not be held for again: ${String(answer)}`);
}
