import type { Redis } from "ioredis";
import { MORE_LUA } from "./compare-amounts.ts";
import { type CreditOf, creditKey } from "./credit-key.ts";
import { EPOCH_LUA } from "./epoch.ts";
import { redisScript, runScript } from "./run-script.ts";
import { redisKeys, shardOf } from "./shards.ts";

/**
 * Places a hold, or says why not. Amounts of money are decimal strings, compared digit by digit and added by Redis' own 64-bit integers: a Lua
 * number would lose nanos above 2^53, and `-0`, which Redis takes for no number, is never sent. Everything is looked at before anything is
 * changed, so that a refusal changes nothing. Nothing is placed while the epoch is not open.
 * KEYS: epoch, credit, call, holds, revoked, counters…, caps…
 * ARGV: call id, key id, hold, time to live ms or "" to look only, intent, number of counters, then per counter: amount, limit or "", seconds to live or "";
 * then per cap: limit − hold, which is the most that may be used already.
 */
const ADMIT = redisScript(`${EPOCH_LUA}${MORE_LUA}
local hold, n = ARGV[3], tonumber(ARGV[6])
local known, of = unpack(redis.call('HMGET', KEYS[3], 'hold', 'epoch'))
if known and of == epoch then return {'admitted', known} end
if not admits then return {'closed'} end
if redis.call('SISMEMBER', KEYS[5], ARGV[2]) == 1 then return {'revoked'} end
local avail = available(KEYS[2])
if not avail then return {'cold'} end
local counters = {}
for i = 6, #KEYS do counters[i - 5] = counter(KEYS[i]) end
local values = redis.call('MGET', unpack(counters))
for i = n + 1, #values do
  if not values[i] then return {'cold'} end
end
for i = 1, n do
  local amount, limit = ARGV[4 + 3 * i], ARGV[5 + 3 * i]
  if limit ~= '' and tonumber(values[i] or '0') + tonumber(amount) > tonumber(limit) then return {'limited', i - 1} end
end
local short = more(hold, avail)
local first_cap = 6 + 3 * n
for i = n + 1, #values do
  if more(values[i], ARGV[first_cap + i - n]) then short = true end
end
if short then return {'short', avail, unpack(values, n + 1)} end
if ARGV[4] == '' then return {'fits'} end

if hold ~= '0' then
  redis.call('HINCRBY', KEYS[2], 'avail', '-' .. hold)
  redis.call('HINCRBY', KEYS[2], 'held', hold)
end
for i = n + 1, #values do redis.call('INCRBY', counters[i], hold) end
local now = redis.call('TIME')
local expiry = tonumber(now[1]) * 1000 + math.floor(tonumber(now[2]) / 1000) + tonumber(ARGV[4])
redis.call('HSET', KEYS[3], 'hold', hold, 'intent', ARGV[5], 'epoch', epoch)
redis.call('ZADD', KEYS[4], expiry, ARGV[1])
local answer = {'admitted', hold}
for i = 1, n do
  local used = redis.call('INCRBY', counters[i], ARGV[4 + 3 * i])
  local seconds = ARGV[6 + 3 * i]
  if seconds ~= '' and not values[i] then redis.call('EXPIRE', counters[i], seconds) end
  answer[i + 2] = used
end
return answer
`);

/** Something that is counted per call and may have a limit: requests or tokens of a minute, calls that are open. */
export interface HoldCounter {
  readonly counterKey: string;
  /** What this call adds. */
  readonly amount: number;
  /** `null` only counts. */
  readonly limit: number | null;
  /** How long the counter is of use after its first call; `null` for one that calls take back when they end. */
  readonly ttlSeconds: number | null;
}

export interface HoldRequest extends CreditOf {
  readonly callId: string;
  readonly keyId: string;
  readonly holdNano: bigint;
  /** After this long without an end the sweeper releases the hold; `null` places none and only says whether it would fit. */
  readonly ttlMs: number | null;
  /** At least one. */
  readonly counters: readonly HoldCounter[];
  readonly caps: readonly { readonly counterKey: string; readonly limitNano: bigint }[];
  /** What the sweeper needs to write the terminal row, as JSON. */
  readonly intent: string;
}

export type HoldAnswer =
  /** `counts` is in the order of the counters, this call included; empty when the call was admitted before. */
  | { readonly kind: "admitted"; readonly holdNano: bigint; readonly counts: number[] }
  /** Only when asked to look only: it would be admitted. */
  | { readonly kind: "fits" }
  | { readonly kind: "revoked" }
  /** Credit or a counter is not in Redis: load it from Postgres and ask again. */
  | { readonly kind: "cold" }
  /** Redis lost writes, and what it has to know is not back yet. */
  | { readonly kind: "closed" }
  /** The counter at this place of those asked has no room. */
  | { readonly kind: "limited"; readonly index: number }
  /** Credit or a cap does not cover it. `usedNano` is in the order of the caps asked. */
  | { readonly kind: "short"; readonly availableNano: bigint; readonly usedNano: bigint[] };

/** Places a hold for a call, idempotent by call id. */
export async function placeHold(redis: Redis, request: HoldRequest): Promise<HoldAnswer> {
  const { workspaceId, keyId, callId, holdNano } = request;
  const shard = shardOf(workspaceId);
  const keys = [
    redisKeys.epoch(shard),
    creditKey(request),
    redisKeys.call(shard, callId),
    redisKeys.holds(shard),
    redisKeys.revoked(shard),
  ];
  const args: (string | number)[] = [
    callId,
    keyId,
    `${holdNano}`,
    request.ttlMs ?? "",
    request.intent,
    request.counters.length,
  ];
  for (const { counterKey, amount, limit, ttlSeconds } of request.counters) {
    keys.push(counterKey);
    args.push(amount, limit ?? "", ttlSeconds ?? "");
  }
  for (const cap of request.caps) {
    keys.push(cap.counterKey);
    args.push(`${cap.limitNano - holdNano}`);
  }
  return readAnswer(await runScript(redis, ADMIT, { keys, args }));
}

function readAnswer(answer: unknown): HoldAnswer {
  if (!Array.isArray(answer)) throw new Error("the admission script answered in an unknown form");
  const [kind, first, ...rest] = answer.map(String);
  switch (kind) {
    case "admitted":
      return { kind, holdNano: BigInt(first ?? ""), counts: rest.map(Number) };
    case "limited":
      return { kind, index: Number(first) };
    case "short":
      return { kind, availableNano: BigInt(first ?? ""), usedNano: rest.map(BigInt) };
    case "revoked":
    case "cold":
    case "closed":
    case "fits":
      return { kind };
    default:
      throw new Error(`the admission script answered ${kind}`);
  }
}
