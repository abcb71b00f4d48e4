import { NANO_PER_CENT } from "@tollgate/money/nano";
import { MarketplaceError } from "../errors.ts";
import { usdToNano } from "../usd-input.ts";
import { MAXIMUM_PURCHASE_NANO } from "./purchase-amount.ts";

/** How long customers can refund a payment themselves. */
export const SELF_SERVE_MS = 30 * 24 * 60 * 60_000;

/** Whole cents of an amount to give back: the processor knows nothing smaller. */
export function refundCents(amountUsd: string): number {
  const field = "amountUsd";
  const nano = usdToNano(amountUsd, { field, minimumNano: NANO_PER_CENT, maximumNano: MAXIMUM_PURCHASE_NANO });
  if (nano % NANO_PER_CENT !== 0n)
    throw new MarketplaceError("invalid_input", "Enter whole cents, such as 12.50.", { field });
  return Number(nano / NANO_PER_CENT);
}
