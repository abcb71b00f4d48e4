import { z } from "zod";
import { lockPayment } from "../billing/apply-payment.ts";
import { type Context, recordAudit, requirePlatformRole, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { projectCredit } from "../settlement/project-credit.ts";
import { releaseSuspicion } from "./release-credit.ts";

export const CloseRiskCaseInput = z.object({
  caseId: z.string().max(100),
  note: z.string().trim().min(1, "Write what you found.").max(1000),
});
export type CloseRiskCaseInput = z.input<typeof CloseRiskCaseInput>;

/** Ends a case with what was found, and gives back what it had frozen. Operators may. */
export async function closeRiskCase(ctx: Context, input: CloseRiskCaseInput): Promise<void> {
  requirePlatformRole(ctx, "operator");
  const { caseId, note } = parseInput(CloseRiskCaseInput, input);
  const closedById = requireUser(ctx);
  const known = await ctx.db.prisma.riskCase.findUnique({ where: { id: caseId } });
  if (!known) throw new MarketplaceError("not_found", "There is no such open case.");
  const { workspaceId } = known;
  await ctx.db.prisma.$transaction(async (tx) => {
    await lockPayment(tx, known.paymentId);
    await tx.$queryRaw`SELECT 1 FROM risk_case WHERE id = ${caseId} FOR UPDATE`;
    const one = await tx.riskCase.findUniqueOrThrow({ where: { id: caseId } });
    if (one.closedAt !== null) throw new MarketplaceError("not_found", "There is no such open case.");
    await releaseSuspicion(tx, one, ctx.now());
    await tx.riskCase.update({ where: { id: caseId }, data: { closedAt: ctx.now(), closedById, note } });
    await recordAudit(tx, ctx, { action: "closeRiskCase", workspaceId, subjectId: caseId });
  });
  if (known.freezeJournalId !== null) await projectCredit(ctx, workspaceId);
}
