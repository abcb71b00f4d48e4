import type { Redis } from "ioredis";
import { redisScript, runScript } from "./run-script.ts";
import { redisKeys } from "./shards.ts";

/** A shard in which more lies is not looked at: Redis does nothing else meanwhile. */
const MOST = 10_000;

/**
 * Reads open calls, unsettled usage and credit of a shard at one moment; they move together, so that readings one after the other never agree.
 * KEYS: holds, usage, quarantined, credit… ARGV: most, name of a call's key without its id.
 */
const INSPECT = redisScript(`
local most = tonumber(ARGV[1])
if redis.call('ZCARD', KEYS[1]) > most or redis.call('XLEN', KEYS[2]) > most then return {} end
local calls, credit = {}, {}
for i, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  calls[i] = redis.call('HGETALL', ARGV[2] .. id)
end
for i = 4, #KEYS do credit[i - 3] = redis.call('HGETALL', KEYS[i]) end
local usage = {}
for i, entry in ipairs(redis.call('XRANGE', KEYS[2], '-', '+')) do usage[i] = entry[2] end
return {calls, usage, {redis.call('HGETALL', KEYS[3])}, credit}
`);

/** Fields and values as Redis has them. */
export type Fields = ReadonlyMap<string, string>;

export interface ShardContents {
  /** Open calls: hold, intent and more. */
  readonly calls: readonly Fields[];
  /** Entries of the settlement stream, oldest first. */
  readonly usage: readonly Fields[];
  /** Charges of calls in quarantine by call id. */
  readonly quarantined: Fields;
  /** In the order of the workspaces asked for; empty for one that is not loaded. */
  readonly credit: readonly Fields[];
}

/** @returns `null` when the shard has too much in it. */
export async function inspectShard(
  redis: Redis,
  shard: number,
  workspaceIds: readonly string[],
): Promise<ShardContents | null> {
  const keys = [redisKeys.holds(shard), redisKeys.usage(shard), redisKeys.quarantined(shard)];
  for (const workspaceId of workspaceIds) keys.push(redisKeys.credit(shard, workspaceId));
  const answer = await runScript(redis, INSPECT, { keys, args: [MOST, redisKeys.call(shard, "")] });
  const [calls, usage, quarantined, credit] = listOf(answer).map((part) => listOf(part).map(fieldsOf));
  if (!calls || !usage || !quarantined || !credit) return null;
  return { calls, usage, quarantined: quarantined[0] ?? new Map(), credit };
}

function listOf(answer: unknown): unknown[] {
  if (!Array.isArray(answer)) throw new Error("the inspection script answered in an unknown form");
  return answer;
}

function fieldsOf(answer: unknown): Fields {
  const texts = listOf(answer).map(String);
  const fields = new Map<string, string>();
  for (let at = 0; at < texts.length; at += 2) fields.set(texts[at] ?? "", texts[at + 1] ?? "");
  return fields;
}
