import type { Redis } from "ioredis";
import type { SpendableCredit } from "../spendable-credit.ts";
import { SET_BASE_LUA } from "./credit-state.ts";
import { EPOCH_LUA } from "./epoch.ts";
import { redisScript, runScript } from "./run-script.ts";
import { redisKeys, shardOf } from "./shards.ts";

/**
 * Sets credit aside that is about to leave, such as for a refund, so that no call can be admitted against it in the meantime. It counts as held
 * and is remembered inside the credit hash: whatever rebuilds the hash forgets both. Nothing is set aside while an epoch is not open.
 * KEYS: epoch, credit. ARGV: reservation id, amount.
 */
const RESERVE = redisScript(`${EPOCH_LUA}
local avail = available(KEYS[2])
if not avail or (epoch ~= '' and not admits) then return {'cold'} end
local field = 'reserved:' .. ARGV[1]
if redis.call('HEXISTS', KEYS[2], field) == 1 then return {'reserved'} end
redis.call('HINCRBY', KEYS[2], 'avail', '-' .. ARGV[2])
if string.sub(redis.call('HGET', KEYS[2], 'avail'), 1, 1) == '-' then
  redis.call('HINCRBY', KEYS[2], 'avail', ARGV[2])
  return {'short', avail}
end
redis.call('HINCRBY', KEYS[2], 'held', ARGV[2])
redis.call('HSET', KEYS[2], field, ARGV[2])
return {'reserved'}
`);

/** KEYS: epoch, credit. ARGV: reservation id, base, version: the base without the amount and the end of the reservation are one step. */
const RELEASE = redisScript(`${EPOCH_LUA}${SET_BASE_LUA}
set_base(KEYS[2], ARGV[2], ARGV[3], true)
local field = 'reserved:' .. ARGV[1]
local amount = redis.call('HGET', KEYS[2], field)
if amount then
  redis.call('HDEL', KEYS[2], field)
  redis.call('HINCRBY', KEYS[2], 'held', '-' .. amount)
  redis.call('HINCRBY', KEYS[2], 'avail', amount)
end
return 'ok'
`);

export type Reservation =
  | { readonly kind: "reserved" }
  /** Credit is not in Redis: load it from Postgres and ask again. Also while Redis does not know yet what is held. */
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
  const shard = shardOf(workspaceId);
  const keys = [redisKeys.epoch(shard), redisKeys.credit(shard, workspaceId)];
  const answer = await runScript(redis, RESERVE, { keys, args: [id, amountNano.toString()] });
  const [kind, available] = Array.isArray(answer) ? answer.map(String) : [];
  if (kind === "reserved" || kind === "cold") return { kind };
  if (kind === "short") return { kind, availableNano: BigInt(available ?? "0") };
  throw new Error("the reservation script answered in an unknown form");
}

/** Ends a reservation after its outcome is in Postgres: brings the credit as it is there, in the same step. Harmless when repeated. */
export async function releaseReservation(redis: Redis, id: string, credit: SpendableCredit): Promise<void> {
  const shard = shardOf(credit.workspaceId);
  const keys = [redisKeys.epoch(shard), redisKeys.credit(shard, credit.workspaceId)];
  await runScript(redis, RELEASE, { keys, args: [id, `${credit.postedNano}`, `${credit.version}`] });
}

/** Ids of what is set aside of a workspace's credit. */
export async function readReservations(redis: Redis, workspaceId: string): Promise<string[]> {
  const fields = await redis.hkeys(redisKeys.credit(shardOf(workspaceId), workspaceId));
  return fields.flatMap((field) => reservationId(field) ?? []);
}

/** The reservation that a field of a credit hash holds the amount of; `null` for every other field. */
export function reservationId(field: string): string | null {
  return field.startsWith(RESERVED) ? field.slice(RESERVED.length) : null;
}

const RESERVED = "reserved:";
