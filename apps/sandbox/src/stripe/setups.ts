import type Stripe from "stripe";
import { emitEvent, type StripeAccount } from "./emit-event.ts";
import { attachPaymentMethod, cardOf } from "./payment-methods.ts";
import { StripeApiError } from "./stripe-api-error.ts";
import { idOf } from "./stripe-id.ts";

export type SetupAttempt = { method: Stripe.PaymentMethod; authenticationUrl: string; returnUrl: string | null };

export type SetupResult =
  | { kind: "succeeded" }
  | { kind: "requires_action" }
  | { kind: "failed"; error: Stripe.SetupIntent.LastSetupError };

/** Tries to save a card for later payments. */
export function attemptSetup(account: StripeAccount, setup: Stripe.SetupIntent, attempt: SetupAttempt): SetupResult {
  const { method } = attempt;
  const { effect } = cardOf(account.store, method.id);
  setup.payment_method = method.id;
  setup.next_action = null;
  if (effect.kind === "declines" && !effect.saves)
    return fail(account, setup, {
      type: "card_error",
      code: "card_declined",
      decline_code: effect.declineCode,
      message: effect.message,
      payment_method: method,
    });
  if (effect.kind === "authenticates") {
    setup.status = "requires_action";
    setup.next_action = {
      type: "redirect_to_url",
      redirect_to_url: { return_url: attempt.returnUrl, url: attempt.authenticationUrl },
    };
    emitEvent(account, "setup_intent.requires_action", setup);
    return { kind: "requires_action" };
  }
  return succeed(account, setup, method);
}

/** The owner's answer on the bank's page. */
export function answerSetup(account: StripeAccount, setup: Stripe.SetupIntent, approved: boolean): SetupResult {
  const method = account.store.state.paymentMethods[idOf(setup.payment_method) ?? ""];
  if (setup.status !== "requires_action" || method === undefined)
    throw new StripeApiError({ status: 400, message: "This set-up does not wait for anybody." });
  setup.next_action = null;
  if (approved) return succeed(account, setup, method);
  return fail(account, setup, {
    type: "invalid_request_error",
    code: "setup_intent_authentication_failure",
    message: "We could not confirm this card. Choose another card and try again.",
    payment_method: method,
  });
}

function fail(
  account: StripeAccount,
  setup: Stripe.SetupIntent,
  error: Stripe.SetupIntent.LastSetupError,
): SetupResult {
  setup.status = "requires_payment_method";
  setup.payment_method = null;
  setup.next_action = null;
  setup.last_setup_error = structuredClone(error);
  emitEvent(account, "setup_intent.setup_failed", setup);
  return { kind: "failed", error };
}

function succeed(account: StripeAccount, setup: Stripe.SetupIntent, method: Stripe.PaymentMethod): SetupResult {
  const customer = idOf(setup.customer);
  if (customer !== undefined) attachPaymentMethod(account, method, customer);
  const card = account.store.state.cards[method.id];
  if (card !== undefined) card.setUp = true;
  setup.status = "succeeded";
  setup.last_setup_error = null;
  emitEvent(account, "setup_intent.succeeded", setup);
  return { kind: "succeeded" };
}
