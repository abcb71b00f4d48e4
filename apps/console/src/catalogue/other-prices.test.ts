import { expect, test } from "vitest";
import { otherPrices } from "./other-prices.ts";

test("a price that input or output tells already is not told twice", () => {
  const prices = { input: 2n, output: 8n, reasoning: 8n, cache_write_5m: 2n, cache_read: 1n, search: 5n };
  expect(otherPrices(prices)).toEqual([
    { bucket: "cache_read", nano: 1n },
    { bucket: "search", nano: 5n },
  ]);
});

test("a bucket that is priced apart is always told", () => {
  expect(otherPrices({ input: 2n, output: 8n, reasoning: 9n, cache_write_1h: 4n, input_audio: 2n })).toHaveLength(3);
});
