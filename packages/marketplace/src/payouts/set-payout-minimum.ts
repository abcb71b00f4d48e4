import { z } from "zod";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { optionalUsdToNano, UsdText } from "../usd-input.ts";
import { getPayoutAccount } from "./get-payout-account.ts";
import type { PayoutAccountView } from "./payout-account-view.ts";

export const SetPayoutMinimumInput = z.object({
  workspaceId: z.string(),
  /** Decimal USD; `null` for the platform's minimum. */
  minimumUsd: UsdText.nullable(),
});
export type SetPayoutMinimumInput = z.input<typeof SetPayoutMinimumInput>;

/** Lets a payee be paid less often, in larger amounts. A minimum below the platform's changes nothing. Owners may. */
export async function setPayoutMinimum(ctx: Context, input: SetPayoutMinimumInput): Promise<PayoutAccountView> {
  const { workspaceId, minimumUsd } = parseInput(SetPayoutMinimumInput, input);
  requireWorkspace(ctx, workspaceId, "owner");
  const ownMinimumNano = optionalUsdToNano(minimumUsd, { field: "minimumUsd" });
  await ctx.db.prisma.$transaction(async (tx) => {
    const changed = await tx.payoutAccount.updateMany({ where: { workspaceId }, data: { ownMinimumNano } });
    if (changed.count === 0)
      throw new MarketplaceError("not_found", "Set up payouts first; the minimum can be chosen afterwards.");
    await recordAudit(tx, ctx, {
      action: "setPayoutMinimum",
      workspaceId,
      subjectId: workspaceId,
      detail: { minimumNano: ownMinimumNano?.toString() ?? null },
    });
  });
  return await getPayoutAccount(ctx, { workspaceId });
}
