import { setTimeout as delay } from "node:timers/promises";
import { redisKeys, SHARDS } from "@tollgate/db/redis/shards";
import { waitForUsage } from "@tollgate/db/redis/usage-stream";
import type { Redis } from "ioredis";
import { type SettleCallsResult, type SettlementStores, settleCalls } from "./settle-calls.ts";
import { SETTLEMENT_BATCH } from "./settle-events.ts";

/** Batches of one shard before the others have their turn. */
const MAX_BATCHES = 20;
/** Shards settled side by side. */
const PARALLEL = 4;
const WAIT_MS = 1_000;
/** While other workers hold every shard that has something. */
const ELSEWHERE_MS = 50;
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 5_000;
/** Longer than a batch takes; a worker that died gives way after it. */
const LEASE_MS = 10_000;

export interface DrainHooks {
  readonly onBatch: (shard: number, result: SettleCallsResult) => void;
  readonly onError: (error: unknown) => void;
}

export interface DrainOptions extends DrainHooks {
  /** Names this worker in the leases. */
  readonly owner: string;
}

export interface SettlementDrain {
  /** Finishes the batches in hand. */
  stop(): Promise<void>;
}

/**
 * Settles usage within milliseconds of its arrival, until stopped. Any number of workers may run it: leases keep them from doing the same
 * work, and settlement itself is idempotent. A store that is away is tried again with growing pauses.
 */
export function startSettlementDrain(stores: SettlementStores, options: DrainOptions): SettlementDrain {
  const stopping = new AbortController();
  const waiting = stores.redis.duplicate({ commandTimeout: undefined, maxRetriesPerRequest: 0 });
  waiting.on("error", () => undefined);
  const running = runDrain({ stores, waiting, options, signal: stopping.signal });
  return {
    async stop() {
      stopping.abort();
      waiting.disconnect();
      await running;
    },
  };
}

interface Drain {
  readonly stores: SettlementStores;
  /** A connection of its own, since it blocks. */
  readonly waiting: Redis;
  readonly options: DrainOptions;
  readonly signal: AbortSignal;
}

async function runDrain({ stores, waiting, options, signal }: Drain): Promise<void> {
  let backoffMs = 0;
  while (!signal.aborted) {
    try {
      const shards = await waitForUsage(waiting, WAIT_MS);
      const { drained, failed } = await drainShards(stores, shards, { ...options, signal });
      backoffMs = failed ? nextBackoff(backoffMs) : 0;
      if (shards.length > 0 && drained === 0 && !failed) await pause(ELSEWHERE_MS, signal);
    } catch (error) {
      if (signal.aborted) return;
      options.onError(error);
      backoffMs = nextBackoff(backoffMs);
    }
    if (backoffMs > 0) await pause(backoffMs, signal);
  }
}

/** Drains every shard once, for the scheduled pass that makes good for a drain that hangs. */
export async function drainOnce(stores: SettlementStores, options: DrainOptions): Promise<{ failed: boolean }> {
  const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
  const { failed } = await drainShards(stores, shards, options);
  return { failed };
}

/** One shard that fails does not keep the others from being settled. */
async function drainShards(
  stores: SettlementStores,
  shards: readonly number[],
  options: DrainOptions & { readonly signal?: AbortSignal },
): Promise<{ drained: number; failed: boolean }> {
  let drained = 0;
  let failed = false;
  const left = [...shards];
  const drainSome = async () => {
    for (let shard = left.shift(); shard !== undefined && !options.signal?.aborted; shard = left.shift()) {
      try {
        if (await drainShard(stores, shard, options)) drained += 1;
      } catch (error) {
        failed = true;
        options.onError(error);
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, drainSome));
  return { drained, failed };
}

/** @returns false when another worker holds the shard. */
async function drainShard(stores: SettlementStores, shard: number, options: DrainOptions): Promise<boolean> {
  const { redis } = stores;
  const lease = redisKeys.drainLease(shard);
  const taken = await redis.set(lease, options.owner, "PX", LEASE_MS, "NX");
  if (taken !== "OK") return false;
  try {
    for (let batch = 0; batch < MAX_BATCHES; batch++) {
      const result = await settleCalls(stores, { shard, limit: SETTLEMENT_BATCH });
      if (result.read > 0) options.onBatch(shard, result);
      if (result.read < SETTLEMENT_BATCH) break;
      await redis.pexpire(lease, LEASE_MS);
    }
  } finally {
    // If the lease ran out, it may be another's by now; taking it away costs some double work and nothing else.
    if ((await redis.get(lease)) === options.owner) await redis.del(lease);
  }
  return true;
}

function nextBackoff(backoffMs: number): number {
  return Math.min(LONGEST_BACKOFF_MS, Math.max(FIRST_BACKOFF_MS, backoffMs * 2));
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
