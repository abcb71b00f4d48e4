import { z } from "zod";
import { actorId, type Context, recordAudit, requirePlatformRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";

export const WithdrawTaxThresholdInput = z.object({ taxThresholdId: z.string().max(60) });
export type WithdrawTaxThresholdInput = z.input<typeof WithdrawTaxThresholdInput>;

/**
 * Takes a scheduled threshold back before its day. Finance may.
 * @throws MarketplaceError `not_found`; `conflict` when it has begun or was taken back already.
 */
export async function withdrawTaxThreshold(ctx: Context, input: WithdrawTaxThresholdInput): Promise<void> {
  requirePlatformRole(ctx, "finance");
  const { taxThresholdId } = parseInput(WithdrawTaxThresholdInput, input);
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('tax thresholds', 0))`;
    const one = await tx.taxThreshold.findUnique({ where: { id: taxThresholdId }, include: { withdrawal: true } });
    if (!one) throw new MarketplaceError("not_found", "There is no such threshold.");
    const withdrawnAt = ctx.now();
    if (one.withdrawal !== null || one.effectiveOn <= withdrawnAt)
      throw new MarketplaceError(
        "conflict",
        "This threshold is not scheduled any more, so it cannot be withdrawn. Set another one from the same day on.",
      );
    await tx.taxThresholdWithdrawal.create({ data: { taxThresholdId, withdrawnAt, withdrawnById: actorId(ctx) } });
    const { country, form } = one;
    await recordAudit(tx, ctx, {
      action: "withdrawTaxThreshold",
      workspaceId: null,
      subjectId: taxThresholdId,
      detail: { country, form },
    });
  });
}
