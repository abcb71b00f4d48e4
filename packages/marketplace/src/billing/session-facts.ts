import type Stripe from "stripe";
import type { SessionFacts } from "./decide-payment.ts";

/** Reads an event about a checkout session (docs.stripe.com/api/events/types); `null` for all others. */
export function factsOfEvent(event: Stripe.Event): SessionFacts | null {
  switch (event.type) {
    case "checkout.session.completed":
    case "checkout.session.async_payment_succeeded":
      // Methods that pay later complete the session unpaid; their money has its own event.
      return factsOf(event.data.object, event.data.object.payment_status === "paid" ? "paid" : "pending");
    case "checkout.session.async_payment_failed":
      return factsOf(event.data.object, "failed");
    case "checkout.session.expired":
      return factsOf(event.data.object, "expired");
    default:
      return null;
  }
}

/** Reads a session as the processor has it now. */
export function factsOfSession(session: Stripe.Checkout.Session): SessionFacts {
  if (session.payment_status === "paid") return factsOf(session, "paid");
  return factsOf(session, session.status === "expired" ? "expired" : "pending");
}

function factsOf(session: Stripe.Checkout.Session, state: SessionFacts["state"]): SessionFacts {
  const intent = session.payment_intent;
  return {
    sessionId: session.id,
    paymentId: session.metadata?.payment ?? null,
    workspaceId: session.metadata?.workspace ?? null,
    amountCents: session.amount_total,
    currency: session.currency,
    paymentIntentId: typeof intent === "string" ? intent : (intent?.id ?? null),
    state,
  };
}
