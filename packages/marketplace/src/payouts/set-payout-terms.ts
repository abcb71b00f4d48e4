import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { percentText, percentToBasisPoints } from "../percent-input.ts";
import { UsdText, usdToNano } from "../usd-input.ts";
import { changePayoutSettings } from "./change-payout-settings.ts";

/** A whole number as people type it. */
function wholeNumber(least: number, most: number) {
  const message = `Enter a whole number from ${least} to ${most}.`;
  return z.coerce.number(message).int(message).min(least, message).max(most, message);
}

export const SetPayoutTermsInput = z.object({
  minimumUsd: UsdText,
  holdbackPercent: percentText(100),
  holdbackDays: wholeNumber(0, 730),
  newPayeeDays: wholeNumber(0, 730),
  disputeRatePercent: percentText(100),
  anomalyPercent: wholeNumber(1, 1_000),
  note: z.string().trim().min(1, "Write why.").max(500),
});
export type SetPayoutTermsInput = z.input<typeof SetPayoutTermsInput>;

/** A minimum nobody reaches would keep everybody's money: 10,000 USD. */
const MOST_MINIMUM_NANO = 10_000n * 1_000_000_000n;

/**
 * Sets the terms of payouts as a new version: months that are closed keep the one they closed with. How long an unclear transfer is asked for
 * again is not among them, since the processor's memory of keys decides it. Finance may. @returns the version.
 */
export async function setPayoutTerms(ctx: Context, input: SetPayoutTermsInput): Promise<number> {
  requirePlatformRole(ctx, "finance");
  const { note, ...terms } = parseInput(SetPayoutTermsInput, input);
  const percent = (field: "holdbackPercent" | "disputeRatePercent") =>
    percentToBasisPoints(terms[field], { field, percent: 100 });
  const set = {
    minimumPayoutNano: usdToNano(terms.minimumUsd, { field: "minimumUsd", maximumNano: MOST_MINIMUM_NANO }),
    holdbackBasisPoints: percent("holdbackPercent"),
    holdbackDays: terms.holdbackDays,
    newPayeeDays: terms.newPayeeDays,
    disputeRateBasisPoints: percent("disputeRatePercent"),
    anomalyPercent: terms.anomalyPercent,
  };
  return await changePayoutSettings(ctx, { set, note, action: "setPayoutTerms", detail: terms });
}
