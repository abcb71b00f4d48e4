import type { PaymentModel } from "@tollgate/db/generated/models/Payment";
import type { Transaction } from "@tollgate/db/open-database";
import { postJournal } from "@tollgate/db/post-journal";
import { topUpPostings } from "@tollgate/ledger/posting";
import type { PaymentDecision, PaymentFacts } from "./decide-payment.ts";
import { putOffTopUp, resetTopUp } from "./top-up-patience.ts";

/** A payment, locked for the rest of the transaction; `null` when there is none. */
export async function lockPayment(tx: Transaction, paymentId: string): Promise<PaymentModel | null> {
  // Always the profile first, as topping up does: it waits for an open payment of the workspace while it holds the profile.
  await tx.$queryRaw`SELECT 1 FROM billing_profile
    WHERE workspace_id = (SELECT workspace_id FROM payment WHERE id = ${paymentId}) FOR UPDATE`;
  await tx.$queryRaw`SELECT 1 FROM payment WHERE id = ${paymentId} FOR UPDATE`;
  return await tx.payment.findUnique({ where: { id: paymentId } });
}

export interface DecidedPayment {
  readonly payment: PaymentModel;
  readonly facts: PaymentFacts;
  readonly decision: PaymentDecision;
  readonly now: Date;
}

/** Carries a decision about a locked payment out. Crediting is one journal per payment, whoever asks and however often. */
export async function applyPayment(tx: Transaction, decided: DecidedPayment): Promise<void> {
  const { payment, facts, decision, now } = decided;
  switch (decision.kind) {
    case "credit":
      return await credit(tx, decided);
    case "close":
      await tx.payment.update({
        where: { id: payment.id },
        data: {
          status: decision.status,
          completedAt: now,
          actionRequiredAt: null,
          failureCode: facts.failureCode,
          ...(payment.kind !== "checkout" && { paymentIntentId: facts.paymentIntentId ?? payment.paymentIntentId }),
        },
      });
      if (payment.kind === "automatic") await putOffTopUp(tx, payment.workspaceId, now);
      return;
    case "ask_owner":
      await tx.payment.update({
        where: { id: payment.id },
        data: { actionRequiredAt: payment.actionRequiredAt ?? now, paymentIntentId: facts.paymentIntentId },
      });
      return;
    case "nothing":
    case "mismatch":
      return;
  }
}

async function credit(tx: Transaction, { payment, facts, now }: DecidedPayment): Promise<void> {
  const { journalId } = await postJournal(tx, {
    kind: "top_up",
    idempotencyKey: `top_up:${payment.id}`,
    eventAt: now,
    memo: `Credit bought, payment ${payment.id}`,
    reverses: null,
    postings: topUpPostings(payment.workspaceId, payment.creditNano),
  });
  const [next] = await tx.$queryRaw<{ number: number }[]>`SELECT nextval('invoice_number')::integer AS number`;
  await tx.payment.update({
    where: { id: payment.id },
    data: {
      status: "succeeded",
      journalId,
      completedAt: now,
      actionRequiredAt: null,
      failureCode: null,
      invoiceNumber: next?.number ?? null,
      checkoutSessionId: facts.sessionId ?? payment.checkoutSessionId,
      paymentIntentId: facts.paymentIntentId,
    },
  });
  if (payment.kind === "automatic") await resetTopUp(tx, payment.workspaceId);
}
