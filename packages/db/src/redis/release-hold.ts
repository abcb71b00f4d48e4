import type { Redis } from "ioredis";
import { type CreditOf, creditKey } from "./credit-key.ts";
import { EPOCH_LUA } from "./epoch.ts";
import { redisScript, runScript } from "./run-script.ts";
import { BACKLOG_SUFFIX, redisKeys, shardOf } from "./shards.ts";

/**
 * Ends a call: releases its hold, keeps the charge out of the spendable credit until it is settled and appends the usage event. A call that
 * is not open any more changes no amount but the sum of what waits; its event is appended all the same, marked `loose`, since settlement knows
 * call ids and a lost event would be lost money. A call that was last held for in another epoch is not open: its hold counts nowhere. A call may
 * count on more caps than it was admitted with: those that were set while it ran.
 * KEYS: epoch, credit, call, holds, usage, open counters…, token counters…, caps…
 * ARGV: call id, hold, charge, hold − charge, charge − hold, event, number of open counters, number of token counters, tokens − reserved tokens.
 */
const RELEASE = redisScript(`${EPOCH_LUA}
local call_id, hold, charge = ARGV[1], ARGV[2], ARGV[3]
local function append(...)
  redis.call('XADD', KEYS[5], '*', ...)
  if charge ~= '0' then redis.call('INCRBY', KEYS[5] .. '${BACKLOG_SUFFIX}', charge) end
end
local known, of, more = unpack(redis.call('HMGET', KEYS[3], 'hold', 'epoch', 'caps'))
local counts = known and (of or '') == epoch and available(KEYS[2])
if counts and known ~= hold then return {'held', known} end
if known then
  redis.call('DEL', KEYS[3])
  redis.call('ZREM', KEYS[4], call_id)
end
if not counts then
  append('loose', '1', 'event', ARGV[6])
  return 'loose'
end
if hold ~= '0' then redis.call('HINCRBY', KEYS[2], 'held', '-' .. hold) end
if charge ~= '0' then redis.call('HINCRBY', KEYS[2], 'unsettled', charge) end
redis.call('HINCRBY', KEYS[2], 'avail', ARGV[4])
local first_token = 6 + tonumber(ARGV[7])
local first_cap = first_token + tonumber(ARGV[8])
for i = 6, #KEYS do
  local key = counter(KEYS[i])
  if i < first_token then
    if redis.call('DECR', key) <= 0 then redis.call('DEL', key) end
  elseif redis.call('EXISTS', key) == 1 then
    redis.call('INCRBY', key, i < first_cap and ARGV[9] or ARGV[5])
  end
end
count_on(more, ARGV[5])
append('event', ARGV[6], 'epoch', epoch)
return 'released'
`);

export interface ReleaseRequest extends CreditOf {
  readonly callId: string;
  readonly holdNano: bigint;
  readonly chargeNano: bigint;
  readonly capKeys: readonly string[];
  /** Counters of open calls that the call was counted on. */
  readonly openKeys: readonly string[];
  /** Counters of a minute's tokens that the call reserved on; one whose minute is over is gone. */
  readonly tokenKeys: readonly string[];
  /** Tokens used, less tokens reserved. */
  readonly tokensDifference: number;
  /** The usage event as JSON. */
  readonly event: string;
}

/** @returns `released`, or `loose` when the call was not open: ended before, swept, or forgotten by Redis. */
export async function releaseHold(redis: Redis, request: ReleaseRequest): Promise<"released" | "loose"> {
  const { workspaceId, callId, holdNano, chargeNano, openKeys, tokenKeys } = request;
  const shard = shardOf(workspaceId);
  const keys = [
    redisKeys.epoch(shard),
    creditKey(request),
    redisKeys.call(shard, callId),
    redisKeys.holds(shard),
    redisKeys.usage(shard),
    ...request.openKeys,
    ...request.tokenKeys,
    ...request.capKeys,
  ];
  const difference = holdNano - chargeNano;
  const args = [
    callId,
    `${holdNano}`,
    `${chargeNano}`,
    `${difference}`,
    `${-difference}`,
    request.event,
    openKeys.length,
    tokenKeys.length,
    request.tokensDifference,
  ];
  const answer = await runScript(redis, RELEASE, { keys, args });
  if (!Array.isArray(answer)) return answer === "loose" ? "loose" : "released";
  // An extension was made and its answer was lost: what Redis holds is what has to come back.
  return await releaseHold(redis, { ...request, holdNano: BigInt(String(answer[1])) });
}
