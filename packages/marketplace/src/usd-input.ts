import { formatUsd, type Nano, parseUsd } from "@tollgate/money/nano";
import { z } from "zod";
import { MarketplaceError } from "./errors.ts";

/** An amount in USD as people type it, such as `"12.5"`; read exactly by `usdToNano`. */
export const UsdText = z
  .string("Enter an amount in USD, such as 12.50.")
  .trim()
  .refine((text) => parseUsd(text) !== null, "Enter an amount in USD with at most nine decimals, such as 12.50.");

export interface UsdRange {
  readonly field: string;
  readonly minimumNano?: Nano;
  readonly maximumNano?: Nano;
}

/** No single limit, cap or price is larger: 1 billion USD leaves room to add amounts up in a Postgres `bigint`. */
const LARGEST_NANO = 1_000_000_000_000_000_000n;

/**
 * The nano-USD of an amount that `UsdText` has let pass.
 * @throws MarketplaceError `invalid_input` when it is outside the range; without a range, when it is negative.
 */
export function usdToNano(text: string, range: UsdRange): Nano {
  const { field, minimumNano = 0n, maximumNano = LARGEST_NANO } = range;
  const nano = parseUsd(text);
  if (nano === null) throw new MarketplaceError("invalid_input", "Enter an amount in USD, such as 12.50.", { field });
  if (nano < minimumNano)
    throw new MarketplaceError("invalid_input", `Enter at least ${formatUsd(minimumNano)} USD.`, { field });
  if (nano > maximumNano)
    throw new MarketplaceError("invalid_input", `Enter at most ${formatUsd(maximumNano)} USD.`, { field });
  return nano;
}

/** Like `usdToNano` for an amount that may be left out: `null` then. */
export function optionalUsdToNano(text: string | null | undefined, range: UsdRange): Nano | null {
  return text === null || text === undefined ? null : usdToNano(text, range);
}
