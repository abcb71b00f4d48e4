import { isUsageBucket } from "@tollgate/pricing/usage-units";
import type { UnitPrices } from "@tollgate/pricing/versions";
import { z } from "zod";

const PriceColumn = z.record(z.string(), z.string().regex(/^\d{1,18}$/));

/**
 * Reads the `prices` column of a price version.
 * @throws on an unknown bucket or a malformed amount: a price that cannot be read must not become a free unit.
 */
export function readUnitPrices(column: unknown): UnitPrices {
  const prices: UnitPrices = {};
  for (const [bucket, amount] of Object.entries(PriceColumn.parse(column))) {
    if (!isUsageBucket(bucket)) throw new RangeError(`unknown usage bucket in a price version: ${bucket}`);
    prices[bucket] = BigInt(amount);
  }
  return prices;
}

/** The `prices` column for unit prices in nano-USD per million units. */
export function writeUnitPrices(prices: UnitPrices): Record<string, string> {
  return Object.fromEntries(Object.entries(prices).map(([bucket, amount]) => [bucket, amount.toString()]));
}
