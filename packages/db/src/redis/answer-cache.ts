import type { Redis } from "ioredis";
import { redisScript, runScript } from "./run-script.ts";
import { redisKeys, shardOf } from "./shards.ts";

/**
 * Keeps an answer and takes the place of what is over or, beyond what one workspace may keep, of what would be over first. Sizes stand beside the
 * expiries, so that the sum is known without looking at an answer.
 * KEYS: answer, expiries (sorted set), sizes (hash). ARGV: name, expiry and now in ms, size, most bytes, key prefix, meta, body.
 */
const STORE = redisScript(`
local function drop(name)
  local size = tonumber(redis.call('HGET', KEYS[3], name) or '0')
  redis.call('HDEL', KEYS[3], name)
  redis.call('HINCRBY', KEYS[3], '', -size)
  redis.call('ZREM', KEYS[2], name)
end
for _, name in ipairs(redis.call('ZRANGE', KEYS[2], '-inf', ARGV[3], 'BYSCORE')) do drop(name) end
if redis.call('ZSCORE', KEYS[2], ARGV[1]) then drop(ARGV[1]) end
local size, most = tonumber(ARGV[4]), tonumber(ARGV[5])
if size > most then return 0 end
while tonumber(redis.call('HGET', KEYS[3], '') or '0') + size > most do
  local first = redis.call('ZRANGE', KEYS[2], 0, 0)[1]
  if not first then break end
  redis.call('DEL', ARGV[6] .. first)
  drop(first)
end
redis.call('HSET', KEYS[1], 'meta', ARGV[7], 'body', ARGV[8])
redis.call('PEXPIREAT', KEYS[1], ARGV[2])
redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
redis.call('HSET', KEYS[3], ARGV[1], size)
redis.call('HINCRBY', KEYS[3], '', size)
for i = 2, 3 do
  local last = redis.call('ZRANGE', KEYS[2], -1, -1, 'WITHSCORES')[2]
  redis.call('PEXPIREAT', KEYS[i], math.ceil(tonumber(last)))
end
return 1
`);

export interface CachedAnswer {
  /** JSON of what is known of the answer. */
  readonly meta: string;
  readonly body: Buffer;
}

export interface CachePlace {
  readonly workspaceId: string;
  /** Hash of all that decides the answer. */
  readonly name: string;
}

export interface CacheBounds {
  /** Unix milliseconds. */
  readonly nowMs: number;
  readonly expiresAtMs: number;
  /** Bytes that the answers of one workspace may take together. */
  readonly mostBytes: number;
}

/** @returns `null` when nothing is kept there. */
export async function readCachedAnswer(redis: Redis, { workspaceId, name }: CachePlace): Promise<CachedAnswer | null> {
  const [meta, body] = await redis.hmgetBuffer(
    redisKeys.answer(shardOf(workspaceId), workspaceId, name),
    "meta",
    "body",
  );
  return meta && body ? { meta: meta.toString("utf8"), body } : null;
}

/** Keeps an answer until it expires, within what its workspace may keep. @returns false when it is larger than that alone. */
export async function storeCachedAnswer(
  redis: Redis,
  { workspaceId, name }: CachePlace,
  { meta, body, ...bounds }: CachedAnswer & CacheBounds,
): Promise<boolean> {
  const shard = shardOf(workspaceId);
  const prefix = redisKeys.answer(shard, workspaceId, "");
  const keys = [prefix + name, redisKeys.answerExpiries(shard, workspaceId), redisKeys.answerSizes(shard, workspaceId)];
  const size = body.length + Buffer.byteLength(meta);
  const { expiresAtMs, nowMs, mostBytes } = bounds;
  const args = [name, expiresAtMs, nowMs, size, mostBytes, prefix, meta, body];
  return (await runScript(redis, STORE, { keys, args })) === 1;
}
