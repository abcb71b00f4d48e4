/** Events a webhook can ask for, as people read them. */
export const EVENTS = [
  { value: "budget.threshold", label: "A budget reached 50, 80 or 100%" },
  { value: "balance.low", label: "Credit is low" },
  { value: "top_up.ceiling", label: "Top-up reached its ceiling" },
] as const;

/** What became of a message. */
export const DELIVERY = {
  pending: { tone: "accent", word: "Waiting" },
  delivered: { tone: "positive", word: "Delivered" },
  failed: { tone: "critical", word: "Failed" },
} as const;

export type DeliveryState = keyof typeof DELIVERY;

/** The filter in an address; anything else shows all. */
export function readDeliveryState(text: string | undefined): DeliveryState | undefined {
  return text === "pending" || text === "delivered" || text === "failed" ? text : undefined;
}
