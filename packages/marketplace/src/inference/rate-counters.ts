import type { HoldCounter } from "@tollgate/db/redis/place-hold";
import { redisKeys, shardOf } from "@tollgate/db/redis/shards";
import type { KeyRecord } from "../snapshot/records.ts";
import type { RateKind, RateScope, RateStanding } from "./admission.ts";

const MINUTE_MS = 60_000;
/** Twice the window, so that a call that began in its last second can still correct it. */
const MINUTE_TTL_SECONDS = 120;

/** A counter of calls with what a refusal says of it. */
export interface RateCounter extends HoldCounter {
  readonly scope: RateScope;
  readonly kind: RateKind;
}

/** Limits on how fast and how many at a time; `null` where there is none. */
export interface RateLimits {
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
  readonly maxConcurrency: number | null;
}

export interface CallSize {
  /** Input bound and output ceiling together. */
  readonly tokens: number;
  readonly nowMs: number;
}

/**
 * Counters a key's calls are counted on: its own, its grant's and its workspace's. Open calls of a key always count, so that a limit that is
 * set knows of them; everything else only while it is limited.
 */
export function rateCounters(key: KeyRecord, { tokens, nowMs }: CallSize): RateCounter[] {
  const shard = shardOf(key.workspaceId);
  const minute = Math.floor(nowMs / MINUTE_MS);
  const counters: RateCounter[] = [];
  const add = (scope: RateScope, scopeId: string, limits: RateLimits) => {
    const { requestsPerMinute, tokensPerMinute, maxConcurrency } = limits;
    if (requestsPerMinute !== null) {
      const counterKey = redisKeys.minute(shard, scopeId, minute);
      const kind = "requests_per_minute";
      counters.push({ scope, kind, counterKey, amount: 1, limit: requestsPerMinute, ttlSeconds: MINUTE_TTL_SECONDS });
    }
    if (tokensPerMinute !== null) {
      const counterKey = redisKeys.tokens(shard, scopeId, minute);
      const kind = "tokens_per_minute";
      counters.push({
        scope,
        kind,
        counterKey,
        amount: tokens,
        limit: tokensPerMinute,
        ttlSeconds: MINUTE_TTL_SECONDS,
      });
    }
    if (maxConcurrency !== null || scope === "key") {
      const counterKey = redisKeys.open(shard, scopeId);
      counters.push({ scope, kind: "concurrency", counterKey, amount: 1, limit: maxConcurrency, ttlSeconds: null });
    }
  };
  add("key", key.id, key);
  if (key.grant !== null) add("grant", key.grant.id, key.grant);
  add("workspace", key.workspaceId, key.workspace);
  return counters;
}

/** Most output tokens with which a call fits into an empty minute of every token limit; infinite without one. */
export function outputWithinTokenLimits(key: KeyRecord, inputTokens: number): number {
  let room = Number.POSITIVE_INFINITY;
  for (const limits of [key, key.grant, key.workspace]) {
    if (limits?.tokensPerMinute != null) room = Math.min(room, limits.tokensPerMinute - inputTokens);
  }
  return room;
}

/** Seconds until a minute's counters start over. */
export function secondsLeftInMinute(nowMs: number): number {
  return Math.max(1, Math.ceil((MINUTE_MS - (nowMs % MINUTE_MS)) / 1000));
}

/** How much room each limit of a minute leaves, given what its counter says with the call on it. */
export function standings(
  counters: readonly RateCounter[],
  { counts, nowMs }: { readonly counts: readonly number[]; readonly nowMs: number },
): RateStanding[] {
  const resetSeconds = secondsLeftInMinute(nowMs);
  return counters.flatMap(({ kind, limit }, index) => {
    const used = counts[index];
    if (kind === "concurrency" || limit === null || used === undefined) return [];
    return [{ kind, limit, remaining: Math.max(0, limit - used), resetSeconds }];
  });
}
