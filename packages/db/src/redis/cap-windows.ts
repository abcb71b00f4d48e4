import type { Redis } from "ioredis";
import { redisKeys, shardOf } from "./shards.ts";

export type CapReset = "never" | "daily" | "weekly" | "monthly";

/** The UTC window a moment falls in. Weeks start on Monday (ISO 8601). */
export interface CapWindow {
  readonly name: string;
  /** Inclusive; the epoch for windows that never end. */
  readonly startMs: number;
  /** Exclusive; `null` for windows that never end. */
  readonly endMs: number | null;
}

const DAY_MS = 86_400_000;

export function capWindow(reset: CapReset, nowMs: number): CapWindow {
  const now = new Date(nowMs);
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const named = (startMs: number, endMs: number) => ({
    name: `${reset}-${new Date(startMs).toISOString().slice(0, 10)}`,
    startMs,
    endMs,
  });
  switch (reset) {
    case "never":
      return { name: "always", startMs: 0, endMs: null };
    case "daily":
      return named(Date.UTC(year, month, day), Date.UTC(year, month, day + 1));
    case "weekly": {
      const start = Date.UTC(year, month, day) - ((now.getUTCDay() + 6) % 7) * DAY_MS;
      return named(start, start + 7 * DAY_MS);
    }
    case "monthly":
      return named(Date.UTC(year, month, 1), Date.UTC(year, month + 1, 1));
  }
}

/** Counter of a cap in its window. */
export function capCounterKey(workspaceId: string, scopeId: string, window: CapWindow): string {
  return redisKeys.cap(shardOf(workspaceId), scopeId, window.name);
}

/** Puts a counter in place with what Postgres knows was spent, unless it is there already. */
export async function loadCapCounter(
  redis: Redis,
  counterKey: string,
  { spentNano, endMs }: { spentNano: bigint; endMs: number | null },
): Promise<void> {
  // A day past the window's end, so that calls that began inside it can still release against it.
  const expiry: [] | ["PXAT", number] = endMs === null ? [] : ["PXAT", endMs + DAY_MS];
  if (expiry.length === 0) await redis.set(counterKey, spentNano.toString(), "NX");
  else await redis.set(counterKey, spentNano.toString(), ...expiry, "NX");
}

/** Takes a counter away, so that the next call loads it from what Postgres knows was spent. Only for a cap that no call counts on now. */
export async function forgetCapCounter(redis: Redis, counterKey: string): Promise<void> {
  await redis.del(counterKey);
}
