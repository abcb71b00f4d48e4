import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { DISPUTE_SQL, type DisputeRow, type DisputeView, toDisputeView } from "../disputes/dispute-view.ts";
import { MarketplaceError } from "../errors.ts";
import { type JournalWithLegs, readJournals } from "../ledger/read-journals.ts";
import { parseInput } from "../parse-input.ts";
import { measureRefund, type RefundMeasure } from "./measure-refund.ts";
import { REFUND_SQL, type RefundLine, type RefundRow, toRefundLine } from "./refund-line.ts";

export const GetPaymentInput = z.object({
  /** Ours, or the processor's id of its intent or checkout. */
  paymentId: z.string().trim().max(200),
});
export type GetPaymentInput = z.input<typeof GetPaymentInput>;

/** A purchase of credit with all that became of it. */
export interface PaymentDetail {
  readonly id: string;
  readonly status: "open" | "succeeded" | "expired" | "failed";
  readonly kind: string;
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly buyer: string;
  readonly createdAt: Date;
  readonly completedAt: Date | null;
  readonly failureCode: string | null;
  readonly invoiceNumber: number | null;
  readonly paymentIntentId: string | null;
  readonly measure: RefundMeasure;
  readonly refunds: readonly RefundLine[];
  readonly disputes: readonly DisputeView[];
  /** The purchase and its refunds as booked, oldest first; disputes show their own. */
  readonly journals: readonly JournalWithLegs[];
}

/** A purchase as finance sees it, with what can be refunded of it now. Finance may. */
export async function getPayment(ctx: Context, input: GetPaymentInput): Promise<PaymentDetail> {
  requirePlatformRole(ctx, "finance");
  const { paymentId: asked } = parseInput(GetPaymentInput, input);
  const payment = await ctx.db.prisma.payment.findFirst({
    where: { OR: [{ id: asked }, { paymentIntentId: asked }, { checkoutSessionId: asked }] },
    include: { workspace: true },
  });
  if (!payment) throw new MarketplaceError("not_found", "There is no such payment.", { field: "paymentId" });
  const [measure, buyer, refunds, disputes] = await Promise.all([
    measureRefund(ctx, payment),
    ctx.db.prisma.user.findUnique({ where: { id: payment.createdById } }),
    ctx.db.pool.query<RefundRow>(`${REFUND_SQL} WHERE f.payment_id = $1 ORDER BY f.created_at DESC, f.id`, [
      payment.id,
    ]),
    ctx.db.pool.query<DisputeRow>(`${DISPUTE_SQL} WHERE q.payment_id = $1 ORDER BY q.opened_at DESC`, [payment.id]),
  ]);
  const keys = refunds.rows.flatMap(({ id, processor_id: processorId }) => [
    ...[`refund:${id}`, `refund_failed:${id}`],
    ...(processorId ? [`refund:${processorId}`] : []),
  ]);
  return {
    id: payment.id,
    status: payment.status,
    kind: payment.kind,
    workspaceId: payment.workspaceId,
    workspaceName: payment.workspace.name,
    buyer: buyer ? `${buyer.name}, ${buyer.email}` : payment.createdById,
    createdAt: payment.createdAt,
    completedAt: payment.completedAt,
    failureCode: payment.failureCode,
    invoiceNumber: payment.invoiceNumber,
    paymentIntentId: payment.paymentIntentId,
    measure,
    refunds: refunds.rows.map(toRefundLine),
    disputes: disputes.rows.map(toDisputeView),
    journals: await readJournals(ctx, [`top_up:${payment.id}`, ...keys]),
  };
}
