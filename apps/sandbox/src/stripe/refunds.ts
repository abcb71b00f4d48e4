import type Stripe from "stripe";
import { addBalanceTransaction } from "./balance.ts";
import { emitEvent, type StripeAccount } from "./emit-event.ts";
import { cardOf } from "./payment-methods.ts";
import { noSuch, StripeApiError } from "./stripe-api-error.ts";
import { idOf, stripeId } from "./stripe-id.ts";
import type { StripeStore } from "./stripe-store.ts";

/** How long a pending refund stays pending and a failing one looks fine. */
const REFUND_SECONDS = 60;

export type RefundOrder = {
  amount: number | undefined;
  reason: Stripe.RefundCreateParams.Reason | null;
  metadata: Record<string, string>;
};

/** The successful charge a refund is about. */
export function chargeToRefund(store: StripeStore, sent: Stripe.RefundCreateParams): Stripe.Charge {
  const intent = sent.payment_intent === undefined ? undefined : store.state.paymentIntents[sent.payment_intent];
  if (sent.payment_intent !== undefined && intent === undefined)
    throw noSuch("payment_intent", sent.payment_intent, "payment_intent");
  const id = sent.charge ?? idOf(intent?.latest_charge ?? null);
  const charge = id === undefined ? undefined : store.state.charges[id];
  if (charge === undefined || !charge.paid) {
    if (sent.charge !== undefined) throw noSuch("charge", sent.charge, "charge");
    throw new StripeApiError({
      status: 400,
      message: "This PaymentIntent does not have a successful charge to refund.",
    });
  }
  return charge;
}

/** Gives money of a charge back. */
export function createRefund(account: StripeAccount, charge: Stripe.Charge, order: RefundOrder): Stripe.Refund {
  const { store } = account;
  const left = charge.amount - charge.amount_refunded;
  const amount = order.amount ?? left;
  check(charge, amount, left);
  const { aftermath } = cardOf(store, charge.payment_method ?? "");
  const refund = newRefund(charge, { ...order, amount }, store.now());
  refund.balance_transaction = addBalanceTransaction(store, {
    type: "refund",
    category: "refund",
    amount: -amount,
    currency: charge.currency,
    source: refund.id,
    description: "REFUND FOR CHARGE",
  }).id;
  if (aftermath === "refund_pending") refund.status = "pending";
  if (aftermath === "refund_pending" || aftermath === "refund_fails")
    store.state.due.push({ at: store.now() + REFUND_SECONDS, what: "refund", id: refund.id });
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount;
  store.state.refunds[refund.id] = refund;
  emitEvent(account, "refund.created", refund);
  emitEvent(account, "charge.refunded", charge);
  return refund;
}

function check(charge: Stripe.Charge, amount: number, left: number): void {
  if (charge.disputed)
    throw new StripeApiError({
      status: 400,
      code: "charge_disputed",
      message: `Charge ${charge.id} has been charged back; cannot issue a refund.`,
    });
  if (left <= 0)
    throw new StripeApiError({
      status: 400,
      code: "charge_already_refunded",
      message: `Charge ${charge.id} has already been refunded.`,
    });
  if (amount <= 0)
    throw new StripeApiError({
      status: 400,
      code: "parameter_invalid_integer",
      param: "amount",
      message: "Invalid positive integer",
    });
  if (amount > left)
    throw new StripeApiError({
      status: 400,
      param: "amount",
      message: `Refund amount ($${(amount / 100).toFixed(2)}) is greater than unrefunded amount on charge ($${(left / 100).toFixed(2)})`,
    });
}

function newRefund(charge: Stripe.Charge, order: RefundOrder & { amount: number }, created: number): Stripe.Refund {
  return {
    id: stripeId("re_"),
    object: "refund",
    amount: order.amount,
    balance_transaction: null,
    charge: charge.id,
    created,
    currency: charge.currency,
    customer: idOf(charge.customer) ?? null,
    customer_account: null,
    destination_details: { card: { reference_status: "pending", type: "refund" }, type: "card" },
    metadata: order.metadata,
    payment_intent: idOf(charge.payment_intent) ?? null,
    payment_method: charge.payment_method,
    reason: order.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: "succeeded",
    transfer_reversal: null,
  };
}

/** What becomes of a refund after a while: pending ones arrive, those of failing cards come back. */
export function settleRefund(account: StripeAccount, refund: Stripe.Refund): void {
  if (refund.status === "pending") succeedRefund(account, refund);
  else failRefund(account, refund);
}

export function succeedRefund(account: StripeAccount, refund: Stripe.Refund): void {
  if (refund.status !== "pending") return;
  refund.status = "succeeded";
  emitEvent(account, "refund.updated", refund);
}

/** The bank could not credit the card: the money returns to the balance. */
export function failRefund(account: StripeAccount, refund: Stripe.Refund): void {
  const { store } = account;
  const charge = store.state.charges[idOf(refund.charge) ?? ""];
  if (charge === undefined || refund.status === "failed") return;
  refund.status = "failed";
  refund.failure_reason = "expired_or_canceled_card";
  refund.failure_balance_transaction = addBalanceTransaction(store, {
    type: "refund_failure",
    category: "refund_failure",
    amount: refund.amount,
    currency: refund.currency,
    source: refund.id,
    description: "REFUND FAILURE",
  }).id;
  charge.amount_refunded -= refund.amount;
  charge.refunded = false;
  emitEvent(account, "refund.updated", refund);
  emitEvent(account, "refund.failed", refund);
}
