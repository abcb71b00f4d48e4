import { expect, test } from "vitest";
import { reachedThresholds } from "./reached-threshold.ts";

test("a threshold is reached at its exact nano and not one before", () => {
  expect(reachedThresholds(499n, 1000n)).toEqual([]);
  expect(reachedThresholds(500n, 1000n)).toEqual([50]);
  expect(reachedThresholds(799n, 1000n)).toEqual([50]);
  expect(reachedThresholds(800n, 1000n)).toEqual([50, 80]);
  expect(reachedThresholds(1000n, 1000n)).toEqual([50, 80, 100]);
  expect(reachedThresholds(9_999n, 1000n)).toEqual([50, 80, 100]);
});

test("a budget of nothing is never told of", () => {
  expect(reachedThresholds(0n, 0n)).toEqual([]);
});
