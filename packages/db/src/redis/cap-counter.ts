import type { Redis } from "ioredis";
import { EPOCH_LUA } from "./epoch.ts";
import { redisScript, runScript } from "./run-script.ts";
import { redisKeys, shardOf } from "./shards.ts";

const DAY_MS = 86_400_000;
/** By how much the clocks that name calls and the one that names stream entries may differ. */
const CLOCK_SKEW_MS = 60_000;
/** Calls may end, and be settled, while a counter is loaded. */
const MAX_TRIES = 20;
/** From this try on, calls that came in meanwhile without knowing the cap do not hold the load up any more. */
const PATIENT_TRIES = 5;

/**
 * Puts a counter in place, unless it is there already: what Postgres says was spent, the holds of calls that are open and the charges of those
 * that have ended and are not settled yet, also of such as were admitted before there was the cap: their call says from now on that they count on
 * it too. Redis and Postgres are not read in one moment, so whoever asks says which calls were not settled before it asked Postgres, and what
 * Postgres had of them: none is left out, and none is counted twice.
 * KEYS: epoch, counter, open calls, settlement stream.
 * ARGV: spent or "" to be told only, expiry in Unix ms or "", whether calls that nobody told of are waited for, first call id of the window, first call id to look at,
 * first stream id to look at, prefix of call keys, number of words, then words, one of which is in the intent and the event of every call that
 * counts; then for each call told of: its id, and its charge or "" when it was not settled.
 */
const LOAD = redisScript(`${EPOCH_LUA}
local key = counter(KEYS[2])
if redis.call('EXISTS', key) == 1 then return {'loaded'} end
local words = tonumber(ARGV[8])
local function counts(text)
  for i = 9, 8 + words do
    if string.find(text, ARGV[i], 1, true) then return true end
  end
  return false
end
local pending, ids, told, joining = {}, {}, {}, {}
local function add(id, amounts)
  if not pending[id] then ids[#ids + 1] = id end
  pending[id] = amounts
end
for _, id in ipairs(redis.call('ZRANGE', KEYS[3], 0, -1)) do
  if id >= ARGV[5] then
    local hold, intent, of, more = unpack(redis.call('HMGET', ARGV[7] .. id, 'hold', 'intent', 'epoch', 'caps'))
    if hold and intent and (of or '') == epoch and counts(intent) then
      local named = string.find(intent, '"' .. KEYS[2] .. '"', 1, true) or string.find((more or '') .. '\\n', KEYS[2] .. '\\n', 1, true)
      if named or id >= ARGV[4] then add(id, {hold}) end
      if not named and id >= ARGV[4] then joining[id] = more and (more .. '\\n' .. KEYS[2]) or KEYS[2] end
    end
  end
end
for _, entry in ipairs(redis.call('XRANGE', KEYS[4], ARGV[6], '+')) do
  local fields = entry[2]
  for i = 1, #fields, 2 do
    if fields[i] == 'event' and counts(fields[i + 1]) then
      local event = cjson.decode(fields[i + 1])
      if event.id >= ARGV[4] then add(event.id, {event.legs.cost, event.legs.fee, event.legs.surcharge}) end
    end
  end
end
local unexplained, twice = ARGV[1] == '', {}
for i = 9 + words, #ARGV, 2 do
  local id, charge = ARGV[i], ARGV[i + 1]
  told[id] = true
  if not pending[id] and charge == '' then unexplained = true end
  if pending[id] and charge ~= '' then twice[#twice + 1] = charge end
end
if ARGV[3] == '1' then
  for _, id in ipairs(ids) do unexplained = unexplained or not told[id] end
end
if unexplained then
  table.insert(ids, 1, 'others')
  return ids
end
redis.call('SET', key, ARGV[1])
for _, charge in ipairs(twice) do redis.call('DECRBY', key, charge) end
for _, id in ipairs(ids) do
  for _, amount in ipairs(pending[id]) do redis.call('INCRBY', key, amount) end
end
for id, caps in pairs(joining) do redis.call('HSET', ARGV[7] .. id, 'caps', caps) end
if ARGV[2] ~= '' then redis.call('PEXPIREAT', key, ARGV[2]) end
return {'loaded'}
`);

const FORGET = redisScript(`${EPOCH_LUA}
return redis.call('DEL', counter(KEYS[2]))
`);

/** What Postgres knows of a cap's window, in one reading. */
export interface SpentInWindow {
  /** Charges of all settled calls that count on the cap. */
  readonly totalNano: bigint;
  /** Charges of the calls asked for, of those that are part of the total. */
  readonly ofCalls: ReadonlyMap<string, bigint>;
}

export interface CapCounter {
  readonly workspaceId: string;
  readonly counterKey: string;
  /** When the window begins, inclusive. */
  readonly startMs: number;
  /** When the window ends; `null` for one that never does. */
  readonly endMs: number | null;
  /** Ids of which each call that counts has one, as the value of this member of its intent and event. */
  readonly counts: { readonly member: "wsp" | "key" | "grant"; readonly ids: readonly string[] };
  readonly spent: (callIds: readonly string[]) => Promise<SpentInWindow>;
}

/**
 * Puts a counter in place, unless it is there already: what was spent in the window, settled or not, and what open calls hold. A call that a process
 * admits meanwhile without knowing the cap, and that is settled at once, may be counted twice; none that was settled or is open is left out.
 */
export async function loadCapCounter(redis: Redis, cap: CapCounter): Promise<void> {
  const shard = shardOf(cap.workspaceId);
  const keys = [redisKeys.epoch(shard), cap.counterKey, redisKeys.holds(shard), redisKeys.usage(shard)];
  // A day past the window's end, so that calls that began inside it can still release against it.
  const expiry = cap.endMs === null ? "" : cap.endMs + DAY_MS;
  const lookedAtMs = Math.max(0, cap.startMs - CLOCK_SKEW_MS);
  const words = cap.counts.ids.map((id) => `"${cap.counts.member}":${JSON.stringify(id)}`);
  let told: string[] | null = null;
  for (let tries = 0; tries <= MAX_TRIES; tries++) {
    // A call that is settled between the two readings would be in neither, were it not told of before.
    const spent: SpentInWindow | null = told && (await cap.spent(told));
    const args: (string | number)[] = [
      `${spent?.totalNano ?? ""}`,
      expiry,
      tries < PATIENT_TRIES ? 1 : 0,
      firstCallId(cap.startMs),
      firstCallId(lookedAtMs),
      `${lookedAtMs}`,
      redisKeys.call(shard, ""),
      words.length,
      ...words,
      ...(told ?? []).flatMap((id) => [id, `${spent?.ofCalls.get(id) ?? ""}`]),
    ];
    const answer = await runScript(redis, LOAD, { keys, args });
    const [kind, ...others] = Array.isArray(answer) ? answer.map(String) : [];
    if (kind === "loaded") return;
    told = others;
  }
  throw new Error("a spending limit could not be loaded");
}

/** Below the id of every call from this moment on, as ids sort: the time, then zeros. */
function firstCallId(ms: number): string {
  const hex = ms.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}

/** Takes a counter away, so that the next call loads it anew. */
export async function forgetCapCounter(redis: Redis, workspaceId: string, counterKey: string): Promise<void> {
  await runScript(redis, FORGET, { keys: [redisKeys.epoch(shardOf(workspaceId)), counterKey], args: [] });
}
