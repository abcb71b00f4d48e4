import type { Redis } from "ioredis";
import { redisScript, runScript } from "./run-script.ts";
import { redisKeys, shardOf } from "./shards.ts";

/** How long a key is known after its answer. */
const KEPT_MS = 24 * 3_600_000;
/** A process notes its call, or gives the key back, well within this time; one that has not is dead. */
const UNNOTED_MS = 60_000;
/** A call that is no longer open has its answer stored, or its key given back, well within this time. */
const ENDING_MS = 10_000;

const NOW_LUA = `
local function now()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
`;

/**
 * Takes a key, or says what became of it. Whether a noted call is still being served is told by its hold, which lives as long as its process
 * does. A key whose call was noted is never taken again: the call may have been charged.
 * KEYS: idempotent, call prefix. ARGV: hash of what is asked, owner, time to live ms.
 */
const BEGIN = redisScript(`${NOW_LUA}
local hash, call, at, ended, stored = unpack(redis.call('HMGET', KEYS[1], 'hash', 'call', 'at', 'ended', 'stored'))
if hash and hash ~= ARGV[1] then return {'other'} end
if stored == 'whole' then return {'stored'} end
if stored then return {'gone', call or ''} end
if not hash or (not call and now() - tonumber(at) > ${UNNOTED_MS}) then
  redis.call('HSET', KEYS[1], 'hash', ARGV[1], 'owner', ARGV[2], 'at', now())
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
  return {'begun'}
end
if not call then return {'running'} end
if redis.call('EXISTS', KEYS[2] .. call) == 1 then
  redis.call('HDEL', KEYS[1], 'ended')
  return {'running'}
end
if not ended then
  redis.call('HSET', KEYS[1], 'ended', now())
  return {'running'}
end
if now() - tonumber(ended) < ${ENDING_MS} then return {'running'} end
return {'gone', call}
`);

/** KEYS: idempotent. ARGV: owner, call id. */
const NOTE = redisScript(`
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'call', ARGV[2])
redis.call('HDEL', KEYS[1], 'ended')
return 1
`);

/** KEYS: idempotent. ARGV: owner, time to live ms, status, headers, body; without the last three the answer is not kept. */
const STORE = redisScript(`
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'stored', #ARGV > 2 and 'whole' or 'no')
if #ARGV > 2 then redis.call('HSET', KEYS[1], 'status', ARGV[3], 'headers', ARGV[4], 'body', ARGV[5]) end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
`);

/** KEYS: idempotent. ARGV: owner. */
const GIVE_BACK = redisScript(`
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
`);

/** A request with an idempotency key. */
export interface IdempotentCall {
  readonly workspaceId: string;
  readonly keyId: string;
  /** Hash of the caller's idempotency key. */
  readonly name: string;
  /** Hash of everything that is asked. */
  readonly asked: string;
  /** Random; who answers it. */
  readonly owner: string;
}

export interface StoredAnswer {
  readonly status: number;
  /** Flat name, value, name, value. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

export type IdempotentState =
  /** Nobody answers it: the owner does now. */
  | { readonly kind: "begun" }
  | { readonly kind: "running" }
  | { readonly kind: "stored" }
  /** It was made, and its answer cannot be sent again. */
  | { readonly kind: "gone"; readonly callId: string }
  /** The key was used to ask something else. */
  | { readonly kind: "other" };

export async function beginIdempotent(redis: Redis, call: IdempotentCall): Promise<IdempotentState> {
  const keys = [keyOf(call), redisKeys.call(shardOf(call.workspaceId), "")];
  const answer = await runScript(redis, BEGIN, { keys, args: [call.asked, call.owner, KEPT_MS] });
  const [kind, callId = ""] = Array.isArray(answer) ? answer.map(String) : [];
  if (kind === "begun" || kind === "running" || kind === "stored" || kind === "other") return { kind };
  if (kind === "gone") return { kind, callId };
  throw new Error("the idempotency script answered in an unknown form");
}

/** Notes under which id the call is made, before it is. @returns false when another has taken the key: then it must not be made. */
export async function noteIdempotent(redis: Redis, call: IdempotentCall, callId: string): Promise<boolean> {
  return (await runScript(redis, NOTE, { keys: [keyOf(call)], args: [call.owner, callId] })) === 1;
}

/** Keeps the answer for a day, or only that there was one. */
export async function storeIdempotent(redis: Redis, call: IdempotentCall, answer: StoredAnswer | null): Promise<void> {
  const args: (string | number | Buffer)[] = [call.owner, KEPT_MS];
  if (answer !== null) args.push(answer.status, JSON.stringify(answer.headers), answer.body);
  await runScript(redis, STORE, { keys: [keyOf(call)], args });
}

/** Forgets the key: nothing was charged, and the same call may be made. */
export async function giveBackIdempotent(redis: Redis, call: IdempotentCall): Promise<void> {
  await runScript(redis, GIVE_BACK, { keys: [keyOf(call)], args: [call.owner] });
}

/** @returns `null` when it is not kept any more. */
export async function readIdempotent(redis: Redis, call: IdempotentCall): Promise<StoredAnswer | null> {
  const [status, headers, body] = await redis.hmgetBuffer(keyOf(call), "status", "headers", "body");
  if (!status || !headers || !body) return null;
  const list: unknown = JSON.parse(headers.toString("utf8"));
  return { status: Number(status.toString("utf8")), headers: Array.isArray(list) ? list.map(String) : [], body };
}

function keyOf({ workspaceId, keyId, name }: IdempotentCall): string {
  return redisKeys.idempotent(shardOf(workspaceId), keyId, name);
}
