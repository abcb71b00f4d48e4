import type Stripe from "stripe";
import { attemptPayment } from "../attempt-payment.ts";
import { createSession } from "../create-session.ts";
import { newCustomer, updateCustomer } from "../customers.ts";
import { emitEvent, type StripeAccount } from "../emit-event.ts";
import { newPaymentIntent, newSetupIntent } from "../new-intent.ts";
import { attachPaymentMethod, detachPaymentMethod, takePaymentMethod } from "../payment-methods.ts";
import type { Endpoint } from "../schema/stripe-types.ts";
import { expireSession } from "../sessions.ts";
import { attemptSetup } from "../setups.ts";
import { noSuch, StripeApiError } from "../stripe-api-error.ts";
import { idOf, readMetadata } from "../stripe-id.ts";
import type { StoredSession } from "../stripe-store.ts";
import { type Call, createdIn, type Handlers, page } from "./handler.ts";

type MoneyIn = Extract<
  Endpoint,
  `${string} /v1/${"checkout" | "customers" | "payment_intents" | "payment_methods" | "setup_intents"}${string}`
>;

/** Customers, their cards and how they pay. */
export const MONEY_IN: Handlers<MoneyIn> = {
  "POST /v1/checkout/sessions": ({ store }, { sent, publicUrl }) =>
    showSession(createSession(store, sent, publicUrl), sent),
  "GET /v1/checkout/sessions": ({ store }, { sent }) => {
    const sessions = Object.values(store.state.sessions).map(({ session }) => session);
    const wanted = sessions.filter(
      (session) =>
        (sent.payment_intent === undefined || session.payment_intent === sent.payment_intent) &&
        (sent.customer === undefined || session.customer === sent.customer) &&
        (sent.status === undefined || session.status === sent.status) &&
        createdIn(session.created, sent.created),
    );
    return page(wanted, sent, "/v1/checkout/sessions");
  },
  "GET /v1/checkout/sessions/{id}": (account, { sent, id }) => showSession(findSession(account, id), sent),
  "POST /v1/checkout/sessions/{id}/expire": (account, { sent, id }) => {
    const stored = findSession(account, id);
    if (!expireSession(account, stored)) {
      const message = `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${stored.session.status}.`;
      throw new StripeApiError({ status: 400, message });
    }
    return showSession(stored, sent);
  },
  "GET /v1/checkout/sessions/{id}/line_items": (account, { sent, id }) =>
    page([...findSession(account, id).lineItems].reverse(), sent, `/v1/checkout/sessions/${id}/line_items`),
  "GET /v1/customers": ({ store }, { sent }) =>
    page(
      Object.values(store.state.customers).filter(
        ({ email, created }) => (sent.email === undefined || email === sent.email) && createdIn(created, sent.created),
      ),
      sent,
      "/v1/customers",
    ),
  "POST /v1/customers": (account, { sent }) => newCustomer(account, sent),
  "GET /v1/customers/{id}": (account, { id }) => findCustomer(account, id),
  "POST /v1/customers/{id}": (account, { sent, id }) => {
    const customer = findCustomer(account, id);
    updateCustomer(account, customer, sent);
    return customer;
  },
  "GET /v1/customers/{id}/payment_methods": (account, { sent, id }) => {
    findCustomer(account, id);
    const methods = Object.values(account.store.state.paymentMethods).filter((method) => method.customer === id);
    return page(methods, sent, `/v1/customers/${id}/payment_methods`);
  },
  "GET /v1/payment_methods/{id}": ({ store }, { id }) => found(store.state.paymentMethods[id], "PaymentMethod", id),
  "POST /v1/payment_methods/{id}/attach": (account, { sent, id }) => {
    const method = takePaymentMethod(account.store, id);
    if (sent.customer === undefined)
      throw new StripeApiError({ status: 400, message: "Missing required param: customer." });
    attachPaymentMethod(account, method, sent.customer);
    return method;
  },
  "POST /v1/payment_methods/{id}/detach": (account, { id }) => {
    const method = found(account.store.state.paymentMethods[id], "PaymentMethod", id);
    detachPaymentMethod(account, method);
    return method;
  },
  "GET /v1/payment_intents": ({ store }, { sent }) =>
    page(
      Object.values(store.state.paymentIntents).filter(
        ({ customer, created }) =>
          (sent.customer === undefined || customer === sent.customer) && createdIn(created, sent.created),
      ),
      sent,
      "/v1/payment_intents",
    ),
  "POST /v1/payment_intents": createIntent,
  "GET /v1/payment_intents/{id}": ({ store }, { id }) => found(store.state.paymentIntents[id], "payment_intent", id),
  "POST /v1/payment_intents/{id}/confirm": (account, { sent, id, publicUrl }) => {
    const intent = found(account.store.state.paymentIntents[id], "payment_intent", id);
    if (intent.status !== "requires_payment_method" && intent.status !== "requires_confirmation")
      throw unexpected(intent);
    return confirm(account, intent, { ...sent, publicUrl });
  },
  "POST /v1/payment_intents/{id}/cancel": (account, { sent, id }) => {
    const intent = found(account.store.state.paymentIntents[id], "payment_intent", id);
    if (intent.status === "succeeded" || intent.status === "canceled") throw unexpected(intent);
    intent.status = "canceled";
    intent.canceled_at = account.store.now();
    intent.cancellation_reason = sent.cancellation_reason ?? null;
    intent.next_action = null;
    emitEvent(account, "payment_intent.canceled", intent);
    return intent;
  },
  "POST /v1/setup_intents": (account, { sent, publicUrl }) => {
    const { store } = account;
    const customer = sent.customer === undefined ? null : findCustomer(account, sent.customer, "customer").id;
    const metadata = readMetadata(sent.metadata);
    const setup = newSetupIntent({ metadata, created: store.now(), customer, setup_future_usage: sent.usage });
    store.state.setupIntents[setup.id] = setup;
    emitEvent(account, "setup_intent.created", setup);
    return sent.confirm === true ? confirmSetup(account, setup, { ...sent, publicUrl }) : setup;
  },
  "GET /v1/setup_intents/{id}": ({ store }, { id }) => found(store.state.setupIntents[id], "setupintent", id),
  "POST /v1/setup_intents/{id}/confirm": (account, { sent, id, publicUrl }) =>
    confirmSetup(account, found(account.store.state.setupIntents[id], "setupintent", id), { ...sent, publicUrl }),
};

function createIntent(account: StripeAccount, { sent, publicUrl }: Call<"POST /v1/payment_intents">): unknown {
  const { store } = account;
  if (sent.amount < 50) {
    const message = "Amount must be at least $0.50 usd";
    throw new StripeApiError({ status: 400, code: "amount_too_small", param: "amount", message });
  }
  const customer = sent.customer === undefined ? null : findCustomer(account, sent.customer, "customer").id;
  const intent = newPaymentIntent({
    created: store.now(),
    amount: sent.amount,
    currency: sent.currency.toLowerCase(),
    customer,
    description: sent.description,
    metadata: readMetadata(sent.metadata),
    receipt_email: sent.receipt_email,
    setup_future_usage: sent.setup_future_usage,
    transfer_group: sent.transfer_group,
  });
  if (sent.automatic_payment_methods !== undefined)
    intent.automatic_payment_methods = { allow_redirects: "always", ...sent.automatic_payment_methods };
  store.state.paymentIntents[intent.id] = intent;
  emitEvent(account, "payment_intent.created", intent);
  return sent.confirm === true ? confirm(account, intent, { ...sent, publicUrl }) : intent;
}

type Confirmation = {
  payment_method?: string;
  off_session?: boolean | string;
  return_url?: string;
  publicUrl: string;
};

/** Pays with a card that the customer has saved or that a token names. A refusal answers 402 and keeps the intent. */
function confirm(account: StripeAccount, intent: Stripe.PaymentIntent, by: Confirmation): Stripe.PaymentIntent {
  const id = by.payment_method ?? idOf(intent.payment_method);
  if (id === undefined) {
    const message = "You cannot confirm this PaymentIntent because it's missing a payment method.";
    throw new StripeApiError({ status: 400, code: "payment_intent_unexpected_state", message });
  }
  const method = takePaymentMethod(account.store, id);
  const owner = idOf(method.customer);
  if (owner !== undefined && owner !== idOf(intent.customer)) {
    const message = `The PaymentMethod ${id} belongs to another customer.`;
    throw new StripeApiError({ status: 400, param: "payment_method", message });
  }
  const result = attemptPayment(account, intent, {
    method,
    offSession: by.off_session === true || typeof by.off_session === "string",
    authenticated: false,
    authenticationUrl: `${by.publicUrl}/authenticate/${intent.id}`,
    returnUrl: by.return_url ?? null,
  });
  if (result.kind !== "failed") return intent;
  throw cardError(result.error, { payment_intent: structuredClone(intent) });
}

function confirmSetup(account: StripeAccount, setup: Stripe.SetupIntent, by: Confirmation): Stripe.SetupIntent {
  if (by.payment_method === undefined)
    throw new StripeApiError({
      status: 400,
      param: "payment_method",
      message: "Missing required param: payment_method.",
    });
  const result = attemptSetup(account, setup, {
    method: takePaymentMethod(account.store, by.payment_method),
    authenticationUrl: `${by.publicUrl}/authenticate/${setup.id}`,
    returnUrl: by.return_url ?? null,
  });
  if (result.kind !== "failed") return setup;
  throw cardError(result.error, { setup_intent: structuredClone(setup) });
}

function cardError(
  error: { code?: string; decline_code?: string; message?: string },
  about: Record<string, unknown>,
): StripeApiError {
  return new StripeApiError({
    status: 402,
    type: "card_error",
    message: error.message ?? "Your card was declined.",
    ...(error.code === undefined ? {} : { code: error.code }),
    ...(error.decline_code === undefined ? {} : { declineCode: error.decline_code }),
    about,
  });
}

function unexpected(intent: Stripe.PaymentIntent): StripeApiError {
  const message = `This PaymentIntent's status is ${intent.status}, so this cannot be done.`;
  return new StripeApiError({
    status: 400,
    code: "payment_intent_unexpected_state",
    message,
    about: { payment_intent: structuredClone(intent) },
  });
}

function findSession({ store }: StripeAccount, id: string): StoredSession {
  return found(store.state.sessions[id], "checkout.session", id);
}

function findCustomer({ store }: StripeAccount, id: string, param = "id"): Stripe.Customer {
  const customer = store.state.customers[id];
  if (customer === undefined) throw noSuch("customer", id, param);
  return customer;
}

export function found<T>(object: T | undefined, name: string, id: string): T {
  if (object === undefined) throw noSuch(name, id);
  return object;
}

/** Line items appear in a session only when they are asked for. */
function showSession({ session, lineItems }: StoredSession, { expand = [] }: { expand?: string[] }): unknown {
  if (!expand.some((path) => path.split(".")[0] === "line_items")) return session;
  const url = `/v1/checkout/sessions/${session.id}/line_items`;
  return { ...session, line_items: { object: "list", data: lineItems, has_more: false, url } };
}
