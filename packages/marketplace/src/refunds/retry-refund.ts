import { z } from "zod";
import { isUniqueViolation } from "../access/unique-violation.ts";
import { type RefundView, toRefundView } from "../billing/refund-view.ts";
import { requireProcessor } from "../billing/require-processor.ts";
import { startRefund } from "../billing/start-refund.ts";
import { submitRefund } from "../billing/submit-refund.ts";
import { type Context, recordAudit, requirePlatformRole, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";

export const RetryRefundInput = z.object({
  refundId: z.string().max(60),
  note: z.string().trim().min(1, "Write why.").max(1000),
});
export type RetryRefundInput = z.input<typeof RetryRefundInput>;

/**
 * Tries a refund that failed again, once, as a refund of its own: the failed one gave the customer's credit back, so the credit has to be there.
 * Finance may.
 * @throws MarketplaceError `conflict` when it was tried again already, or the payment or the credit does not cover it any more.
 */
export async function retryRefund(ctx: Context, input: RetryRefundInput): Promise<RefundView> {
  requirePlatformRole(ctx, "finance");
  const { refundId, note } = parseInput(RetryRefundInput, input);
  const requestedById = requireUser(ctx);
  requireProcessor(ctx);
  const { prisma } = ctx.db;
  const failed = await prisma.refund.findUnique({ where: { id: refundId } });
  if (!failed) throw new MarketplaceError("not_found", "There is no such refund.");
  if (failed.status !== "failed")
    throw new MarketplaceError("precondition_failed", "Only a refund that failed is tried again.");
  const { workspaceId, paymentId, amountCents } = failed;
  const order = { workspaceId, paymentId, amountCents, origin: "finance" as const, requestedById, note };
  const id = await startRefund(ctx, { ...order, retryOf: refundId }).catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error;
    throw new MarketplaceError("conflict", "This refund was tried again already.");
  });
  await prisma.$transaction((tx) =>
    recordAudit(tx, ctx, { action: "retryRefund", workspaceId, subjectId: id, detail: { retryOf: refundId } }),
  );
  await submitRefund(ctx, await prisma.refund.findUniqueOrThrow({ where: { id } }));
  return toRefundView(await prisma.refund.findUniqueOrThrow({ where: { id } }));
}
