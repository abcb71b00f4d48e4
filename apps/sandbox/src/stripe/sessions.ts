import type Stripe from "stripe";
import { type AttemptResult, answerAuthentication, attemptPayment } from "./attempt-payment.ts";
import { customerDetails } from "./create-session.ts";
import { newCustomer } from "./customers.ts";
import { emitEvent, type StripeAccount } from "./emit-event.ts";
import { newPaymentIntent, newSetupIntent } from "./new-intent.ts";
import { answerSetup, attemptSetup } from "./setups.ts";
import type { StoredSession } from "./stripe-store.ts";

export type PaymentResult =
  | { kind: "paid" }
  | { kind: "authenticate" }
  | { kind: "declined"; message: string }
  | { kind: "closed" };

/** Attempts a payment, or the saving of a card, on an open session. Nothing is awaited: a second submit cannot pay twice. */
export function paySession(account: StripeAccount, stored: StoredSession, method: Stripe.PaymentMethod): PaymentResult {
  const { session } = stored;
  if (session.status !== "open") return { kind: "closed" };
  const authenticationUrl = `${session.url ?? ""}/confirm`;
  const details = method.billing_details;
  session.customer_details = customerDetails(details.email ?? "", details.name);
  if (session.mode === "setup") {
    const setup = setupOf(account, stored);
    const result = attemptSetup(account, setup, { method, authenticationUrl, returnUrl: null });
    return follow(account, stored, result);
  }
  if (session.customer === null && session.customer_creation === "always") {
    const customer = newCustomer(account, { email: details.email ?? "", name: details.name ?? undefined });
    session.customer = customer.id;
  }
  const intent = intentOf(account, stored);
  const result = attemptPayment(account, intent, {
    method,
    offSession: false,
    authenticated: false,
    authenticationUrl,
    returnUrl: null,
  });
  return follow(account, stored, result);
}

/** The buyer's answer on the confirmation step. Refusing leaves the session open for another card. */
export function confirmSession(account: StripeAccount, stored: StoredSession, approved: boolean): PaymentResult {
  const id = stored.pendingIntentId ?? "";
  const { paymentIntents, setupIntents } = account.store.state;
  const intent = paymentIntents[id];
  const setup = setupIntents[id];
  if (stored.session.status !== "open") return { kind: "closed" };
  if (intent?.status === "requires_action")
    return follow(account, stored, answerAuthentication(account, intent, approved));
  if (setup?.status === "requires_action") return follow(account, stored, answerSetup(account, setup, approved));
  return { kind: "closed" };
}

/** Whether the session waits for the buyer on the bank's page. */
export function waitsForBuyer(account: StripeAccount, stored: StoredSession): boolean {
  const id = stored.pendingIntentId ?? "";
  const { paymentIntents, setupIntents } = account.store.state;
  return (paymentIntents[id] ?? setupIntents[id])?.status === "requires_action";
}

function follow(
  account: StripeAccount,
  stored: StoredSession,
  result: AttemptResult | { kind: "failed"; error: { message?: string } },
): PaymentResult {
  switch (result.kind) {
    case "requires_action":
      return { kind: "authenticate" };
    case "failed":
      return { kind: "declined", message: result.error.message ?? "Your card was declined." };
    case "succeeded":
      complete(account, stored);
      return { kind: "paid" };
  }
}

function complete(account: StripeAccount, { session, pendingIntentId }: StoredSession): void {
  session.status = "complete";
  session.url = null;
  if (session.mode === "setup") {
    session.setup_intent = pendingIntentId;
  } else {
    session.payment_status = "paid";
    session.payment_intent = pendingIntentId;
  }
  emitEvent(account, "checkout.session.completed", session);
}

/** One intent per session, made at the first attempt, as hosted checkout does. */
function intentOf(account: StripeAccount, stored: StoredSession): Stripe.PaymentIntent {
  const { store } = account;
  const existing = store.state.paymentIntents[stored.pendingIntentId ?? ""];
  if (existing !== undefined) return existing;
  const { session, intentData } = stored;
  const customer = typeof session.customer === "string" ? session.customer : null;
  const amount = session.amount_total ?? 0;
  const currency = session.currency ?? "usd";
  const intent = newPaymentIntent({ ...intentData, created: store.now(), amount, currency, customer });
  stored.pendingIntentId = intent.id;
  store.state.paymentIntents[intent.id] = intent;
  emitEvent(account, "payment_intent.created", intent);
  return intent;
}

function setupOf(account: StripeAccount, stored: StoredSession): Stripe.SetupIntent {
  const { store } = account;
  const existing = store.state.setupIntents[stored.pendingIntentId ?? ""];
  if (existing !== undefined) return existing;
  const customer = typeof stored.session.customer === "string" ? stored.session.customer : null;
  const setup = newSetupIntent({ ...stored.intentData, created: store.now(), customer });
  stored.pendingIntentId = setup.id;
  store.state.setupIntents[setup.id] = setup;
  emitEvent(account, "setup_intent.created", setup);
  return setup;
}

/** Closes an open session nobody paid. Returns false when it was not open. */
export function expireSession(account: StripeAccount, stored: StoredSession): boolean {
  if (stored.session.status !== "open") return false;
  stored.session.status = "expired";
  stored.session.url = null;
  emitEvent(account, "checkout.session.expired", stored.session);
  return true;
}
