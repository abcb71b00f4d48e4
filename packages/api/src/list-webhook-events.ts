import { TEST_EVENT, WEBHOOK_EVENTS } from "@tollgate/marketplace/webhooks/webhook-events";

/** Every type of a webhook's messages with when it is sent, for its documentation. */
export function listWebhookEvents(): (readonly [type: string, when: string])[] {
  return [...Object.entries(WEBHOOK_EVENTS), [TEST_EVENT, "Sent only when you ask for it, to try a receiver."]];
}
