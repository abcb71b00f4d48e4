/**
 * A payout run as a BullMQ flow: one child per item, and a parent that runs once each child has had its turn. The stores say what is open, so
 * a flow that is lost, repeated or cut short changes nothing: the next pass makes another from what is left.
 */
export const PAYOUT_FLOW = {
  queue: "payouts",
  /** Takes one item as far as it goes now. */
  payItem: "pay-item",
  /** Finishes the run when nothing of it is open. */
  finishRun: "finish-payout-run",
  /** Items of one flow; a larger run takes several, one after the other. */
  maxItems: 2_000,
  /** Items under way at once in a worker process: each waits for the processor most of the time. */
  concurrency: 12,
  /**
   * Items begun in a second by all workers together. The processor takes 25 requests a second for one kind of call (docs.stripe.com/rate-limits), and
   * an item makes one; 20,000 payees are paid in 17 minutes.
   */
  perSecond: 20,
} as const;

export interface PayItemPayload {
  readonly itemId: string;
}

export interface FinishRunPayload {
  readonly runId: string;
}

/** Ids in Redis, so that the same item is never queued twice at a time. */
export function payItemJobId(itemId: string): string {
  return `pay-${itemId}`;
}

export function finishRunJobId(runId: string): string {
  return `finish-${runId}`;
}

/** @throws TypeError when a job does not carry what its name promises. */
export function readPayItem(data: unknown): PayItemPayload {
  return { itemId: textIn(data, "itemId") };
}

export function readFinishRun(data: unknown): FinishRunPayload {
  return { runId: textIn(data, "runId") };
}

function textIn(data: unknown, name: string): string {
  const value: unknown = typeof data === "object" && data !== null ? Reflect.get(data, name) : undefined;
  if (typeof value !== "string") throw new TypeError(`a payout job needs ${name}`);
  return value;
}
