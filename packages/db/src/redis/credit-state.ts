import type { Redis } from "ioredis";
import type { SpendableCredit } from "../spendable-credit.ts";
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

/** @returns `null` while the workspace's credit is not loaded. */
export async function readCreditState(redis: Redis, workspaceId: string): Promise<CreditState | null> {
  const fields = await redis.hgetall(redisKeys.credit(shardOf(workspaceId), workspaceId));
  if (fields.avail === undefined) return null;
  return {
    baseNano: BigInt(fields.base ?? "0"),
    version: BigInt(fields.version ?? "0"),
    heldNano: BigInt(fields.held ?? "0"),
    unsettledNano: BigInt(fields.unsettled ?? "0"),
    availableNano: BigInt(fields.avail),
  };
}

/** Lua: sets the base of a credit hash when the version is newer. Credit is SET from Postgres, never added to. */
export const SET_BASE_LUA = `
local function set_base(key, base, version, create)
  local function more(a, b) return #a > #b or (#a == #b and a > b) end
  local old = redis.call('HGET', key, 'version')
  if not old then
    if create then redis.call('HSET', key, 'base', base, 'version', version, 'held', '0', 'unsettled', '0', 'avail', base) end
    return
  end
  if not more(version, old) then return end
  redis.call('HSET', key, 'base', base, 'version', version, 'avail', base)
  local function take(field)
    local amount = redis.call('HGET', key, field)
    local negated = string.sub(amount, 1, 1) == '-' and string.sub(amount, 2) or '-' .. amount
    if amount ~= '0' then redis.call('HINCRBY', key, 'avail', negated) end
  end
  take('held')
  take('unsettled')
end
`;

const PROJECT = redisScript(`${SET_BASE_LUA}
set_base(KEYS[1], ARGV[1], ARGV[2], ARGV[3] == '1')
return 'ok'
`);

/**
 * Brings credit as Postgres has it to Redis. An older reading changes nothing, so projections may race and repeat.
 * @param load whether a workspace that is not in Redis yet is loaded.
 */
export async function setCreditBase(redis: Redis, credit: SpendableCredit, load: boolean): Promise<void> {
  const key = redisKeys.credit(shardOf(credit.workspaceId), credit.workspaceId);
  const args = [`${credit.postedNano}`, `${credit.version}`, load ? "1" : "0"];
  await runScript(redis, PROJECT, { keys: [key], args });
}
