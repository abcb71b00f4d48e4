import { parseUsd } from "@tollgate/money/nano";
import { completeTokenPrices } from "@tollgate/pricing/complete-prices";
import type { UnitPrices } from "@tollgate/pricing/versions";
import { z } from "zod";
import { UsdText, usdToNano } from "../usd-input.ts";

/** Prices in USD per million units, as people type them. What is left out costs what it would otherwise be counted as. */
export const PriceInput = z.object({
  input: UsdText,
  output: UsdText,
  cacheRead: UsdText.optional(),
  cacheWrite: UsdText.optional(),
  request: UsdText.optional(),
});
export type PriceInput = z.input<typeof PriceInput>;

const SMALLEST_NANO = 1n;
/** Nobody means more than 10,000 USD per million tokens, or 1 USD per request: it is a slip of the decimal point. */
const LARGEST_TOKEN_NANO = parseUsd("10000") ?? 0n;
const LARGEST_REQUEST_NANO = parseUsd("1000000") ?? 0n;

/**
 * A complete price list in nano-USD per million units.
 * @throws MarketplaceError `invalid_input` naming the price at fault: input and output must cost something, none may be negative.
 */
export function readPrices(prices: z.output<typeof PriceInput>): UnitPrices {
  const token = (field: keyof PriceInput, minimumNano: bigint) => {
    const text = prices[field];
    if (text === undefined) return undefined;
    return usdToNano(text, { field: `prices.${field}`, minimumNano, maximumNano: LARGEST_TOKEN_NANO });
  };
  const given: UnitPrices = {
    input: token("input", SMALLEST_NANO),
    output: token("output", SMALLEST_NANO),
    cache_read: token("cacheRead", 0n),
    cache_write_5m: token("cacheWrite", 0n),
    cache_write_1h: token("cacheWrite", 0n),
    request:
      prices.request === undefined
        ? undefined
        : usdToNano(prices.request, { field: "prices.request", maximumNano: LARGEST_REQUEST_NANO }),
  };
  return completeTokenPrices(Object.fromEntries(Object.entries(given).filter(([, price]) => price !== undefined)));
}
