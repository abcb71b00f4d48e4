import { expect, test } from "vitest";
import { creditLasts, isRunningOut } from "./burn-rate.ts";

const days = (spentNano: bigint) => Array.from({ length: 30 }, () => ({ spentNano }));
const DOLLAR = 1_000_000_000n;

test.each([
  [90n * DOLLAR, "about 90 days at this week’s pace"],
  [DOLLAR, "about 1 day at this week’s pace"],
  [DOLLAR / 2n, "less than a day at this week’s pace"],
  [1_000n * DOLLAR, "more than a year at this week’s pace"],
  [0n, "used up: calls are refused"],
  [-5n, "used up: calls are refused"],
])("%d nano at a dollar a day: %s", (available, words) => {
  expect(creditLasts(available, days(DOLLAR))).toBe(words);
});

test("where nothing is spent nothing is foretold", () => {
  expect(creditLasts(DOLLAR, days(0n))).toBeNull();
  expect(isRunningOut(0n, days(0n))).toBe(false);
});

test("three days ahead a person is warned", () => {
  expect(isRunningOut(3n * DOLLAR, days(DOLLAR))).toBe(false);
  expect(isRunningOut(3n * DOLLAR - 1n, days(DOLLAR))).toBe(true);
});
