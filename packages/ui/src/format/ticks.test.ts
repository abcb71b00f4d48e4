import { expect, test } from "vitest";
import { axisTicks, tickDecimals } from "./ticks.ts";

test.each([0.000_31, 0.97, 1, 3.2, 12, 99, 1_840, 2.5e9])("the axis of %d reaches it and stays readable", (max) => {
  const ticks = axisTicks(max);
  expect(ticks[0]).toBe(0);
  expect(ticks.at(-1)).toBeGreaterThanOrEqual(max * 0.998);
  expect(ticks.length).toBeLessThanOrEqual(6);
});

test("an axis with nothing on it still has one", () => {
  expect(axisTicks(0)).toEqual([0, 1]);
});

test("every label of an axis has the same decimals", () => {
  expect(tickDecimals(axisTicks(0.97))).toBe(2);
  expect(tickDecimals(axisTicks(12))).toBe(0);
});
