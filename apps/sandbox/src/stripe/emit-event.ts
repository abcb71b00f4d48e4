import type Stripe from "stripe";
import type { ThinEvent } from "./schema/stripe-types.ts";
import { stripeId } from "./stripe-id.ts";
import type { StripeStore } from "./stripe-store.ts";
import type { WebhookSender } from "./webhook-sender.ts";

/** The API version events are rendered in: the one the pinned `stripe` package speaks. */
export const API_VERSION = "2026-10-28.endive";

/** The simulated account and its way to tell the outside. */
export type StripeAccount = {
  store: StripeStore;
  webhooks: WebhookSender;
  /** The connected account that something happens in; the platform's own when left out. */
  connected?: string | undefined;
};

/** What the emitted types carry. */
type EventSource = {
  "charge.dispute.closed": Stripe.Dispute;
  "charge.dispute.created": Stripe.Dispute;
  "charge.dispute.funds_reinstated": Stripe.Dispute;
  "charge.dispute.funds_withdrawn": Stripe.Dispute;
  "charge.dispute.updated": Stripe.Dispute;
  "charge.failed": Stripe.Charge;
  "charge.refunded": Stripe.Charge;
  "charge.succeeded": Stripe.Charge;
  "checkout.session.completed": Stripe.Checkout.Session;
  "checkout.session.expired": Stripe.Checkout.Session;
  "customer.created": Stripe.Customer;
  "customer.updated": Stripe.Customer;
  "payment_intent.canceled": Stripe.PaymentIntent;
  "payment_intent.created": Stripe.PaymentIntent;
  "payment_intent.payment_failed": Stripe.PaymentIntent;
  "payment_intent.requires_action": Stripe.PaymentIntent;
  "payment_intent.succeeded": Stripe.PaymentIntent;
  "payment_method.attached": Stripe.PaymentMethod;
  "payment_method.detached": Stripe.PaymentMethod;
  "payout.created": Stripe.Payout;
  "payout.failed": Stripe.Payout;
  "payout.paid": Stripe.Payout;
  "radar.early_fraud_warning.created": Stripe.Radar.EarlyFraudWarning;
  "refund.created": Stripe.Refund;
  "refund.failed": Stripe.Refund;
  "refund.updated": Stripe.Refund;
  "reporting.report_run.succeeded": Stripe.Reporting.ReportRun;
  "setup_intent.created": Stripe.SetupIntent;
  "setup_intent.requires_action": Stripe.SetupIntent;
  "setup_intent.setup_failed": Stripe.SetupIntent;
  "setup_intent.succeeded": Stripe.SetupIntent;
  "transfer.created": Stripe.Transfer;
  "transfer.reversed": Stripe.Transfer;
};

/** Records an event with the object as it is now and hands it to the webhook sender, which works on its own. */
export function emitEvent<Type extends keyof EventSource>(
  { store, webhooks, connected }: StripeAccount,
  type: Type,
  object: EventSource[Type],
): void {
  const draft: Omit<Stripe.Event, "type" | "data"> = {
    id: stripeId("evt_"),
    object: "event",
    ...(connected === undefined ? {} : { account: connected }),
    api_version: API_VERSION,
    created: store.now(),
    livemode: false,
    pending_webhooks: 1,
    request: { id: stripeId("req_", 14), idempotency_key: null },
  };
  const event = sealEvent({ ...draft, type, data: { object: structuredClone(object) } });
  store.state.events[event.id] = event;
  webhooks.send(event);
}

/** Records a thin event about an object of the v2 API. */
export function emitThinEvent({ store, webhooks }: StripeAccount, type: ThinEvent["type"], accountId: string): void {
  const event: ThinEvent = {
    id: stripeId("evt_test_", 40),
    object: "v2.core.event",
    created: isoTime(store.now()),
    livemode: false,
    type,
    related_object: { id: accountId, type: "v2.core.account", url: `/v2/core/accounts/${accountId}` },
  };
  store.state.thinEvents[event.id] = event;
  webhooks.send(event);
}

/** Times of the v2 API are text. */
export function isoTime(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toISOString();
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
