import type { RefundModel } from "@tollgate/db/generated/models/Refund";
import type { Transaction } from "@tollgate/db/open-database";
import { postJournal } from "@tollgate/db/post-journal";
import { mirrored } from "@tollgate/ledger/posting";
import { NANO_PER_CENT } from "@tollgate/money/nano";
import type { Services } from "../context.ts";
import { projectCredit } from "../settlement/project-credit.ts";
import { lockPayment } from "./apply-payment.ts";
import { leaveToDispute } from "./freeze-credit.ts";
import { refundPostings } from "./refund-postings.ts";
import type { RefundNews } from "./submit-refund.ts";

/** Records what became of a refund, and brings the credit to where calls are admitted. */
export async function settleRefund(services: Services, refundId: string, news: RefundNews): Promise<void> {
  const now = services.now();
  const refund = await services.db.prisma.$transaction((tx) => applyRefundNews(tx, refundId, { ...news, now }));
  if (refund?.status === "failed") await projectCredit(services, refund.workspaceId);
}

/**
 * Applies news about a refund. A refund that failed is over and gives the credit back once, whatever arrives later; one that succeeded can still
 * fail, because banks send money back.
 */
export async function applyRefundNews(
  tx: Transaction,
  refundId: string,
  news: RefundNews & { readonly now: Date },
): Promise<RefundModel | null> {
  const known = await tx.refund.findUnique({ where: { id: refundId } });
  if (!known) return null;
  // The payment is locked first wherever both are.
  await lockPayment(tx, known.paymentId);
  await tx.$queryRaw`SELECT 1 FROM refund WHERE id = ${refundId} FOR UPDATE`;
  const refund = await tx.refund.findUniqueOrThrow({ where: { id: refundId } });
  if (refund.status === "failed" || refund.status === "reserving") return refund;
  if (news.state === "pending" && refund.status === "succeeded") return refund;
  if (news.state !== "failed")
    return await tx.refund.update({
      where: { id: refundId },
      data: {
        status: news.state,
        processorId: news.processorId ?? refund.processorId,
        completedAt: news.state === "succeeded" ? (refund.completedAt ?? news.now) : null,
      },
    });
  return await fail(tx, refund, news);
}

async function fail(tx: Transaction, refund: RefundModel, news: RefundNews & { readonly now: Date }) {
  const { journalId: reversalJournalId } = await postJournal(tx, {
    kind: "refund",
    idempotencyKey: `refund_failed:${refund.id}`,
    eventAt: news.now,
    memo: `Refund failed, payment ${refund.paymentId}`,
    reverses: refund.journalId,
    postings: mirrored(refundPostings(refund.workspaceId, refund.amountCents)),
  });
  await tx.payment.update({
    where: { id: refund.paymentId },
    data: { refundedCents: { decrement: refund.amountCents } },
  });
  const { id, paymentId, workspaceId, amountCents } = refund;
  await leaveToDispute(tx, { id, paymentId, workspaceId, amountNano: BigInt(amountCents) * NANO_PER_CENT }, news.now);
  return await tx.refund.update({
    where: { id: refund.id },
    data: {
      status: "failed",
      reversalJournalId,
      failureReason: news.reason,
      processorId: news.processorId ?? refund.processorId,
      completedAt: news.now,
    },
  });
}
