import { expect, test } from "vitest";
import { retryDelayMs } from "./retry-delay.ts";

test("waits grow fourfold from ten seconds, and the eighth failure is the last", () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8].map(retryDelayMs);
  expect(waits).toEqual([10_000, 40_000, 160_000, 640_000, 2_560_000, 10_240_000, 40_960_000, null]);
});
