import { postJournal } from "@tollgate/db/post-journal";
import { readCreditState } from "@tollgate/db/redis/credit-state";
import { z } from "zod";
import { lockPayment } from "../billing/apply-payment.ts";
import { customerCredit } from "../billing/customer-credit.ts";
import { type Context, recordAudit, requirePlatformRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { projectCredit } from "../settlement/project-credit.ts";
import { freezePostings } from "./release-credit.ts";

export const FreezeCreditInput = z.object({
  caseId: z.string().max(100),
  reason: z.string().trim().min(1, "Write why.").max(1000),
});
export type FreezeCreditInput = z.input<typeof FreezeCreditInput>;

/**
 * Sets a customer's unspent bought credit aside while a warning about one of their payments is looked into: nothing more is spent of it until the
 * case is closed, or a dispute takes it over. Calls that run now finish. Operators may.
 * @returns what was frozen, in nano-USD. @throws MarketplaceError `conflict` when there is nothing to freeze, or it was frozen before.
 */
export async function freezeCredit(ctx: Context, input: FreezeCreditInput): Promise<{ readonly frozenNano: bigint }> {
  requirePlatformRole(ctx, "operator");
  const { caseId, reason } = parseInput(FreezeCreditInput, input);
  const known = await ctx.db.prisma.riskCase.findUnique({ where: { id: caseId } });
  if (!known) throw new MarketplaceError("not_found", "There is no such open case.");
  const { workspaceId } = known;
  const state = await readCreditState(ctx.redis, workspaceId).catch(() => null);
  const inFlightNano = (state?.heldNano ?? 0n) + (state?.unsettledNano ?? 0n);
  const frozenNano = await ctx.db.prisma.$transaction(async (tx) => {
    // A dispute locks the payment first as well: of both, one sees what the other left.
    await lockPayment(tx, known.paymentId);
    await tx.$queryRaw`SELECT 1 FROM risk_case WHERE id = ${caseId} FOR UPDATE`;
    const one = await tx.riskCase.findUniqueOrThrow({ where: { id: caseId } });
    if (one.closedAt !== null) throw new MarketplaceError("not_found", "There is no such open case.");
    if (one.freezeJournalId !== null)
      throw new MarketplaceError("conflict", "Credit was frozen for this case before. It is frozen once.");
    const amountNano = (await customerCredit(tx, workspaceId)) - inFlightNano;
    if (amountNano <= 0n) throw new MarketplaceError("conflict", "There is no unspent bought credit to freeze.");
    const { journalId } = await postJournal(tx, {
      kind: "dispute_open",
      idempotencyKey: `risk_freeze:${caseId}`,
      eventAt: ctx.now(),
      memo: `Credit frozen on suspicion, case ${caseId}`,
      reverses: null,
      postings: freezePostings(workspaceId, amountNano),
    });
    await tx.riskCase.update({
      where: { id: caseId },
      data: { frozenNano: amountNano, frozenAt: ctx.now(), freezeJournalId: journalId },
    });
    await recordAudit(tx, ctx, { action: "freezeCredit", workspaceId, subjectId: caseId, detail: { reason } });
    return amountNano;
  });
  await projectCredit(ctx, workspaceId);
  return { frozenNano };
}
