import { expect, test } from "vitest";
import { capWindow } from "./cap-windows.ts";
import { SHARDS, shardOf } from "./shards.ts";

test("windows are UTC and half-open", () => {
  const lastMs = Date.UTC(2026, 11, 31, 23, 59, 59, 999);
  for (const reset of ["daily", "weekly", "monthly"] as const) {
    const window = capWindow(reset, lastMs);
    expect(window.startMs <= lastMs && lastMs < (window.endMs ?? 0)).toBe(true);
    expect(capWindow(reset, window.endMs ?? 0).startMs).toBe(window.endMs);
  }
});

test("weeks start on Monday", () => {
  const sunday = Date.UTC(2026, 10, 22, 12);
  expect(new Date(capWindow("weekly", sunday).startMs).toISOString()).toBe("2026-11-16T00:00:00.000Z");
});

test("every shard gets workspaces", () => {
  const seen = new Set(Array.from({ length: 2000 }, (_, i) => shardOf(`wsp_${i}`)));
  expect(seen.size).toBe(SHARDS);
});
