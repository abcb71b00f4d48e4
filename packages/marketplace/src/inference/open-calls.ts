import { renewHolds } from "@tollgate/db/redis/renew-holds";
import { shardOf } from "@tollgate/db/redis/shards";
import type { Redis } from "ioredis";

/** No call lasts this long; one that seems to was forgotten, and its hold must come back. */
const LONGEST_CALL_MS = 4 * 3_600_000;

/** Beyond this many, holds that nobody could let go come back with their expiry. */
const MOST_ABANDONED = 50_000;

/** Expired already: the sweeper knows whole seconds only. */
const AT_ONCE_MS = -1_000;

interface OpenCall {
  readonly shard: number;
  readonly sinceMs: number;
}

/**
 * The calls this process has admitted and not ended. Their holds are renewed while it lives, so that only calls of a dead process are swept:
 * an answer that streams for longer than a hold lasts, or a caller who reads slowly, must not make a call free.
 */
export class OpenCalls {
  readonly #calls = new Map<string, OpenCall>();
  readonly #abandoned = new Map<string, number>();

  add(callId: string, workspaceId: string, nowMs: number): void {
    this.#calls.set(callId, { shard: shardOf(workspaceId), sinceMs: nowMs });
  }

  delete(callId: string): void {
    this.#calls.delete(callId);
  }

  /** A call that is over while Redis may still hold for it: it did not answer. The sweeper gets it as soon as Redis is told. */
  abandon(callId: string, workspaceId: string): void {
    this.#calls.delete(callId);
    if (this.#abandoned.size < MOST_ABANDONED) this.#abandoned.set(callId, shardOf(workspaceId));
  }

  async renew(redis: Redis, { ttlMs, nowMs }: { readonly ttlMs: number; readonly nowMs: number }): Promise<void> {
    for (const [callId, { sinceMs }] of this.#calls) {
      if (nowMs - sinceMs > LONGEST_CALL_MS) this.#calls.delete(callId);
    }
    const open = [...this.#calls].map(([callId, { shard }]) => [callId, shard] as const);
    await moveExpiry(redis, open, ttlMs);
    const abandoned = [...this.#abandoned];
    await moveExpiry(redis, abandoned, AT_ONCE_MS);
    for (const [callId] of abandoned) this.#abandoned.delete(callId);
  }
}

/** @param calls ids with their shards. */
async function moveExpiry(redis: Redis, calls: readonly (readonly [string, number])[], ttlMs: number): Promise<void> {
  const byShard = new Map<number, string[]>();
  for (const [callId, shard] of calls) {
    const callIds = byShard.get(shard) ?? [];
    callIds.push(callId);
    byShard.set(shard, callIds);
  }
  await Promise.all([...byShard].map(([shard, callIds]) => renewHolds(redis, shard, { callIds, ttlMs })));
}
