import type { PayoutSettings } from "./payout-settings.ts";

const HOUR_MS = 3_600_000;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 1_800_000;

/** Where one attempt to send a payee's money is. `sending` also covers an attempt whose worker died before the answer came. */
export type AttemptStatus = "sending" | "unknown" | "paid" | "failed" | "returned";

export interface AttemptFacts {
  readonly status: AttemptStatus;
  readonly startedAt: Date;
  /** When the processor was last asked; `null` when nobody knows whether it ever was. */
  readonly askedAt: Date | null;
  readonly asks: number;
}

export type AttemptStep =
  /** Ask the processor under the attempt's own key: it answers a repeated question as it did the first. */
  | { readonly kind: "send" }
  /** The key may be forgotten: look for a transfer in the item's group before anything else. */
  | { readonly kind: "look_up" }
  | { readonly kind: "wait"; readonly until: Date }
  | { readonly kind: "nothing" };

/** What is to be done about an attempt now. */
export function nextStep(attempt: AttemptFacts, now: Date, settings: Pick<PayoutSettings, "retryHours">): AttemptStep {
  if (attempt.status !== "sending" && attempt.status !== "unknown") return { kind: "nothing" };
  const until = new Date((attempt.askedAt ?? attempt.startedAt).getTime() + waitMs(attempt));
  if (attempt.asks > 0 && now < until) return { kind: "wait", until };
  const ageMs = now.getTime() - attempt.startedAt.getTime();
  return { kind: ageMs < settings.retryHours * HOUR_MS ? "send" : "look_up" };
}

/** Longer with every question, so that a processor in trouble is left in peace. */
function waitMs({ asks }: AttemptFacts): number {
  return Math.min(FIRST_WAIT_MS * 2 ** Math.min(asks - 1, 10), LONGEST_WAIT_MS);
}

/** What a processor's answer, or its silence, says about a transfer. */
export type TransferOutcome =
  | { readonly kind: "sent"; readonly transferId: string }
  /** It says that nothing was sent and nothing will be. */
  | { readonly kind: "refused"; readonly code: string; readonly message: string }
  /** It may have been sent or not: no answer, a fault of theirs, or the same question still being worked on. */
  | { readonly kind: "ambiguous"; readonly message: string };

/**
 * Where an answer leads. A refusal counts only when no earlier question could have gone through; otherwise the transfers themselves are
 * looked at first.
 */
export function afterAnswer(outcome: TransferOutcome, earlierAsks: number): "paid" | "failed" | "unknown" | "look_up" {
  switch (outcome.kind) {
    case "sent":
      return "paid";
    case "refused":
      return earlierAsks === 0 ? "failed" : "look_up";
    case "ambiguous":
      return "unknown";
  }
}
