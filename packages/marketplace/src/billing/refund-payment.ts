import { z } from "zod";
import { type Context, recordAudit, requirePlatformRole, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { UsdText } from "../usd-input.ts";
import { refundCents } from "./refund-rules.ts";
import { type RefundView, toRefundView } from "./refund-view.ts";
import { requireProcessor } from "./require-processor.ts";
import { startRefund } from "./start-refund.ts";
import { submitRefund } from "./submit-refund.ts";

export const RefundPaymentInput = z.object({
  paymentId: z.string(),
  amountUsd: UsdText,
  note: z.string().trim().min(1, "Write why.").max(1000),
});
export type RefundPaymentInput = z.input<typeof RefundPaymentInput>;

/** Refunds unspent credit of any payment, however old. Finance may. */
export async function refundPayment(ctx: Context, input: RefundPaymentInput): Promise<RefundView> {
  requirePlatformRole(ctx, "finance");
  const { paymentId, amountUsd, note } = parseInput(RefundPaymentInput, input);
  const requestedById = requireUser(ctx);
  requireProcessor(ctx);
  const amountCents = refundCents(amountUsd);
  const payment = await ctx.db.prisma.payment.findUnique({ where: { id: paymentId } });
  if (!payment) throw new MarketplaceError("not_found", "There is no such payment to refund.");
  const { workspaceId } = payment;
  const order = { workspaceId, paymentId, amountCents, origin: "finance" as const, requestedById, note };
  const refundId = await startRefund(ctx, order);
  await ctx.db.prisma.$transaction((tx) =>
    recordAudit(tx, ctx, { action: "refundPayment", workspaceId, subjectId: refundId, detail: { amountCents } }),
  );
  await submitRefund(ctx, await ctx.db.prisma.refund.findUniqueOrThrow({ where: { id: refundId } }));
  return toRefundView(await ctx.db.prisma.refund.findUniqueOrThrow({ where: { id: refundId } }));
}
