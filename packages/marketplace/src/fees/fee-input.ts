import { FEE_SCOPES } from "@tollgate/pricing/versions";
import { z } from "zod";
import { MarketplaceError } from "../errors.ts";
import { percentText, percentToBasisPoints } from "../percent-input.ts";
import { optionalUsdToNano, UsdText } from "../usd-input.ts";

/** More than the price itself is taken for a typing error. */
const MAX_PERCENT = 100;
/** Of the fixed part of one call, in nano-USD: 1 USD. */
const MAX_FIXED_NANO = 1_000_000_000n;
const MAX_AHEAD_DAYS = 366;
const DAY_MS = 86_400_000;

/** A fee of the platform as operators enter it. */
export const FeeFields = z.object({
  appliesTo: z.enum(FEE_SCOPES, "Choose what the fee is for."),
  /** On what the call comes to at its endpoint's price. */
  percent: percentText(MAX_PERCENT),
  /** Per call that delivered something; left out is none. */
  fixedUsd: UsdText.nullish(),
});
type FeeFields = z.output<typeof FeeFields>;

/** What a fee comes to: basis points of the price, and nano-USD per call. */
export interface FeeTerms {
  readonly basisPoints: number;
  readonly fixedNano: bigint;
}

/** @throws MarketplaceError `invalid_input` for more than the price itself, or more than a dollar per call. */
export function feeTerms({ percent, fixedUsd }: Omit<FeeFields, "appliesTo">): FeeTerms {
  return {
    basisPoints: percentToBasisPoints(percent, { field: "percent", percent: MAX_PERCENT }),
    fixedNano: optionalUsdToNano(fixedUsd, { field: "fixedUsd", maximumNano: MAX_FIXED_NANO }) ?? 0n,
  };
}

/**
 * When a fee begins: now, or at the first moment of a later UTC day.
 * @throws MarketplaceError `invalid_input` for a day that has begun, or one more than a year ahead.
 */
export function feeBegins(effectiveOn: string | null | undefined, now: Date): Date {
  if (!effectiveOn) return now;
  const at = new Date(`${effectiveOn}T00:00:00Z`);
  const field = "effectiveOn";
  if (at <= now)
    throw new MarketplaceError("invalid_input", "Choose a day after today (UTC), or none for at once.", { field });
  if (at.getTime() > now.getTime() + MAX_AHEAD_DAYS * DAY_MS)
    throw new MarketplaceError("invalid_input", "A fee can be scheduled at most a year ahead.", { field });
  return at;
}
