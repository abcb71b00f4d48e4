import type { Transaction } from "@tollgate/db/open-database";
import { postJournal } from "@tollgate/db/post-journal";
import { customerCredit } from "./customer-credit.ts";

export interface ReturnedRefund {
  readonly id: string;
  readonly paymentId: string;
  readonly workspaceId: string;
  /** What came back to the customer's credit; zero when nothing had been booked. */
  readonly amountNano: bigint;
}

/**
 * A refund that fails because the cardholder went to the bank instead leaves its claim on the payment to the dispute, and the credit it gives back
 * is frozen like the rest. Credit that the dispute has frozen already is not frozen twice.
 */
export async function leaveToDispute(tx: Transaction, refund: ReturnedRefund, now: Date): Promise<void> {
  const { paymentId, workspaceId } = refund;
  const dispute = await tx.dispute.findFirst({ where: { paymentId, status: "open" } });
  if (!dispute) return;
  const payment = await tx.payment.findUniqueOrThrow({ where: { id: paymentId } });
  const disputedCents = Math.min(dispute.amountCents, payment.amountCents - payment.refundedCents);
  await tx.payment.update({ where: { id: paymentId }, data: { disputedCents } });
  const credit = await customerCredit(tx, workspaceId);
  const amountNano = credit < refund.amountNano ? credit : refund.amountNano;
  if (amountNano <= 0n) return;
  await postJournal(tx, {
    kind: "dispute_open",
    idempotencyKey: `dispute_freeze:${dispute.id}:${refund.id}`,
    eventAt: now,
    memo: `Credit of a failed refund frozen, dispute ${dispute.id}`,
    reverses: null,
    postings: [
      { type: "customer_credit", owner: workspaceId, amountNano: -amountNano },
      { type: "dispute_clearing", owner: "platform", amountNano },
    ],
  });
  await tx.dispute.update({ where: { id: dispute.id }, data: { frozenNano: { increment: amountNano } } });
}
