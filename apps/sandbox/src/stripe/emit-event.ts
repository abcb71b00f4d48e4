import type Stripe from "stripe";
import { stripeId, unixSeconds } from "./stripe-id.ts";
import type { StripeStore } from "./stripe-store.ts";
import type { WebhookSender } from "./webhook-sender.ts";

/** The API version events are rendered in: the one the pinned `stripe` package speaks. */
export const API_VERSION = "2026-10-28.endive";

/** The simulated account and its way to tell the outside. */
export type StripeAccount = { store: StripeStore; webhooks: WebhookSender };

/** What the emitted types carry. */
type EventSource = {
  "charge.failed": Stripe.Charge;
  "charge.succeeded": Stripe.Charge;
  "checkout.session.completed": Stripe.Checkout.Session;
  "checkout.session.expired": Stripe.Checkout.Session;
  "customer.created": Stripe.Customer;
  "payment_intent.created": Stripe.PaymentIntent;
  "payment_intent.payment_failed": Stripe.PaymentIntent;
  "payment_intent.succeeded": Stripe.PaymentIntent;
};

/** Records an event with the object as it is now and hands it to the webhook sender. Resolves after the first attempt. */
export async function emitEvent<Type extends keyof EventSource>(
  account: StripeAccount,
  type: Type,
  object: EventSource[Type],
): Promise<void> {
  const draft: Omit<Stripe.Event, "type" | "data"> = {
    id: stripeId("evt_"),
    object: "event",
    api_version: API_VERSION,
    created: unixSeconds(),
    livemode: false,
    pending_webhooks: 1,
    request: { id: stripeId("req_", 14), idempotency_key: null },
  };
  const event = sealEvent({ ...draft, type, data: { object: structuredClone(object) } });
  account.store.state.events[event.id] = event;
  await account.webhooks.send(event);
}

/** The SDK's event is a union by type; that type and object belong together is what `EventSource` states. */
function sealEvent(
  event: Omit<Stripe.Event, "type" | "data"> & { type: string; data: { object: object } },
): Stripe.Event {
  if (!isEvent(event)) {
    throw new Error(`${event.type} is not an event.`);
  }
  return event;
}

function isEvent(event: { object: string }): event is Stripe.Event {
  return event.object === "event";
}
