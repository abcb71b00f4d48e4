import { z } from "zod";
import { type Context, recordAudit, requirePlatformRole, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";

export const CloseRiskCaseInput = z.object({
  caseId: z.string(),
  note: z.string().trim().min(1, "Write what you found.").max(1000),
});
export type CloseRiskCaseInput = z.input<typeof CloseRiskCaseInput>;

/** Ends a case with what was found. Operators may. */
export async function closeRiskCase(ctx: Context, input: CloseRiskCaseInput): Promise<void> {
  requirePlatformRole(ctx, "operator");
  const { caseId, note } = parseInput(CloseRiskCaseInput, input);
  const closedById = requireUser(ctx);
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.riskCase.updateMany({
      where: { id: caseId, closedAt: null },
      data: { closedAt: ctx.now(), closedById, note },
    });
    if (count === 0) throw new MarketplaceError("not_found", "There is no such open case.");
    await recordAudit(tx, ctx, { action: "closeRiskCase", workspaceId: null, subjectId: caseId });
  });
}
