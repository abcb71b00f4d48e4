import { z } from "zod";
import { announceChange } from "../announce-change.ts";
import { actorId, type Context, recordAudit, requirePlatformRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";

export const WithdrawFeeInput = z.object({ feeVersionId: z.string() });
export type WithdrawFeeInput = z.input<typeof WithdrawFeeInput>;

/**
 * Takes a scheduled fee back before its day. Operators may.
 * @throws MarketplaceError `not_found`; `conflict` when it has begun or was taken back already.
 */
export async function withdrawFee(ctx: Context, input: WithdrawFeeInput): Promise<void> {
  requirePlatformRole(ctx, "operator");
  const { feeVersionId } = parseInput(WithdrawFeeInput, input);
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('platform fees', 0))`;
    const fee = await tx.feeVersion.findUnique({ where: { id: feeVersionId }, include: { withdrawal: true } });
    if (!fee) throw new MarketplaceError("not_found", "There is no such fee.");
    const withdrawnAt = ctx.now();
    if (fee.withdrawal !== null || fee.effectiveAt <= withdrawnAt)
      throw new MarketplaceError("conflict", "This fee is not scheduled any more, so it cannot be withdrawn.");
    await tx.feeWithdrawal.create({ data: { feeVersionId, withdrawnAt, withdrawnById: actorId(ctx) } });
    await recordAudit(tx, ctx, { action: "withdrawFee", workspaceId: null, subjectId: feeVersionId });
  });
  await announceChange(ctx, { kind: "fee" });
}
