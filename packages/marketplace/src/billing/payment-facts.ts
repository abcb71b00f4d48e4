import type Stripe from "stripe";
import type { PaymentFacts } from "./decide-payment.ts";

/** Reads an event about a payment (docs.stripe.com/api/events/types); `null` for all others. */
export function factsOfEvent(event: Stripe.Event): PaymentFacts | null {
  switch (event.type) {
    case "checkout.session.completed":
    case "checkout.session.async_payment_succeeded":
      // Methods that pay later complete the session unpaid; their money has its own event.
      return factsOf(event.data.object, event.data.object.payment_status === "paid" ? "paid" : "pending");
    case "checkout.session.async_payment_failed":
      return factsOf(event.data.object, "failed");
    case "checkout.session.expired":
      return factsOf(event.data.object, "expired");
    case "payment_intent.succeeded":
    case "payment_intent.payment_failed":
    case "payment_intent.canceled":
    case "payment_intent.requires_action":
      return factsOfIntent(event.data.object);
    default:
      return null;
  }
}

/** Reads a session as the processor has it now. */
export function factsOfSession(session: Stripe.Checkout.Session): PaymentFacts {
  if (session.payment_status === "paid") return factsOf(session, "paid");
  return factsOf(session, session.status === "expired" ? "expired" : "pending");
}

function factsOf(session: Stripe.Checkout.Session, state: PaymentFacts["state"]): PaymentFacts {
  return {
    sessionId: session.id,
    paymentId: session.metadata?.payment ?? null,
    workspaceId: session.metadata?.workspace ?? null,
    amountCents: session.amount_total,
    currency: session.currency,
    paymentIntentId: idOf(session.payment_intent),
    state,
    failureCode: null,
  };
}

/** Reads the payment of a saved card. */
export function factsOfIntent(intent: Stripe.PaymentIntent): PaymentFacts {
  const error = intent.last_payment_error;
  return {
    sessionId: null,
    paymentId: intent.metadata.payment ?? null,
    workspaceId: intent.metadata.workspace ?? null,
    amountCents: intent.status === "succeeded" ? intent.amount_received : intent.amount,
    currency: intent.currency,
    paymentIntentId: intent.id,
    state: stateOf(intent),
    failureCode: error?.decline_code ?? error?.code ?? null,
  };
}

function stateOf({ status, last_payment_error: error }: Stripe.PaymentIntent): PaymentFacts["state"] {
  switch (status) {
    case "succeeded":
      return "paid";
    case "canceled":
      return "failed";
    case "requires_action":
      return "action";
    case "requires_payment_method":
      if (!error) return "pending";
      return error.code === "authentication_required" ? "action" : "failed";
    default:
      return "pending";
  }
}

/** The id in a reference that may be the object itself. */
export function idOf(reference: string | { readonly id: string } | null | undefined): string | null {
  return typeof reference === "string" ? reference : (reference?.id ?? null);
}
