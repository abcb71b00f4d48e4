import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { changePayoutSettings } from "../payouts/change-payout-settings.ts";
import { UsdText, usdToNano } from "../usd-input.ts";

export const SetTaxFormRuleInput = z.object({
  /** Payouts of a calendar year from which on a form is needed; `null` for never. */
  fromUsd: UsdText.nullable(),
  note: z.string().trim().min(1, "Write why.").max(500),
});
export type SetTaxFormRuleInput = z.input<typeof SetTaxFormRuleInput>;

const MOST_NANO = 1_000_000_000n * 1_000_000_000n;

/**
 * Says from which yearly amount on nothing is paid without an accepted tax form. It is a new version of the payout settings: months that are closed
 * keep theirs. Finance may. @returns the version.
 */
export async function setTaxFormRule(ctx: Context, input: SetTaxFormRuleInput): Promise<number> {
  requirePlatformRole(ctx, "finance");
  const { fromUsd, note } = parseInput(SetTaxFormRuleInput, input);
  const field = "fromUsd";
  const taxFormFromNano =
    fromUsd === null ? null : usdToNano(fromUsd, { field, minimumNano: 0n, maximumNano: MOST_NANO });
  const detail = { from: fromUsd };
  return await changePayoutSettings(ctx, { set: { taxFormFromNano }, note, action: "setTaxFormRule", detail });
}
