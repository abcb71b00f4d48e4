import { stripeWebhook } from "@tollgate/api/stripe-webhook";
import { services } from "../../../../server/services.ts";

/** Where the payment processor reports; its signature, not a session, is the authorisation. */
export async function POST(request: Request): Promise<Response> {
  return await stripeWebhook(services(), request);
}
