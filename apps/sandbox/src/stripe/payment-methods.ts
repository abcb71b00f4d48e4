import type Stripe from "stripe";
import type { StripeAccount } from "./emit-event.ts";
import { emitEvent } from "./emit-event.ts";
import { noSuch, StripeApiError } from "./stripe-api-error.ts";
import { idOf, stripeId } from "./stripe-id.ts";
import type { StripeStore } from "./stripe-store.ts";
import { cardByNumber, cardByToken, type TestCard } from "./test-cards.ts";

export type CardEntry = {
  card: TestCard;
  expMonth: number;
  expYear: number;
  email: string | null;
  name: string | null;
};

/** Keeps a card somebody typed as a payment method. */
export function newPaymentMethod(
  { state, ...store }: Pick<StripeStore, "state"> & { created: number },
  entry: CardEntry,
) {
  const { card, expMonth, expYear, email, name } = entry;
  const method: Stripe.PaymentMethod = {
    id: stripeId("pm_"),
    object: "payment_method",
    allow_redisplay: "limited",
    billing_details: {
      address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
      email,
      name,
      phone: null,
      tax_id: null,
    },
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: "US",
      display_brand: card.brand,
      exp_month: expMonth,
      exp_year: expYear,
      fingerprint: `fp${card.number}`,
      funding: "credit",
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: store.created,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: "card",
  };
  state.paymentMethods[method.id] = method;
  state.cards[method.id] = { number: card.number, setUp: false };
  return method;
}

/** A payment method by id, or a new one for a token such as `pm_card_visa`. */
export function takePaymentMethod(store: StripeStore, id: string): Stripe.PaymentMethod {
  const known = store.state.paymentMethods[id];
  if (known !== undefined) return known;
  const card = cardByToken(id);
  if (card === undefined) throw noSuch("PaymentMethod", id);
  const created = store.now();
  const expYear = new Date(created * 1000).getUTCFullYear() + 3;
  return newPaymentMethod({ state: store.state, created }, { card, expMonth: 12, expYear, email: null, name: null });
}

/** The test card behind a payment method. */
export function cardOf({ state }: StripeStore, methodId: string): TestCard {
  const card = cardByNumber(state.cards[methodId]?.number ?? "");
  if (card === undefined) throw new Error(`The payment method ${methodId} has no card.`);
  return card;
}

/** Gives a payment method to a customer. A card that is refused already when it is saved stays with nobody. */
export function attachPaymentMethod(account: StripeAccount, method: Stripe.PaymentMethod, customerId: string): void {
  const { store } = account;
  if (store.state.customers[customerId] === undefined) throw noSuch("customer", customerId, "customer");
  const owner = idOf(method.customer);
  if (owner === customerId) return;
  if (owner !== undefined)
    throw new StripeApiError({
      status: 400,
      message: "The payment method you provided has already been attached to a customer.",
    });
  const { effect } = cardOf(store, method.id);
  if (effect.kind === "declines" && !effect.saves)
    throw new StripeApiError({
      status: 402,
      type: "card_error",
      code: effect.code,
      declineCode: effect.declineCode,
      message: effect.message,
    });
  method.customer = customerId;
  emitEvent(account, "payment_method.attached", method);
}

/** Takes a payment method from its customer. It can never be used again. */
export function detachPaymentMethod(account: StripeAccount, method: Stripe.PaymentMethod): void {
  const owner = account.store.state.customers[idOf(method.customer) ?? ""];
  if (owner === undefined)
    throw new StripeApiError({
      status: 400,
      message: "The payment method you provided is not attached to a customer so detachment is impossible.",
    });
  if (idOf(owner.invoice_settings.default_payment_method) === method.id)
    owner.invoice_settings.default_payment_method = null;
  method.customer = null;
  emitEvent(account, "payment_method.detached", method);
}
