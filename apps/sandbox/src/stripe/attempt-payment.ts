import type Stripe from "stripe";
import { addBalanceTransaction, cardFee, SETTLEMENT_SECONDS } from "./balance.ts";
import { openDispute } from "./disputes.ts";
import { emitEvent, type StripeAccount } from "./emit-event.ts";
import { newCharge } from "./new-charge.ts";
import { attachPaymentMethod, cardOf } from "./payment-methods.ts";
import { StripeApiError } from "./stripe-api-error.ts";
import { idOf, stripeId } from "./stripe-id.ts";
import type { TestCard } from "./test-cards.ts";

export type Attempt = {
  method: Stripe.PaymentMethod;
  /** The buyer is not there: what needs them fails. */
  offSession: boolean;
  /** The buyer has just approved it. */
  authenticated: boolean;
  /** Where the bank's page is and where it sends the buyer afterwards. */
  authenticationUrl: string;
  returnUrl: string | null;
};

export type AttemptResult =
  | { kind: "succeeded" }
  | { kind: "requires_action" }
  | { kind: "failed"; error: Stripe.PaymentIntent.LastPaymentError };

/** Tries to pay an intent with a card, and books what comes of it. Nothing is awaited: an attempt cannot meet another half-way. */
export function attemptPayment(account: StripeAccount, intent: Stripe.PaymentIntent, attempt: Attempt): AttemptResult {
  const { store } = account;
  const { method, authenticated } = attempt;
  const card = cardOf(store, method.id);
  intent.payment_method = method.id;
  intent.next_action = null;
  if (card.effect.kind === "declines") return decline(account, intent, { method, effect: card.effect });
  if (card.effect.kind === "authenticates" && !authenticated) {
    const approvedBefore = card.effect.when === "unless_set_up" && store.state.cards[method.id]?.setUp === true;
    if (attempt.offSession && !approvedBefore) return fail(account, intent, needsOwner(method));
    if (!attempt.offSession) return askOwner(account, intent, attempt);
  }
  succeed(account, intent, { method, card, authenticated });
  return { kind: "succeeded" };
}

/** The buyer's answer on the bank's page. */
export function answerAuthentication(
  account: StripeAccount,
  intent: Stripe.PaymentIntent,
  approved: boolean,
): AttemptResult {
  const method = account.store.state.paymentMethods[idOf(intent.payment_method) ?? ""];
  if (intent.status !== "requires_action" || method === undefined)
    throw new StripeApiError({ status: 400, message: "This payment does not wait for anybody." });
  if (approved) {
    intent.next_action = null;
    succeed(account, intent, { method, card: cardOf(account.store, method.id), authenticated: true });
    return { kind: "succeeded" };
  }
  return fail(account, intent, {
    type: "invalid_request_error",
    code: "payment_intent_authentication_failure",
    message: "We could not confirm this card. Choose another card and try again.",
    payment_method: method,
  });
}

function askOwner(account: StripeAccount, intent: Stripe.PaymentIntent, attempt: Attempt): AttemptResult {
  intent.status = "requires_action";
  intent.next_action = {
    type: "redirect_to_url",
    redirect_to_url: { return_url: attempt.returnUrl, url: attempt.authenticationUrl },
  };
  emitEvent(account, "payment_intent.requires_action", intent);
  return { kind: "requires_action" };
}

function needsOwner(method: Stripe.PaymentMethod): Stripe.PaymentIntent.LastPaymentError {
  return {
    type: "card_error",
    code: "authentication_required",
    decline_code: "authentication_required",
    doc_url: "https://stripe.com/docs/error-codes/authentication-required",
    message: "Your card was declined. This transaction requires authentication.",
    payment_method: method,
  };
}

type Declined = { method: Stripe.PaymentMethod; effect: Extract<TestCard["effect"], { kind: "declines" }> };

function decline(account: StripeAccount, intent: Stripe.PaymentIntent, declined: Declined): AttemptResult {
  const { method, effect } = declined;
  const { store } = account;
  const charge = newCharge({ intent, method, created: store.now(), declined: effect, authenticated: false });
  store.state.charges[charge.id] = charge;
  intent.latest_charge = charge.id;
  emitEvent(account, "charge.failed", charge);
  return fail(account, intent, {
    type: "card_error",
    charge: charge.id,
    code: declineCode(effect.code),
    decline_code: effect.declineCode,
    doc_url: `https://stripe.com/docs/error-codes/${effect.code.replaceAll("_", "-")}`,
    message: effect.message,
    payment_method: method,
  });
}

function declineCode(code: string): "card_declined" | "expired_card" {
  return code === "expired_card" ? "expired_card" : "card_declined";
}

function fail(
  account: StripeAccount,
  intent: Stripe.PaymentIntent,
  error: Stripe.PaymentIntent.LastPaymentError,
): AttemptResult {
  intent.status = "requires_payment_method";
  intent.payment_method = null;
  intent.next_action = null;
  intent.last_payment_error = structuredClone(error);
  emitEvent(account, "payment_intent.payment_failed", intent);
  return { kind: "failed", error };
}

type Paid = { method: Stripe.PaymentMethod; card: TestCard; authenticated: boolean };

function succeed(account: StripeAccount, intent: Stripe.PaymentIntent, paid: Paid): void {
  const { store } = account;
  const { method, card, authenticated } = paid;
  const customer = idOf(intent.customer);
  if (intent.setup_future_usage !== null && customer !== undefined) {
    attachPaymentMethod(account, method, customer);
    store.state.cards[method.id] = { number: card.number, setUp: true };
  }
  const charge = newCharge({ intent, method, created: store.now(), declined: null, authenticated });
  const transaction = addBalanceTransaction(store, {
    type: "charge",
    category: "charge",
    amount: charge.amount,
    fee: cardFee(charge.amount),
    currency: charge.currency,
    source: charge.id,
    description: charge.description,
    availableIn: card.aftermath === "available_at_once" ? 0 : SETTLEMENT_SECONDS,
  });
  charge.balance_transaction = transaction.id;
  intent.status = "succeeded";
  intent.amount_received = intent.amount;
  intent.latest_charge = charge.id;
  intent.last_payment_error = null;
  store.state.charges[charge.id] = charge;
  emitEvent(account, "charge.succeeded", charge);
  emitEvent(account, "payment_intent.succeeded", intent);
  follow(account, charge, card);
}

/** What some test cards bring after the payment. */
function follow(account: StripeAccount, charge: Stripe.Charge, { aftermath }: TestCard): void {
  if (aftermath === "warning") warnOfFraud(account, charge);
  if (aftermath === "dispute") openDispute(account, charge, { reason: "fraudulent", inquiry: false });
  if (aftermath === "inquiry") openDispute(account, charge, { reason: "fraudulent", inquiry: true });
}

/** The card's issuer suspects fraud; often a dispute follows. */
export function warnOfFraud(account: StripeAccount, charge: Stripe.Charge): Stripe.Radar.EarlyFraudWarning {
  const warning: Stripe.Radar.EarlyFraudWarning = {
    id: stripeId("issfr_"),
    object: "radar.early_fraud_warning",
    actionable: !charge.refunded && !charge.disputed,
    charge: charge.id,
    created: account.store.now(),
    fraud_type: "made_with_stolen_card",
    livemode: false,
    ...(idOf(charge.payment_intent) === undefined ? {} : { payment_intent: idOf(charge.payment_intent) ?? "" }),
  };
  account.store.state.warnings[warning.id] = warning;
  emitEvent(account, "radar.early_fraud_warning.created", warning);
  return warning;
}
