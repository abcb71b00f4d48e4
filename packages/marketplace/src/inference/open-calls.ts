import { renewHolds } from "@tollgate/db/redis/renew-holds";
import type { OpenHold } from "@tollgate/db/redis/replace-hold";
import { shardOf } from "@tollgate/db/redis/shards";
import type { Redis } from "ioredis";
import type { Admission } from "./admission.ts";
import { writeIntent } from "./intent.ts";

/** No call lasts this long; one that seems to was forgotten, and its hold must come back. */
const LONGEST_CALL_MS = 4 * 3_600_000;

/** Beyond this many, holds that nobody could let go come back with their expiry. */
const MOST_ABANDONED = 50_000;

/** Expired already: the sweeper knows whole seconds only. */
const AT_ONCE_MS = -1_000;

interface OpenCall {
  admission: Admission;
  readonly sinceMs: number;
}

/**
 * The calls this process has admitted and not ended. Their holds are renewed while it lives, so that only calls of a dead process are swept:
 * an answer that streams for longer than a hold lasts, or a caller who reads slowly, must not make a call free.
 */
export class OpenCalls {
  readonly #calls = new Map<string, OpenCall>();
  readonly #abandoned = new Map<string, number>();

  add(admission: Admission, nowMs: number): void {
    this.#calls.set(admission.callId, { admission, sinceMs: nowMs });
  }

  /** More is held for a call. */
  raise(callId: string, holdNano: bigint): void {
    const call = this.#calls.get(callId);
    if (call) call.admission = { ...call.admission, holdNano };
  }

  /** What has to be held again when Redis may have forgotten it. */
  holds(): OpenHold[] {
    return Array.from(this.#calls.values(), ({ admission }) => openHold(admission));
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
    const open = [...this.#calls].map(
      ([callId, { admission }]) => [callId, shardOf(admission.key.workspaceId)] as const,
    );
    await moveExpiry(redis, open, ttlMs);
    const abandoned = [...this.#abandoned];
    await moveExpiry(redis, abandoned, AT_ONCE_MS);
    for (const [callId] of abandoned) this.#abandoned.delete(callId);
  }
}

function openHold(admission: Admission): OpenHold {
  const { callId, key, model, fee, margin, caps, counted, lotId, holdNano, admittedAtMs: nowMs } = admission;
  return {
    callId,
    workspaceId: key.workspaceId,
    lotId,
    holdNano,
    intent: writeIntent({ key, model, nowMs }, { fee, margin, caps, counted, lotId }),
    capKeys: caps.map((cap) => cap.counterKey),
    ...counted,
  };
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
