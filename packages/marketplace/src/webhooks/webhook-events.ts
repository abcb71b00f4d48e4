/** Events a webhook can ask for, with what they tell. The list only grows: receivers must let unknown types pass. */
export const WEBHOOK_EVENTS = {
  "budget.threshold": "A budget has reached 50, 80 or 100% of its limit.",
  "balance.low": "Credit has fallen below the amount set for the workspace.",
  "top_up.ceiling": "Credit is low and automatic top-up has reached what it may charge in the month.",
} as const;

export type WebhookEvent = keyof typeof WEBHOOK_EVENTS;

/** Sent on request only, to try a receiver. */
export const TEST_EVENT = "webhook.test";

/** After this long without a delivery, while messages were tried, a webhook is switched off. */
export const SWITCH_OFF_AFTER_DAYS = 3;

/** A message that is over can be looked at and sent again for this long. */
export const DELIVERIES_KEPT_DAYS = 30;
