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

/** What a price version forgot and was supplied afterwards. */
export interface PriceCorrectionRow {
  readonly bucket: string;
  readonly priceNano: bigint;
}

/**
 * The prices of a version with its corrections. A correction only adds a bucket; one that names a priced bucket changes nothing.
 * @throws as `readUnitPrices` does.
 */
export function correctedPrices(version: {
  readonly prices: unknown;
  readonly corrections: readonly PriceCorrectionRow[];
}): UnitPrices {
  const prices = readUnitPrices(version.prices);
  for (const { bucket, priceNano } of version.corrections) {
    if (!isUsageBucket(bucket)) throw new RangeError(`unknown usage bucket in a price correction: ${bucket}`);
    prices[bucket] ??= priceNano;
  }
  return prices;
}

/** The `prices` column for unit prices in nano-USD per million units. */
export function writeUnitPrices(prices: UnitPrices): Record<string, string> {
  return Object.fromEntries(Object.entries(prices).map(([bucket, amount]) => [bucket, amount.toString()]));
}
