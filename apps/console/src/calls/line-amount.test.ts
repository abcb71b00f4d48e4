import { expect, test } from "vitest";
import { addsUpExactly, lineAmount } from "./line-amount.ts";

test.each([
  [412, 150_000_000n, "$0.000061800"],
  [1, 1n, "$0.000000000000001"],
  [1_000_000, 2_500_000_000n, "$2.500000000"],
  [3, 333_333_333n, "$0.000000999999999"],
  [0, 5n, "$0.000000000"],
])("%d units at %d nano per million come to %s, to the last digit", (units, priceNano, amount) => {
  expect(lineAmount(units, priceNano)).toBe(amount);
});

test("rounding is told when there was any", () => {
  expect(addsUpExactly([{ units: 412, priceNano: 150_000_000n }])).toBe(true);
  expect(addsUpExactly([{ units: 3, priceNano: 333_333_333n }])).toBe(false);
  expect(addsUpExactly([{ units: 3, priceNano: null }])).toBe(true);
});
