import type { Redis } from "ioredis";
import type { SpendableCredit } from "../spendable-credit.ts";
import { SET_BASE_LUA } from "./credit-state.ts";
import { redisScript, runScript } from "./run-script.ts";
import { redisKeys, shardOf } from "./shards.ts";

/**
 * Sets credit aside that is about to leave, such as for a refund, so that no call can be admitted against it in the meantime. It counts as held
 * and is remembered inside the credit hash: whatever rebuilds the hash forgets both.
 * KEYS: credit. ARGV: reservation id, amount.
 */
const RESERVE = redisScript(`
local field = 'reserved:' .. ARGV[1]
if redis.call('HEXISTS', KEYS[1], field) == 1 then return {'reserved'} end
local avail = redis.call('HGET', KEYS[1], 'avail')
if not avail then return {'cold'} end
redis.call('HINCRBY', KEYS[1], 'avail', '-' .. ARGV[2])
if string.sub(redis.call('HGET', KEYS[1], 'avail'), 1, 1) == '-' then
  redis.call('HINCRBY', KEYS[1], 'avail', ARGV[2])
  return {'short', avail}
end
redis.call('HINCRBY', KEYS[1], 'held', ARGV[2])
redis.call('HSET', KEYS[1], field, ARGV[2])
return {'reserved'}
`);

/** KEYS: credit. ARGV: reservation id, base, version: the base without the amount and the end of the reservation are one step. */
const RELEASE = redisScript(`${SET_BASE_LUA}
set_base(KEYS[1], ARGV[2], ARGV[3], true)
local field = 'reserved:' .. ARGV[1]
local amount = redis.call('HGET', KEYS[1], field)
if amount then
  redis.call('HDEL', KEYS[1], field)
  redis.call('HINCRBY', KEYS[1], 'held', '-' .. amount)
  redis.call('HINCRBY', KEYS[1], 'avail', amount)
end
return 'ok'
`);

export type Reservation =
  | { readonly kind: "reserved" }
  /** Credit is not in Redis: load it from Postgres and ask again. */
  | { readonly kind: "cold" }
  | { readonly kind: "short"; readonly availableNano: bigint };

export interface ReservationRequest {
  readonly id: string;
  readonly workspaceId: string;
  readonly amountNano: bigint;
}

/** Sets credit aside, idempotent by id. */
export async function reserveCredit(redis: Redis, request: ReservationRequest): Promise<Reservation> {
  const { id, workspaceId, amountNano } = request;
  const keys = [redisKeys.credit(shardOf(workspaceId), workspaceId)];
  const answer = await runScript(redis, RESERVE, { keys, args: [id, amountNano.toString()] });
  const [kind, available] = Array.isArray(answer) ? answer.map(String) : [];
  if (kind === "reserved" || kind === "cold") return { kind };
  if (kind === "short") return { kind, availableNano: BigInt(available ?? "0") };
  throw new Error("the reservation script answered in an unknown form");
}

/** Ends a reservation after its outcome is in Postgres: brings the credit as it is there, in the same step. Harmless when repeated. */
export async function releaseReservation(redis: Redis, id: string, credit: SpendableCredit): Promise<void> {
  const keys = [redisKeys.credit(shardOf(credit.workspaceId), credit.workspaceId)];
  await runScript(redis, RELEASE, { keys, args: [id, `${credit.postedNano}`, `${credit.version}`] });
}
