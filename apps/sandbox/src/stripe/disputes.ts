import type Stripe from "stripe";
import { addBalanceTransaction } from "./balance.ts";
import { emitEvent, type StripeAccount } from "./emit-event.ts";
import { StripeApiError } from "./stripe-api-error.ts";
import { idOf, stripeId } from "./stripe-id.ts";

export const DISPUTE_FEE_CENTS = 1500;
const EVIDENCE_SECONDS = 7 * 24 * 60 * 60;

export type DisputeCause = {
  reason: string;
  /** A question of the bank that may become a dispute: no money moves yet. */
  inquiry: boolean;
  /** All of what was not refunded when left out. */
  amount?: number | undefined;
};

/** The cardholder contests a charge at their bank. */
export function openDispute(account: StripeAccount, charge: Stripe.Charge, cause: DisputeCause): Stripe.Dispute {
  const { store } = account;
  if (!charge.paid || charge.disputed || charge.refunded)
    throw new StripeApiError({ status: 400, message: "This charge cannot be disputed." });
  const created = store.now();
  const dispute: Stripe.Dispute = {
    id: stripeId("du_"),
    object: "dispute",
    amount: cause.amount ?? charge.amount - charge.amount_refunded,
    balance_transactions: [],
    charge: charge.id,
    created,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence(),
    evidence_details: {
      due_by: created + EVIDENCE_SECONDS,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: cause.inquiry,
    livemode: false,
    metadata: {},
    payment_intent: idOf(charge.payment_intent) ?? null,
    payment_method_details: {
      card: {
        brand: charge.payment_method_details?.card?.brand ?? "visa",
        case_type: cause.inquiry ? "inquiry" : "chargeback",
        network: charge.payment_method_details?.card?.brand ?? "visa",
        network_reason_code: "83",
      },
      type: "card",
    },
    reason: cause.reason,
    status: cause.inquiry ? "warning_needs_response" : "needs_response",
  };
  charge.disputed = true;
  store.state.disputes[dispute.id] = dispute;
  store.state.due.push({ at: created + EVIDENCE_SECONDS, what: "dispute", id: dispute.id });
  if (!cause.inquiry) withdraw(account, dispute);
  emitEvent(account, "charge.dispute.created", dispute);
  if (!cause.inquiry) emitEvent(account, "charge.dispute.funds_withdrawn", dispute);
  return dispute;
}

function withdraw({ store }: StripeAccount, dispute: Stripe.Dispute): void {
  dispute.balance_transactions.push(
    addBalanceTransaction(store, {
      type: "adjustment",
      category: "dispute",
      amount: -dispute.amount,
      fee: DISPUTE_FEE_CENTS,
      currency: dispute.currency,
      source: dispute.id,
      description: `Chargeback withdrawal for ${idOf(dispute.charge) ?? ""}`,
    }),
  );
}

function noEvidence(): Stripe.Dispute.Evidence {
  return {
    access_activity_log: null,
    billing_address: null,
    cancellation_policy: null,
    cancellation_policy_disclosure: null,
    cancellation_rebuttal: null,
    customer_communication: null,
    customer_email_address: null,
    customer_name: null,
    customer_purchase_ip: null,
    customer_signature: null,
    duplicate_charge_documentation: null,
    duplicate_charge_explanation: null,
    duplicate_charge_id: null,
    enhanced_evidence: {},
    product_description: null,
    receipt: null,
    refund_policy: null,
    refund_policy_disclosure: null,
    refund_refusal_explanation: null,
    service_date: null,
    service_documentation: null,
    shipping_address: null,
    shipping_carrier: null,
    shipping_date: null,
    shipping_documentation: null,
    shipping_tracking_number: null,
    uncategorized_file: null,
    uncategorized_text: null,
  };
}

/** Takes evidence. Submitted, the bank decides; the text "winning_evidence" or "losing_evidence" decides at once, as in Stripe's test mode. */
export function submitEvidence(
  account: StripeAccount,
  dispute: Stripe.Dispute,
  sent: { evidence: Partial<Stripe.Dispute.Evidence>; submit: boolean },
): void {
  requireOpen(dispute);
  if (dispute.evidence_details.submission_count > 0)
    throw new StripeApiError({ status: 400, message: "Evidence for this dispute has been submitted already." });
  Object.assign(dispute.evidence, sent.evidence);
  dispute.evidence_details.has_evidence = Object.values(dispute.evidence).some((text) => typeof text === "string");
  if (sent.submit) {
    dispute.evidence_details.submission_count += 1;
    dispute.evidence_details.submission_method = "manual";
    dispute.status = dispute.status.startsWith("warning") ? "warning_under_review" : "under_review";
  }
  emitEvent(account, "charge.dispute.updated", dispute);
  const text = dispute.evidence.uncategorized_text;
  if (sent.submit && text === "winning_evidence") closeDispute(account, dispute, "won");
  if (sent.submit && text === "losing_evidence") closeDispute(account, dispute, "lost");
}

/** Gives in. */
export function acceptDispute(account: StripeAccount, dispute: Stripe.Dispute): void {
  requireOpen(dispute);
  closeDispute(account, dispute, "lost");
}

const OPEN = new Set(["needs_response", "under_review", "warning_needs_response", "warning_under_review"]);

function requireOpen(dispute: Stripe.Dispute): void {
  if (OPEN.has(dispute.status)) return;
  throw new StripeApiError({ status: 400, message: "This dispute is already closed" });
}

/** The bank's decision. Won, the money returns; the fee does not. */
export function closeDispute(account: StripeAccount, dispute: Stripe.Dispute, outcome: "won" | "lost"): void {
  if (!OPEN.has(dispute.status)) return;
  const charge = account.store.state.charges[idOf(dispute.charge) ?? ""];
  const wasInquiry = dispute.status.startsWith("warning");
  dispute.status = wasInquiry ? "warning_closed" : outcome;
  dispute.is_charge_refundable = wasInquiry || outcome === "won";
  if (charge !== undefined && (wasInquiry || outcome === "won")) charge.disputed = false;
  if (!wasInquiry && outcome === "won") {
    dispute.balance_transactions.push(
      addBalanceTransaction(account.store, {
        type: "adjustment",
        category: "dispute_reversal",
        amount: dispute.amount,
        currency: dispute.currency,
        source: dispute.id,
        description: `Chargeback reversal for ${idOf(dispute.charge) ?? ""}`,
      }),
    );
    emitEvent(account, "charge.dispute.funds_reinstated", dispute);
  }
  emitEvent(account, "charge.dispute.closed", dispute);
}
