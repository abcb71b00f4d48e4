import type { Redis } from "ioredis";
import { redisScript, runScript } from "./run-script.ts";
import { redisKeys, shardOf } from "./shards.ts";

/**
 * Places a hold, or says why not. Amounts are decimal strings and all arithmetic on them is Redis' own 64-bit integer arithmetic: a Lua number
 * would lose nanos above 2^53, and `-0`, which Redis takes for no number, is never sent. Nothing is changed unless everything fits.
 * KEYS: credit, call, holds, revoked, minute, open, caps…
 * ARGV: call id, key id, hold, time to live ms, requests per minute or "", concurrency or "", intent, then a limit per cap.
 */
const ADMIT = redisScript(`
local function more(a, b) return string.sub(a, 1, 1) ~= '-' and (#a > #b or (#a == #b and a > b)) end
local call_id, key_id, hold = ARGV[1], ARGV[2], ARGV[3]
local known = redis.call('HGET', KEYS[2], 'hold')
if known then return {'admitted', known} end
if redis.call('SISMEMBER', KEYS[4], key_id) == 1 then return {'revoked'} end
local avail = redis.call('HGET', KEYS[1], 'avail')
if not avail then return {'cold'} end
for i = 7, #KEYS do
  if redis.call('EXISTS', KEYS[i]) == 0 then return {'cold'} end
end
if ARGV[5] ~= '' and tonumber(redis.call('GET', KEYS[5]) or '0') >= tonumber(ARGV[5]) then return {'requests_per_minute'} end
if ARGV[6] ~= '' and tonumber(redis.call('GET', KEYS[6]) or '0') >= tonumber(ARGV[6]) then return {'concurrency'} end

if hold ~= '0' then redis.call('HINCRBY', KEYS[1], 'avail', '-' .. hold) end
local left = redis.call('HGET', KEYS[1], 'avail')
local short = string.sub(left, 1, 1) == '-'
local used = {}
for i = 7, #KEYS do
  used[i] = redis.call('GET', KEYS[i])
  redis.call('INCRBY', KEYS[i], hold)
  if more(redis.call('GET', KEYS[i]), ARGV[i + 1]) then short = true end
end
if short then
  redis.call('HINCRBY', KEYS[1], 'avail', hold)
  local answer = {'short', avail}
  for i = 7, #KEYS do
    redis.call('DECRBY', KEYS[i], hold)
    answer[#answer + 1] = used[i]
  end
  return answer
end
local now = redis.call('TIME')
local expiry = tonumber(now[1]) * 1000 + math.floor(tonumber(now[2]) / 1000) + tonumber(ARGV[4])
redis.call('HINCRBY', KEYS[1], 'held', hold)
redis.call('HSET', KEYS[2], 'hold', hold, 'intent', ARGV[7])
redis.call('ZADD', KEYS[3], expiry, call_id)
if ARGV[5] ~= '' then
  redis.call('INCR', KEYS[5])
  redis.call('EXPIRE', KEYS[5], 120)
end
redis.call('INCR', KEYS[6])
return {'admitted', hold}
`);

export interface HoldRequest {
  readonly callId: string;
  readonly workspaceId: string;
  readonly keyId: string;
  readonly holdNano: bigint;
  /** After this long without an end the sweeper releases the hold. */
  readonly ttlMs: number;
  readonly requestsPerMinute: number | null;
  readonly maxConcurrency: number | null;
  readonly caps: readonly { readonly counterKey: string; readonly limitNano: bigint }[];
  /** What the sweeper needs to write the terminal row, as JSON. */
  readonly intent: string;
  readonly nowMs: number;
}

export type HoldAnswer =
  | { readonly kind: "admitted"; readonly holdNano: bigint }
  | { readonly kind: "revoked" }
  /** Credit or a counter is not in Redis: load it from Postgres and ask again. */
  | { readonly kind: "cold" }
  | { readonly kind: "requests_per_minute" }
  | { readonly kind: "concurrency" }
  /** Credit or a cap does not cover it. `usedNano` is in the order of the caps asked. */
  | { readonly kind: "short"; readonly availableNano: bigint; readonly usedNano: bigint[] };

/** Places a hold for a call, idempotent by call id. */
export async function placeHold(redis: Redis, request: HoldRequest): Promise<HoldAnswer> {
  const { workspaceId, keyId, callId } = request;
  const shard = shardOf(workspaceId);
  const keys = [
    redisKeys.credit(shard, workspaceId),
    redisKeys.call(shard, callId),
    redisKeys.holds(shard),
    redisKeys.revoked(shard),
    redisKeys.minute(shard, keyId, Math.floor(request.nowMs / 60_000)),
    redisKeys.open(shard, keyId),
  ];
  const args: (string | number)[] = [
    callId,
    keyId,
    request.holdNano.toString(),
    request.ttlMs,
    request.requestsPerMinute ?? "",
    request.maxConcurrency ?? "",
    request.intent,
  ];
  for (const cap of request.caps) {
    keys.push(cap.counterKey);
    args.push(cap.limitNano.toString());
  }
  return readAnswer(await runScript(redis, ADMIT, { keys, args }));
}

function readAnswer(answer: unknown): HoldAnswer {
  if (!Array.isArray(answer)) throw new Error("the admission script answered in an unknown form");
  const [kind, first, ...rest] = answer.map(String);
  switch (kind) {
    case "admitted":
      return { kind, holdNano: BigInt(first ?? "") };
    case "short":
      return { kind, availableNano: BigInt(first ?? ""), usedNano: rest.map(BigInt) };
    case "revoked":
    case "cold":
    case "requests_per_minute":
    case "concurrency":
      return { kind };
    default:
      throw new Error(`the admission script answered ${kind}`);
  }
}
