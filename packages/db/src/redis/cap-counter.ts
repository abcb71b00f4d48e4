import type { Redis } from "ioredis";
import { EPOCH_LUA } from "./epoch.ts";
import { redisScript, runScript } from "./run-script.ts";
import { redisKeys, shardOf } from "./shards.ts";

const DAY_MS = 86_400_000;
/** Calls that are held for again may end while a counter is loaded. */
const MAX_TRIES = 5;

/**
 * Puts a counter in place, unless it is there already: what was spent, and the holds of calls that were held for again before it was there. One
 * of those that has ended meanwhile has left its charge; so what was spent must leave all of them out.
 * KEYS: epoch, counter. ARGV: spent, expiry in Unix ms or "", ids of the calls left out…
 */
const LOAD = redisScript(`${EPOCH_LUA}
local key = counter(KEYS[2])
if redis.call('EXISTS', key) == 1 then return {'loaded'} end
local replaced = key .. ':replaced'
local same = redis.call('HLEN', replaced) == #ARGV - 2
for i = 3, #ARGV do same = same and redis.call('HEXISTS', replaced, ARGV[i]) == 1 end
if not same then return {'others', unpack(redis.call('HKEYS', replaced))} end
redis.call('SET', key, ARGV[1])
for i = 3, #ARGV do redis.call('INCRBY', key, redis.call('HGET', replaced, ARGV[i])) end
redis.call('DEL', replaced)
if ARGV[2] ~= '' then redis.call('PEXPIREAT', key, ARGV[2]) end
return {'loaded'}
`);

const FORGET = redisScript(`${EPOCH_LUA}
return redis.call('DEL', counter(KEYS[2]))
`);

export interface CapCounter {
  readonly workspaceId: string;
  readonly counterKey: string;
  /** When the window ends; `null` for one that never does. */
  readonly endMs: number | null;
  /** What Postgres knows was spent in the window, without these calls. */
  readonly spentNano: (withoutCallIds: readonly string[]) => Promise<bigint>;
}

/** Puts a counter in place with what Postgres knows was spent, unless it is there already. */
export async function loadCapCounter(redis: Redis, cap: CapCounter): Promise<void> {
  const keys = [redisKeys.epoch(shardOf(cap.workspaceId)), cap.counterKey];
  // A day past the window's end, so that calls that began inside it can still release against it.
  const expiry = cap.endMs === null ? "" : cap.endMs + DAY_MS;
  let without: string[] = [];
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    const spent = await cap.spentNano(without);
    const answer = await runScript(redis, LOAD, { keys, args: [`${spent}`, expiry, ...without] });
    const [kind, ...others] = Array.isArray(answer) ? answer.map(String) : [];
    if (kind === "loaded") return;
    without = others;
  }
  throw new Error("a spending limit could not be loaded");
}

/** Takes a counter away, so that the next call loads it from what Postgres knows was spent. Only for a cap that no call counts on now. */
export async function forgetCapCounter(redis: Redis, workspaceId: string, counterKey: string): Promise<void> {
  await runScript(redis, FORGET, { keys: [redisKeys.epoch(shardOf(workspaceId)), counterKey], args: [] });
}
