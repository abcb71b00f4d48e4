import { handleStripeEvent } from "@tollgate/marketplace/billing/handle-stripe-event";
import type { Services } from "@tollgate/marketplace/context";
import { MarketplaceError } from "@tollgate/marketplace/errors";
import { toHttpResponse } from "./to-http-response.ts";

/** Events are a few kilobytes; whoever sends more is not the processor. */
const MAX_BODY_CHARACTERS = 1_000_000;

/** Answers the payment processor's webhook. Anything but 2xx makes it deliver the event again later. */
export async function stripeWebhook(services: Services, request: Request): Promise<Response> {
  try {
    const rawBody = await request.text();
    if (rawBody.length > MAX_BODY_CHARACTERS) throw new MarketplaceError("invalid_input", "This event is too large.");
    const signature = request.headers.get("stripe-signature");
    const { effect } = await handleStripeEvent(services, { rawBody, signature });
    return Response.json({ received: true, effect });
  } catch (error) {
    return toHttpResponse(error);
  }
}
