import { z } from "zod";
import { type Context, recordAudit, requireUser, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { UsdText, usdToNano } from "../usd-input.ts";
import { ensureProfile } from "./ensure-customer.ts";
import { MAXIMUM_PURCHASE_NANO, purchaseCents } from "./purchase-amount.ts";

export const SetTopUpInput = z.object({
  workspaceId: z.string(),
  enabled: z.boolean(),
  /** Below this much spendable credit a payment starts. */
  thresholdUsd: UsdText,
  amountUsd: UsdText,
  /** The most that is charged automatically in a UTC month. */
  monthlyUsd: UsdText,
});
export type SetTopUpInput = z.input<typeof SetTopUpInput>;

const MONTHLY_MAXIMUM_NANO = 20n * MAXIMUM_PURCHASE_NANO;

/** Says when credit is bought without anybody asking. Switching it on again forgets earlier failures. Admins may. */
export async function setTopUp(ctx: Context, input: SetTopUpInput): Promise<void> {
  const { workspaceId, enabled, thresholdUsd, amountUsd, monthlyUsd } = parseInput(SetTopUpInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  requireUser(ctx);
  const amountCents = purchaseCents(amountUsd);
  const thresholdNano = usdToNano(thresholdUsd, {
    field: "thresholdUsd",
    minimumNano: 1n,
    maximumNano: MAXIMUM_PURCHASE_NANO,
  });
  const monthlyNano = usdToNano(monthlyUsd, { field: "monthlyUsd", maximumNano: MONTHLY_MAXIMUM_NANO });
  const monthlyCents = Number(monthlyNano / 10_000_000n);
  if (monthlyCents < amountCents)
    throw new MarketplaceError("invalid_input", "A month must allow at least one top-up.", { field: "monthlyUsd" });
  const profile = await ensureProfile(ctx, workspaceId);
  if (enabled && profile.defaultCardId === null)
    throw new MarketplaceError("precondition_failed", "Save a card first: it is what is charged.");
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.billingProfile.update({
      where: { workspaceId },
      data: {
        topUpEnabled: enabled,
        topUpThresholdNano: thresholdNano,
        topUpCents: amountCents,
        topUpMonthlyCents: monthlyCents,
        topUpFailures: 0,
        topUpNotBefore: null,
      },
    });
    const detail = { enabled, amountCents, monthlyCents };
    await recordAudit(tx, ctx, { action: "setTopUp", workspaceId, subjectId: workspaceId, detail });
  });
}
