import { NANO_PER_CENT, NANO_PER_USD } from "@tollgate/money/nano";
import { MarketplaceError } from "../errors.ts";
import { usdToNano } from "../usd-input.ts";

export const MINIMUM_PURCHASE_NANO = 5n * NANO_PER_USD;
export const MAXIMUM_PURCHASE_NANO = 10_000n * NANO_PER_USD;

/** Whole cents of an amount to buy: the processor knows nothing smaller. */
export function purchaseCents(amountUsd: string): number {
  const field = "amountUsd";
  const nano = usdToNano(amountUsd, {
    field,
    minimumNano: MINIMUM_PURCHASE_NANO,
    maximumNano: MAXIMUM_PURCHASE_NANO,
  });
  if (nano % NANO_PER_CENT !== 0n)
    throw new MarketplaceError("invalid_input", "Enter whole cents, such as 12.50.", { field });
  return Number(nano / NANO_PER_CENT);
}
