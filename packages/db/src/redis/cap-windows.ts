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
