import type { UnitPrices } from "./versions.ts";

/**
 * Makes a token price list complete at the moment it is published: buckets that a provider does not price apart get the price of the
 * bucket they would otherwise be counted in. Written down in the version, so that nothing is guessed when a call is priced.
 */
export function completeTokenPrices(prices: UnitPrices): UnitPrices {
  const { input, output } = prices;
  if (input === undefined || output === undefined)
    throw new RangeError("a text endpoint needs an input and an output price");
  return {
    cache_read: input,
    cache_write_5m: input,
    cache_write_1h: input,
    reasoning: output,
    ...prices,
  };
}
