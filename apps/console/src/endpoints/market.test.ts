import { expect, test } from "vitest";
import { positionOf, standingOf, standingSentence } from "./market.ts";

const market = { fromNano: 100n, toNano: 300n };

test("a price is placed against the market, its edges included", () => {
  const all = [50n, 100n, 200n, 300n, 301n].map((nano) => standingOf(nano, market));
  expect(all).toEqual(["below", "lowest", "within", "highest", "above"]);
  expect(standingOf(5n, null)).toBe("no_market");
});

test("market and price always fit on the track", () => {
  expect(positionOf(50n, market)).toEqual({ fromPercent: 20, toPercent: 100, atPercent: 0 });
  expect(positionOf(500n, market)).toEqual({ fromPercent: 0, toPercent: 50, atPercent: 100 });
  expect(positionOf(7n, { fromNano: 7n, toNano: 7n }).atPercent).toBe(50);
});

test("a price far outside the market says how far", () => {
  expect(standingSentence(3n, market)).toBe("97% below the lowest");
  expect(standingSentence(330n, market)).toBe("10% above the highest");
  expect(standingSentence(301n, market)).toBe("less than 1% above the highest");
  expect(standingSentence(1_900n, market)).toBe("6 times the highest");
  expect(standingSentence(1n, { fromNano: 0n, toNano: 0n })).toBe("above the highest");
});
