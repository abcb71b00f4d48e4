import type { PaymentModel } from "@tollgate/db/generated/models/Payment";
import { newId } from "@tollgate/db/ids";
import type { Transaction } from "@tollgate/db/open-database";
import { postJournal } from "@tollgate/db/post-journal";
import type Stripe from "stripe";
import { applyBankPayout } from "../payouts/apply-bank-payout.ts";
import { applyReversal } from "../payouts/apply-reversal.ts";
import { applyDispute } from "./apply-dispute.ts";
import { applyPayment, lockPayment } from "./apply-payment.ts";
import { decidePayment, effectOf } from "./decide-payment.ts";
import { factsOfEvent, idOf } from "./payment-facts.ts";
import { refundPostings } from "./refund-postings.ts";
import { openRiskCase } from "./risk-cases.ts";
import { forgetCard, keepCard } from "./saved-cards.ts";
import { applyRefundNews } from "./settle-refund.ts";
import { newsOf } from "./submit-refund.ts";

export interface EventArrival {
  readonly event: Stripe.Event;
  readonly now: Date;
  /** Credit that running calls of a workspace hold. */
  readonly inFlightNano: (workspaceId: string) => Promise<bigint>;
}

export interface EventEffect {
  /** One word for the inbox: `credited`, `expired`, `refund_failed`, `dispute_opened`, `ignored`, `mismatch_…` */
  readonly effect: string;
  /** Whose credit changed or may have. */
  readonly workspaceId: string | null;
  /** The payment before and after, when people may have to be told. */
  readonly payment?: { readonly before: PaymentModel; readonly after: PaymentModel };
  /** The dispute that was opened or decided, and the refund that came back, of which people have to be told. */
  readonly disputeId?: string | null;
  readonly failedRefundId?: string | null;
  /** The payout that came back, whose payee has to be told. */
  readonly returnedItemId?: string | null;
  /** The payee whose bank refused what the processor sent on. */
  readonly refusedByBank?: { readonly workspaceId: string; readonly problem: string } | null;
}

const IGNORED: EventEffect = { effect: "ignored", workspaceId: null };

/**
 * Does in our books what an event says. Runs in the transaction that records the event.
 * @throws when the event is about a payment that we should know and do not yet: the processor brings it again later.
 */
export async function applyEvent(tx: Transaction, arrival: EventArrival): Promise<EventEffect> {
  const { event, now } = arrival;
  switch (event.type) {
    case "payment_method.attached":
      return { effect: (await keepCard(tx, event.data.object)) === null ? "ignored" : "card_saved", workspaceId: null };
    case "payment_method.detached":
      return {
        effect: (await forgetCard(tx, event.data.object.id, now)) === null ? "ignored" : "card_removed",
        workspaceId: null,
      };
    case "refund.created":
    case "refund.updated":
    case "refund.failed":
      return await applyRefundEvent(tx, event.data.object, now);
    case "charge.dispute.created":
    case "charge.dispute.updated":
    case "charge.dispute.closed":
    case "charge.dispute.funds_withdrawn":
    case "charge.dispute.funds_reinstated":
      return await applyDisputeEvent(tx, event.data.object, arrival);
    case "transfer.reversed":
      return { workspaceId: null, ...(await applyReversal(tx, event.data.object)) };
    case "payout.failed":
    case "payout.paid":
      return await applyPayoutEvent(tx, event);
    case "radar.early_fraud_warning.created":
      return await applyWarning(tx, event.data.object, now);
    default:
      return await applyPaymentEvent(tx, event, now);
  }
}

async function applyPayoutEvent(
  tx: Transaction,
  event: Stripe.PayoutFailedEvent | Stripe.PayoutPaidEvent,
): Promise<EventEffect> {
  const { account: accountId, type, created } = event;
  const news = { accountId, type, payout: event.data.object, at: new Date(created * 1000) };
  const { effect, refused } = await applyBankPayout(tx, news);
  return { effect, workspaceId: null, refusedByBank: refused };
}

async function applyPaymentEvent(tx: Transaction, event: Stripe.Event, now: Date): Promise<EventEffect> {
  const facts = factsOfEvent(event);
  const before = facts?.paymentId ? await lockPayment(tx, facts.paymentId) : null;
  if (!before || !facts) return IGNORED;
  const decision = decidePayment(before, facts);
  await applyPayment(tx, { payment: before, facts, decision, now });
  const after = await tx.payment.findUniqueOrThrow({ where: { id: before.id } });
  return { effect: effectOf(decision), workspaceId: before.workspaceId, payment: { before, after } };
}

async function applyRefundEvent(tx: Transaction, refund: Stripe.Refund, now: Date): Promise<EventEffect> {
  const ours = refund.metadata?.refund
    ? await tx.refund.findUnique({ where: { id: refund.metadata.refund } })
    : await tx.refund.findUnique({ where: { processorId: refund.id } });
  const row = ours ?? (await adoptRefund(tx, refund, now));
  if (!row) return IGNORED;
  // Several events tell of the same end at once: what it was before is read under the payment's lock.
  await lockPayment(tx, row.paymentId);
  const before = await tx.refund.findUniqueOrThrow({ where: { id: row.id } });
  const after = await applyRefundNews(tx, row.id, { ...newsOf(refund), now });
  const failedRefundId = before.status !== "failed" && after?.status === "failed" ? row.id : null;
  return { effect: `refund_${after?.status ?? "unknown"}`, workspaceId: row.workspaceId, failedRefundId };
}

/** A refund made in the processor's own dashboard: the money has gone, so the credit goes too, even below zero. */
async function adoptRefund(tx: Transaction, refund: Stripe.Refund, now: Date) {
  const intentId = idOf(refund.payment_intent);
  const found = intentId === null ? null : await tx.payment.findUnique({ where: { paymentIntentId: intentId } });
  const payment = found && (await lockPayment(tx, found.id));
  if (!payment) return null;
  const id = newId("refund");
  const { journalId } = await postJournal(tx, {
    kind: "refund",
    idempotencyKey: `refund:${refund.id}`,
    eventAt: now,
    memo: `Refunded at the processor, payment ${payment.id}`,
    reverses: null,
    postings: refundPostings(payment.workspaceId, refund.amount),
  });
  await tx.payment.update({ where: { id: payment.id }, data: { refundedCents: { increment: refund.amount } } });
  return await tx.refund.create({
    data: {
      id,
      paymentId: payment.id,
      workspaceId: payment.workspaceId,
      status: "submitting",
      amountCents: refund.amount,
      origin: "processor",
      processorId: refund.id,
      journalId,
      createdAt: now,
    },
  });
}

async function applyDisputeEvent(
  tx: Transaction,
  dispute: Stripe.Dispute,
  arrival: EventArrival,
): Promise<EventEffect> {
  const intentId = idOf(dispute.payment_intent);
  const payment = intentId === null ? null : await tx.payment.findUnique({ where: { paymentIntentId: intentId } });
  const inFlightNano = payment ? await arrival.inFlightNano(payment.workspaceId) : 0n;
  const applied = await applyDispute(tx, { dispute, inFlightNano, now: arrival.now });
  if (!applied) throw new Error(`dispute ${dispute.id} is about a payment that is not known here`);
  return { effect: applied.effect, workspaceId: applied.workspaceId, disputeId: applied.changed ? dispute.id : null };
}

async function applyWarning(tx: Transaction, warning: Stripe.Radar.EarlyFraudWarning, now: Date): Promise<EventEffect> {
  const intentId = idOf(warning.payment_intent);
  const payment = intentId === null ? null : await tx.payment.findUnique({ where: { paymentIntentId: intentId } });
  if (!payment) throw new Error(`fraud warning ${warning.id} is about a payment that is not known here`);
  const detail = `The card's issuer suspects fraud: ${warning.fraud_type.replaceAll("_", " ")}.`;
  await openRiskCase(tx, { id: warning.id, kind: "fraud_warning", payment, detail, now });
  return { effect: "risk_case_opened", workspaceId: null };
}
