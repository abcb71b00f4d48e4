import { z } from "zod";
import { type Context, recordAudit, requireUser, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { UsdText } from "../usd-input.ts";
import { refundCents, SELF_SERVE_MS } from "./refund-rules.ts";
import { type RefundView, toRefundView } from "./refund-view.ts";
import { requireProcessor } from "./require-processor.ts";
import { startRefund } from "./start-refund.ts";
import { submitRefund } from "./submit-refund.ts";

export const RequestRefundInput = z.object({ workspaceId: z.string(), paymentId: z.string(), amountUsd: UsdText });
export type RequestRefundInput = z.input<typeof RequestRefundInput>;

/** Gives unspent credit of a payment of the last 30 days back to where it came from. Admins may. */
export async function requestRefund(ctx: Context, input: RequestRefundInput): Promise<RefundView> {
  const { workspaceId, paymentId, amountUsd } = parseInput(RequestRefundInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const requestedById = requireUser(ctx);
  requireProcessor(ctx);
  const payment = await ctx.db.prisma.payment.findFirst({ where: { id: paymentId, workspaceId, status: "succeeded" } });
  if (!payment) throw new MarketplaceError("not_found", "There is no such payment to refund.");
  if (ctx.now().getTime() - (payment.completedAt ?? payment.createdAt).getTime() > SELF_SERVE_MS)
    throw new MarketplaceError(
      "precondition_failed",
      "This payment is older than 30 days. Write to the people who run this marketplace: they can still refund it.",
    );
  const amountCents = refundCents(amountUsd);
  const order = { workspaceId, paymentId, amountCents, origin: "customer" as const, requestedById, note: "" };
  const refundId = await startRefund(ctx, order);
  await ctx.db.prisma.$transaction((tx) =>
    recordAudit(tx, ctx, { action: "requestRefund", workspaceId, subjectId: refundId, detail: { amountCents } }),
  );
  await submitRefund(ctx, await ctx.db.prisma.refund.findUniqueOrThrow({ where: { id: refundId } }));
  return toRefundView(await ctx.db.prisma.refund.findUniqueOrThrow({ where: { id: refundId } }));
}
