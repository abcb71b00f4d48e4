import { renewHolds } from "@tollgate/db/redis/renew-holds";
import { shardOf } from "@tollgate/db/redis/shards";
import type { Redis } from "ioredis";

/** No call lasts this long; one that seems to was forgotten, and its hold must come back. */
const LONGEST_CALL_MS = 4 * 3_600_000;

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

  add(callId: string, workspaceId: string, nowMs: number): void {
    this.#calls.set(callId, { shard: shardOf(workspaceId), sinceMs: nowMs });
  }

  delete(callId: string): void {
    this.#calls.delete(callId);
  }

  async renew(redis: Redis, { ttlMs, nowMs }: { readonly ttlMs: number; readonly nowMs: number }): Promise<void> {
    const byShard = new Map<number, string[]>();
    for (const [callId, { shard, sinceMs }] of this.#calls) {
      if (nowMs - sinceMs > LONGEST_CALL_MS) {
        this.#calls.delete(callId);
        continue;
      }
      const callIds = byShard.get(shard) ?? [];
      callIds.push(callId);
      byShard.set(shard, callIds);
    }
    await Promise.all([...byShard].map(([shard, callIds]) => renewHolds(redis, shard, { callIds, ttlMs })));
  }
}
