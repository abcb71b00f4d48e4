import type { Redis } from "ioredis";
import type { SpendableCredit } from "../spendable-credit.ts";
import { type CreditOf, creditKey } from "./credit-key.ts";
import { EPOCH_LUA } from "./epoch.ts";
import { redisScript, runScript } from "./run-script.ts";
import { redisKeys, shardOf } from "./shards.ts";

/** What Redis authorises against, in nano-USD. `available = base − held − unsettled` at all times. */
export interface CreditState {
  readonly baseNano: bigint;
  readonly version: bigint;
  readonly heldNano: bigint;
  readonly unsettledNano: bigint;
  readonly availableNano: bigint;
}

/** @param lotId a sponsored lot in place of the workspace's own credit. @returns `null` while it is not loaded. */
export async function readCreditState(
  redis: Redis,
  workspaceId: string,
  lotId: CreditOf["lotId"] = null,
): Promise<CreditState | null> {
  const shard = shardOf(workspaceId);
  const [epoch, fields] = await Promise.all([
    redis.hget(redisKeys.epoch(shard), "id"),
    redis.hgetall(creditKey({ workspaceId, lotId })),
  ]);
  if (fields.avail === undefined || (fields.epoch ?? "") !== (epoch ?? "")) return null;
  return {
    baseNano: BigInt(fields.base ?? "0"),
    version: BigInt(fields.version ?? "0"),
    heldNano: BigInt(fields.held ?? "0"),
    unsettledNano: BigInt(fields.unsettled ?? "0"),
    availableNano: BigInt(fields.avail),
  };
}

/**
 * Lua: sets the base of a credit hash when the version is newer. Credit is SET from Postgres, never added to. Where none is loaded, the newest version
 * that was seen is kept all the same: a reading that was taken before and arrives later would load credit that is spent. Needs `EPOCH_LUA`.
 * Returns 'older' for a reading that therefore was not loaded.
 */
export const SET_BASE_LUA = `
local function set_base(key, base, version, create)
  local function more(a, b) return #a > #b or (#a == #b and a > b) end
  if not available(key) then
    local of, seen = unpack(redis.call('HMGET', key, 'epoch', 'version'))
    if (of or '') == epoch and seen and more(seen, version) then return 'older' end
    redis.call('DEL', key)
    redis.call('HSET', key, 'epoch', epoch, 'version', version)
    if create then redis.call('HSET', key, 'base', base, 'held', '0', 'unsettled', '0', 'avail', base) end
    return 'ok'
  end
  local old = redis.call('HGET', key, 'version')
  if not more(version, old) then return 'ok' end
  redis.call('HSET', key, 'base', base, 'version', version, 'avail', base)
  local function take(field)
    local amount = redis.call('HGET', key, field)
    local negated = string.sub(amount, 1, 1) == '-' and string.sub(amount, 2) or '-' .. amount
    if amount ~= '0' then redis.call('HINCRBY', key, 'avail', negated) end
  end
  take('held')
  take('unsettled')
  return 'ok'
end
`;

/** KEYS: epoch, credit. ARGV: base, version, whether to load it. */
const PROJECT = redisScript(`${EPOCH_LUA}${SET_BASE_LUA}
return set_base(KEYS[2], ARGV[1], ARGV[2], ARGV[3] == '1')
`);

/**
 * Brings credit as Postgres has it to Redis. An older reading changes nothing, so projections may race and repeat.
 * @param load whether a workspace that is not in Redis yet is loaded.
 * @returns false when it was not loaded because a newer reading has been seen: read again.
 */
export async function setCreditBase(redis: Redis, credit: SpendableCredit, load: boolean): Promise<boolean> {
  const shard = shardOf(credit.workspaceId);
  const keys = [redisKeys.epoch(shard), creditKey(credit)];
  const args = [`${credit.postedNano}`, `${credit.version}`, load ? "1" : "0"];
  return (await runScript(redis, PROJECT, { keys, args })) === "ok";
}
