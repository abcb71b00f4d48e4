import type Stripe from "stripe";
import { customerDetails } from "./create-session.ts";
import { emitEvent, type StripeAccount } from "./emit-event.ts";
import { newCustomer } from "./new-customer.ts";
import { newBalanceTransaction, newCharge, newPaymentIntent, newPaymentMethod } from "./payment-objects.ts";
import { stripeId, unixSeconds } from "./stripe-id.ts";
import type { CardSummary, StoredSession } from "./stripe-store.ts";
import type { CardEffect } from "./test-cards.ts";

export type PaymentResult =
  | { kind: "paid" }
  | { kind: "authenticate" }
  | { kind: "declined"; message: string }
  | { kind: "closed" };

/** Attempts a payment on an open session: pays, declines, or asks the buyer to confirm first. */
export async function paySession(
  account: StripeAccount,
  stored: StoredSession,
  attempt: { card: CardSummary; effect: CardEffect },
): Promise<PaymentResult> {
  if (stored.session.status !== "open") {
    return { kind: "closed" };
  }
  const intent = await intentOf(account, stored);
  const method = withCard(newPaymentMethod(attempt.card), attempt.card);
  account.store.state.paymentMethods[method.id] = method;
  intent.payment_method = method.id;
  switch (attempt.effect.kind) {
    case "authenticates":
      stored.waitingCard = attempt.card;
      intent.status = "requires_action";
      intent.next_action = {
        type: "redirect_to_url",
        redirect_to_url: { return_url: null, url: `${stored.session.url}/confirm` },
      };
      await account.store.save();
      return { kind: "authenticate" };
    case "declines":
      return await decline(account, stored, { intent, method, ...attempt, effect: attempt.effect });
    case "succeeds":
      return await succeed(account, stored, { intent, method, card: attempt.card, authenticated: false });
  }
}

/** The buyer's answer on the confirmation step. Refusing leaves the session open for another card. */
export async function confirmPayment(
  account: StripeAccount,
  stored: StoredSession,
  approved: boolean,
): Promise<PaymentResult> {
  const { waitingCard: card, session } = stored;
  const intent = account.store.state.paymentIntents[stored.pendingIntentId ?? ""];
  const method = account.store.state.paymentMethods[idOf(intent?.payment_method ?? null) ?? ""];
  if (card === null || session.status !== "open" || intent === undefined || method === undefined) {
    return { kind: "closed" };
  }
  stored.waitingCard = null;
  intent.next_action = null;
  if (approved) {
    return await succeed(account, stored, { intent, method, card, authenticated: true });
  }
  const message = "We could not confirm this card. Choose another card and try again.";
  const error: Stripe.PaymentIntent.LastPaymentError = {
    type: "invalid_request_error",
    code: "payment_intent_authentication_failure",
    message,
    payment_method: method,
  };
  failIntent(intent, error);
  await emitEvent(account, "payment_intent.payment_failed", intent);
  await account.store.save();
  return { kind: "declined", message };
}

type Attempt = { intent: Stripe.PaymentIntent; method: Stripe.PaymentMethod; card: CardSummary };

async function succeed(
  account: StripeAccount,
  stored: StoredSession,
  attempt: Attempt & { authenticated: boolean },
): Promise<PaymentResult> {
  const { intent, method, card, authenticated } = attempt;
  const { store } = account;
  const { session } = stored;
  // Checked and closed in one step, with nothing awaited in between: a second submit cannot pay twice.
  if (session.status !== "open") {
    return { kind: "closed" };
  }
  session.status = "complete";
  session.payment_status = "paid";
  session.payment_intent = intent.id;
  session.url = null;
  const customer = takeCustomer(account, stored, card);
  session.customer = customer?.id ?? session.customer;
  session.customer_details = customerDetails(card.email, card.name);
  intent.customer = session.customer;
  const effect = { kind: "succeeds" } as const;
  const charge = newCharge({ intent, card, paymentMethodId: method.id, effect, authenticated });
  const transaction = newBalanceTransaction(charge);
  charge.balance_transaction = transaction.id;
  intent.status = "succeeded";
  intent.amount_received = intent.amount;
  intent.latest_charge = charge.id;
  intent.last_payment_error = null;
  store.state.charges[charge.id] = charge;
  store.state.balanceTransactions[transaction.id] = transaction;
  await Promise.all([
    customer === undefined ? undefined : emitEvent(account, "customer.created", customer),
    emitEvent(account, "charge.succeeded", charge),
    emitEvent(account, "payment_intent.succeeded", intent),
    emitEvent(account, "checkout.session.completed", session),
  ]);
  await store.save();
  return { kind: "paid" };
}

async function decline(
  account: StripeAccount,
  stored: StoredSession,
  attempt: Attempt & { effect: Extract<CardEffect, { kind: "declines" }> },
): Promise<PaymentResult> {
  const { intent, method, card, effect } = attempt;
  const charge = newCharge({ intent, card, paymentMethodId: method.id, effect, authenticated: false });
  account.store.state.charges[charge.id] = charge;
  stored.waitingCard = null;
  intent.latest_charge = charge.id;
  failIntent(intent, {
    type: "card_error",
    charge: charge.id,
    code: effect.code,
    decline_code: effect.declineCode,
    doc_url: `https://stripe.com/docs/error-codes/${effect.code.replaceAll("_", "-")}`,
    message: effect.message,
    payment_method: method,
  });
  await Promise.all([
    emitEvent(account, "charge.failed", charge),
    emitEvent(account, "payment_intent.payment_failed", intent),
  ]);
  await account.store.save();
  return { kind: "declined", message: effect.message };
}

function failIntent(intent: Stripe.PaymentIntent, error: Stripe.PaymentIntent.LastPaymentError): void {
  intent.status = "requires_payment_method";
  intent.payment_method = null;
  intent.next_action = null;
  intent.last_payment_error = error;
}

/** One intent per session, made at the first attempt, as hosted checkout does. */
async function intentOf(account: StripeAccount, stored: StoredSession): Promise<Stripe.PaymentIntent> {
  const existing = account.store.state.paymentIntents[stored.pendingIntentId ?? ""];
  if (existing !== undefined) {
    return existing;
  }
  const intent = newPaymentIntent(stored);
  stored.pendingIntentId = intent.id;
  account.store.state.paymentIntents[intent.id] = intent;
  await emitEvent(account, "payment_intent.created", intent);
  return intent;
}

function takeCustomer(account: StripeAccount, stored: StoredSession, card: CardSummary): Stripe.Customer | undefined {
  if (stored.session.customer !== null || stored.session.customer_creation !== "always") {
    return undefined;
  }
  const customer = newCustomer({ email: card.email, ...(card.name === null ? {} : { name: card.name }) });
  account.store.state.customers[customer.id] = customer;
  return customer;
}

function withCard(method: Stripe.PaymentMethod, card: CardSummary): Stripe.PaymentMethod {
  return {
    ...method,
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: "US",
      display_brand: card.brand,
      exp_month: card.expMonth,
      exp_year: card.expYear,
      fingerprint: stripeId("", 16),
      funding: "credit",
      generated_from: null,
      last4: card.last4,
      networks: { available: [card.brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
  };
}

function idOf(reference: string | { id: string } | null): string | undefined {
  return typeof reference === "string" ? reference : reference?.id;
}

/** Closes an open session nobody paid. Returns false when it was not open. */
export async function expireSession(account: StripeAccount, stored: StoredSession): Promise<boolean> {
  if (stored.session.status !== "open") {
    return false;
  }
  stored.session.status = "expired";
  stored.session.url = null;
  stored.waitingCard = null;
  await emitEvent(account, "checkout.session.expired", stored.session);
  await account.store.save();
  return true;
}

/** Expires every open session whose time is up. */
export async function expireOverdue(account: StripeAccount): Promise<void> {
  const now = unixSeconds();
  for (const stored of Object.values(account.store.state.sessions)) {
    if (stored.session.status === "open" && stored.session.expires_at <= now) {
      await expireSession(account, stored);
    }
  }
}
