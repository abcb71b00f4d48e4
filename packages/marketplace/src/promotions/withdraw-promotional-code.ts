import { z } from "zod";
import { type Context, recordAudit, requireStaff } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";

export const WithdrawPromotionalCodeInput = z.object({ codeId: z.string() });
export type WithdrawPromotionalCodeInput = z.input<typeof WithdrawPromotionalCodeInput>;

/** Ends a code: nobody redeems it any more, and what was redeemed stays. Finance and operators may. */
export async function withdrawPromotionalCode(ctx: Context, input: WithdrawPromotionalCodeInput): Promise<void> {
  requireStaff(ctx);
  const { codeId } = parseInput(WithdrawPromotionalCodeInput, input);
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.promotionalCode.updateMany({
      where: { id: codeId, withdrawnAt: null },
      data: { withdrawnAt: ctx.now() },
    });
    if (count === 0) throw new MarketplaceError("not_found", "There is no such code, or it was withdrawn before.");
    await recordAudit(tx, ctx, { action: "withdrawPromotionalCode", workspaceId: null, subjectId: codeId });
  });
}
