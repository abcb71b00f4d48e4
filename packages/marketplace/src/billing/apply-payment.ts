import type { PaymentModel } from "@tollgate/db/generated/models/Payment";
import type { Transaction } from "@tollgate/db/open-database";
import { postJournal } from "@tollgate/db/post-journal";
import { topUpPostings } from "@tollgate/ledger/posting";
import type { PaymentDecision, SessionFacts } from "./decide-payment.ts";

/** A payment, locked for the rest of the transaction; `null` when there is none. */
export async function lockPayment(tx: Transaction, paymentId: string): Promise<PaymentModel | null> {
  await tx.$queryRaw`SELECT 1 FROM payment WHERE id = ${paymentId} FOR UPDATE`;
  return await tx.payment.findUnique({ where: { id: paymentId } });
}

export interface DecidedPayment {
  readonly payment: PaymentModel;
  readonly facts: SessionFacts;
  readonly decision: PaymentDecision;
  readonly now: Date;
}

/** Carries a decision about a locked payment out. Crediting is one journal per payment, whoever asks and however often. */
export async function applyPayment(tx: Transaction, { payment, facts, decision, now }: DecidedPayment): Promise<void> {
  if (decision.kind === "close") {
    await tx.payment.update({ where: { id: payment.id }, data: { status: decision.status, completedAt: now } });
    return;
  }
  if (decision.kind !== "credit") return;
  const { journalId } = await postJournal(tx, {
    kind: "top_up",
    idempotencyKey: `top_up:${payment.id}`,
    eventAt: now,
    memo: `Credit bought, payment ${payment.id}`,
    reverses: null,
    postings: topUpPostings(payment.workspaceId, payment.creditNano),
  });
  await tx.payment.update({
    where: { id: payment.id },
    data: {
      status: "succeeded",
      journalId,
      completedAt: now,
      checkoutSessionId: facts.sessionId,
      paymentIntentId: facts.paymentIntentId,
    },
  });
}
