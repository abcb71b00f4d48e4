import { randomBytes } from "node:crypto";
import type { Redis } from "ioredis";
import { redisScript, runScript } from "./run-script.ts";
import { redisKeys, SHARDS } from "./shards.ts";

/**
 * Lua: the epoch of a shard (`''` before the first one), whether calls are admitted in it, the name of a counter in it, and what a credit hash
 * says is available when it was loaded in it. What was written in another epoch is as good as absent. KEYS[1] is the shard's epoch.
 * `count_on` adds to the counters of caps that were set while a call ran, as its hash names them, a line each; those not loaded find it when they are.
 */
export const EPOCH_LUA = `
local epoch, admits = unpack(redis.call('HMGET', KEYS[1], 'id', 'open'))
epoch = epoch or ''
local function counter(key) return key .. '@' .. epoch end
local function available(key)
  local avail, of = unpack(redis.call('HMGET', key, 'avail', 'epoch'))
  return (of or '') == epoch and avail
end
local function count_on(caps, amount)
  for name in string.gmatch(caps or '', '[^\\n]+') do
    if redis.call('EXISTS', counter(name)) == 1 then redis.call('INCRBY', counter(name), amount) end
  end
end
`;

/** A time in which Redis is known to have lost nothing. Whatever it holds counts only in the epoch it was written in. */
export interface Epoch {
  readonly id: string;
  /** Server process that the epoch belongs to. A restart, and another server that takes over, may have lost writes. */
  readonly runId: string;
  /** Whether calls are admitted: those that were open when it began are held for again, and those that had ended are settled. */
  readonly open: boolean;
  /** Since its beginning, by Redis' clock. */
  readonly ageMs: number;
}

const DESCRIBE_LUA = `
local function now()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
local function describe()
  local id, run, open, since = unpack(redis.call('HMGET', KEYS[1], 'id', 'run', 'open', 'since'))
  if not id then return {} end
  return {id, run, open or '0', now() - tonumber(since)}
end
`;

const READ = redisScript(`${DESCRIBE_LUA}
return describe()
`);

/**
 * Begins an epoch in every shard at once, unless another process was faster. Charges in quarantine were part of sums that no longer count.
 * KEYS: epochs…, quarantined… ARGV: id of the epoch before or "", new id, run id.
 */
const BEGIN = redisScript(`${DESCRIBE_LUA}
if (redis.call('HGET', KEYS[1], 'id') or '') ~= ARGV[1] then return describe() end
local since = now()
for i = 1, #KEYS / 2 do
  redis.call('DEL', KEYS[i], KEYS[i + #KEYS / 2])
  redis.call('HSET', KEYS[i], 'id', ARGV[2], 'run', ARGV[3], 'since', since)
end
return describe()
`);

/** KEYS: epochs… ARGV: id. */
const OPEN = redisScript(`
if redis.call('HGET', KEYS[1], 'id') ~= ARGV[1] then return 0 end
for i = 1, #KEYS do redis.call('HSET', KEYS[i], 'open', '1') end
return 1
`);

const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
const epochKeys = shards.map(redisKeys.epoch);

/** Run id of the server process that answers. */
export async function readRunId(redis: Redis): Promise<string> {
  return /^run_id:(\S+)/m.exec(await redis.info("server"))?.[1] ?? "";
}

/** @returns `null` when there is none: Redis is new, or lost everything. */
export async function readEpoch(redis: Redis): Promise<Epoch | null> {
  return describeEpoch(await runScript(redis, READ, { keys: epochKeys.slice(0, 1), args: [] }));
}

/** Whether what Redis says of open calls can be relied on: nothing was lost, or everything is back. */
export async function isEpochWhole(redis: Redis): Promise<boolean> {
  const [epoch, runId] = await Promise.all([readEpoch(redis), readRunId(redis)]);
  return epoch === null || (epoch.open && epoch.runId === runId);
}

/** Makes everything in Redis count for nothing, except what has ended and waits to be settled. @returns the epoch that is now. */
export async function beginEpoch(
  redis: Redis,
  { after, runId }: { readonly after: Epoch | null; readonly runId: string },
): Promise<Epoch> {
  const keys = [...epochKeys, ...shards.map(redisKeys.quarantined)];
  const args = [after?.id ?? "", randomBytes(4).toString("hex"), runId];
  const epoch = describeEpoch(await runScript(redis, BEGIN, { keys, args }));
  if (epoch === null) throw new Error("Redis lost an epoch as it began");
  return epoch;
}

/** Lets calls be admitted. Call when every open call is held for again and every end is settled. @returns false when another epoch has begun. */
export async function openEpoch(redis: Redis, id: string): Promise<boolean> {
  return (await runScript(redis, OPEN, { keys: epochKeys, args: [id] })) === 1;
}

function describeEpoch(answer: unknown): Epoch | null {
  const [id, runId, open, ageMs] = Array.isArray(answer) ? answer.map(String) : [];
  if (id === undefined || runId === undefined) return null;
  return { id, runId, open: open === "1", ageMs: Number(ageMs) };
}

/** KEYS: epoch, counters… ARGV: id. */
const FORGET = redisScript(`
if redis.call('HGET', KEYS[1], 'id') ~= ARGV[1] then return 0 end
return redis.call('UNLINK', unpack(KEYS, 2))
`);

/** Takes counters of earlier epochs away: nobody reads them, and some never expire. */
export async function forgetOtherEpochs(redis: Redis, id: string): Promise<void> {
  let cursor = "0";
  do {
    const [next, names] = await redis.scan(cursor, "MATCH", "{s*}:*@*", "COUNT", 1_000);
    const others = names.filter((name) => !name.includes(`@${id}`));
    if (others.length > 0) await runScript(redis, FORGET, { keys: [redisKeys.epoch(0), ...others], args: [id] });
    cursor = next;
  } while (cursor !== "0");
}
