import type { Redis } from "ioredis";
import { redisScript, runScript } from "./run-script.ts";
import { redisKeys } from "./shards.ts";

/**
 * Moves the expiry of calls that are still open; one that has ended or was swept stays so.
 * KEYS: holds. ARGV: time to live ms, call ids…
 */
const RENEW = redisScript(`
local now = redis.call('TIME')
local expiry = tonumber(now[1]) * 1000 + math.floor(tonumber(now[2]) / 1000) + tonumber(ARGV[1])
for i = 2, #ARGV do redis.call('ZADD', KEYS[1], 'XX', expiry, ARGV[i]) end
return 'ok'
`);

/** Calls per script: Redis does nothing else while one runs. */
const BATCH = 1_000;

/** Gives open calls of one shard their whole time again. */
export async function renewHolds(
  redis: Redis,
  shard: number,
  { callIds, ttlMs }: { readonly callIds: readonly string[]; readonly ttlMs: number },
): Promise<void> {
  for (let start = 0; start < callIds.length; start += BATCH) {
    const args = [ttlMs, ...callIds.slice(start, start + BATCH)];
    await runScript(redis, RENEW, { keys: [redisKeys.holds(shard)], args });
  }
}
