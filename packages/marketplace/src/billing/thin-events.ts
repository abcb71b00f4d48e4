import type Stripe from "stripe";
import type { Services } from "../context.ts";
import type { HandledEvent } from "./handle-stripe-event.ts";

/**
 * Takes a thin event: it says that an object changed, not how. It is recorded once; whoever needs the object reads it afresh from the processor,
 * so that order never matters.
 */
export async function noteThinEvent(
  services: Services,
  event: Stripe.V2.Core.EventNotification,
): Promise<HandledEvent> {
  const payload = JSON.stringify({
    id: event.id,
    type: event.type,
    created: event.created,
    related_object: related(event),
  });
  const added = await services.db.prisma.$executeRaw`INSERT INTO stripe_event (id, type, livemode, payload, effect)
    VALUES (${event.id}, ${event.type}, ${event.livemode}, ${payload}::jsonb, 'noted') ON CONFLICT (id) DO NOTHING`;
  return { eventId: event.id, effect: added === 1 ? "noted" : "duplicate" };
}

function related(event: Stripe.V2.Core.EventNotification): unknown {
  return "related_object" in event ? event.related_object : null;
}
