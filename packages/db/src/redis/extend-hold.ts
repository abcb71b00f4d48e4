import type { Redis } from "ioredis";
import { MORE_LUA } from "./compare-amounts.ts";
import { type CreditOf, creditKey } from "./credit-key.ts";
import { EPOCH_LUA } from "./epoch.ts";
import { redisScript, runScript } from "./run-script.ts";
import { redisKeys, shardOf } from "./shards.ts";

/**
 * Raises the hold of an open call, on the credit and on every cap, also on those set since it was admitted, or changes nothing. Asking again after a lost answer raises nothing twice:
 * the hold must be the one the asker knows.
 * KEYS: epoch, credit, call, caps…
 * ARGV: hold as known, hold wanted, their difference; then per cap: limit − difference.
 */
const EXTEND = redisScript(`${EPOCH_LUA}${MORE_LUA}
if not admits then return {'closed'} end
local known, of, more_caps = unpack(redis.call('HMGET', KEYS[3], 'hold', 'epoch', 'caps'))
if not known or of ~= epoch then return {'ended'} end
if known ~= ARGV[1] then return {'held', known} end
local avail = available(KEYS[2])
if not avail then return {'cold'} end
local short = more(ARGV[3], avail)
local answer = {'short', avail}
for i = 4, #KEYS do
  local used = redis.call('GET', counter(KEYS[i]))
  if not used then return {'cold'} end
  if more(used, ARGV[i]) then short = true end
  answer[i - 1] = used
end
if short then return answer end
redis.call('HINCRBY', KEYS[2], 'avail', '-' .. ARGV[3])
redis.call('HINCRBY', KEYS[2], 'held', ARGV[3])
for i = 4, #KEYS do redis.call('INCRBY', counter(KEYS[i]), ARGV[3]) end
count_on(more_caps, ARGV[3])
redis.call('HSET', KEYS[3], 'hold', ARGV[2])
return {'held', ARGV[2]}
`);

export interface ExtendRequest extends CreditOf {
  readonly callId: string;
  readonly heldNano: bigint;
  /** More than `heldNano`. */
  readonly wantedNano: bigint;
  readonly caps: readonly { readonly counterKey: string; readonly limitNano: bigint }[];
}

export type ExtendAnswer =
  /** What is held now: what was wanted, or what an earlier request of the same call made of it. */
  | { readonly kind: "held"; readonly holdNano: bigint }
  | { readonly kind: "short"; readonly availableNano: bigint; readonly usedNano: bigint[] }
  /** Credit or a counter is not in Redis: load it from Postgres and ask again. */
  | { readonly kind: "cold" }
  /** Redis lost writes, and what it has to know is not back yet. */
  | { readonly kind: "closed" }
  | { readonly kind: "ended" };

export async function extendHold(redis: Redis, request: ExtendRequest): Promise<ExtendAnswer> {
  const { workspaceId, callId, heldNano, wantedNano, caps } = request;
  const shard = shardOf(workspaceId);
  const difference = wantedNano - heldNano;
  const keys = [redisKeys.epoch(shard), creditKey(request), redisKeys.call(shard, callId)];
  const args = [`${heldNano}`, `${wantedNano}`, `${difference}`];
  for (const { counterKey, limitNano } of caps) {
    keys.push(counterKey);
    args.push(`${limitNano - difference}`);
  }
  const answer = await runScript(redis, EXTEND, { keys, args });
  if (!Array.isArray(answer)) throw new Error("the extension script answered in an unknown form");
  const [kind, first, ...rest] = answer.map(String);
  if (kind === "held") return { kind, holdNano: BigInt(first ?? "") };
  if (kind === "short") return { kind, availableNano: BigInt(first ?? ""), usedNano: rest.map(BigInt) };
  if (kind === "cold" || kind === "closed" || kind === "ended") return { kind };
  throw new Error(`the extension script answered ${kind}`);
}
