import type { Redis } from "ioredis";
import { redisScript, runScript } from "./run-script.ts";
import { redisKeys, shardOf } from "./shards.ts";

const DROP = `
local function drop(name)
  local size = tonumber(redis.call('HGET', KEYS[3], name) or '0')
  redis.call('HDEL', KEYS[3], name)
  redis.call('HINCRBY', KEYS[3], '', -size)
  redis.call('ZREM', KEYS[2], name)
end`;

/**
 * Keeps an answer and takes the place of what is over or, beyond what one workspace may keep, of what would be over first. Sizes stand beside the
 * expiries, so that the sum is known without looking at an answer.
 * KEYS: answer, expiries (sorted set), sizes (hash). ARGV: name, expiry and now in ms, size, most bytes, key prefix, meta, body.
 */
const STORE = redisScript(`${DROP}
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

/** Takes one out. KEYS as above. ARGV: name. */
const TAKE_OUT = redisScript(`${DROP}
if redis.call('DEL', KEYS[1]) == 0 then return 0 end
drop(ARGV[1])
return 1
`);

/** Takes some out, those that would be over first. KEYS as above, the first unused. ARGV: how many, key prefix. */
const CLEAR = redisScript(`${DROP}
local names = redis.call('ZRANGE', KEYS[2], 0, tonumber(ARGV[1]) - 1)
for _, name in ipairs(names) do
  redis.call('DEL', ARGV[2] .. name)
  drop(name)
end
return #names
`);
/** Taken out by one script, so that Redis serves others in between. */
const CLEARED_AT_ONCE = 200;

export interface CachedAnswer {
  /** JSON of what is known of the answer. */
  readonly meta: string;
  readonly body: Buffer;
}

/** Answers that may be given again, or responses that were asked to be kept; each within bounds of its own. */
export type Shelf = "answers" | "responses";

export interface CachePlace {
  readonly shelf: Shelf;
  readonly workspaceId: string;
  /** Hash of all that decides the answer, or the id of the response. */
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
export async function readCachedAnswer(redis: Redis, place: CachePlace): Promise<CachedAnswer | null> {
  const [meta, body] = await redis.hmgetBuffer(keysOf(place).keys[0], "meta", "body");
  return meta && body ? { meta: meta.toString("utf8"), body } : null;
}

/** Keeps an answer until it expires, within what its workspace may keep. @returns false when it is larger than that alone. */
export async function storeCachedAnswer(
  redis: Redis,
  place: CachePlace,
  { meta, body, ...bounds }: CachedAnswer & CacheBounds,
): Promise<boolean> {
  const { keys, prefix } = keysOf(place);
  const size = body.length + Buffer.byteLength(meta);
  const { expiresAtMs, nowMs, mostBytes } = bounds;
  const args = [place.name, expiresAtMs, nowMs, size, mostBytes, prefix, meta, body];
  return (await runScript(redis, STORE, { keys, args })) === 1;
}

/** @returns false when nothing was kept there. */
export async function dropCachedAnswer(redis: Redis, place: CachePlace): Promise<boolean> {
  return (await runScript(redis, TAKE_OUT, { keys: keysOf(place).keys, args: [place.name] })) === 1;
}

/** Takes all that a workspace keeps on a shelf out of it. @returns how many there were. */
export async function clearCachedAnswers(redis: Redis, of: Omit<CachePlace, "name">): Promise<number> {
  const { keys, prefix } = keysOf({ ...of, name: "" });
  let cleared = 0;
  for (;;) {
    const count = Number(await runScript(redis, CLEAR, { keys, args: [CLEARED_AT_ONCE, prefix] }));
    cleared += count;
    if (count < CLEARED_AT_ONCE) return cleared;
  }
}

function keysOf({ shelf, workspaceId, name }: CachePlace) {
  const shard = shardOf(workspaceId);
  const [one, expiries, sizes] =
    shelf === "answers"
      ? ([redisKeys.answer, redisKeys.answerExpiries, redisKeys.answerSizes] as const)
      : ([redisKeys.response, redisKeys.responseExpiries, redisKeys.responseSizes] as const);
  const prefix = one(shard, workspaceId, "");
  const keys: [string, string, string] = [prefix + name, expiries(shard, workspaceId), sizes(shard, workspaceId)];
  return { keys, prefix };
}
