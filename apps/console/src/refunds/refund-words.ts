import type { StatusTone } from "@tollgate/ui/status-dot";
import type { Outputs } from "../trpc/outputs.ts";

export type Refund = Outputs["finance"]["refunds"]["refunds"][number];
export type RefundState = Refund["state"];

export const REFUND_STATES = ["pending", "failed", "done"] as const;

export const REFUND_TABS: readonly { readonly state: RefundState | null; readonly label: string }[] = [
  { state: null, label: "All" },
  { state: "pending", label: "On their way" },
  { state: "failed", label: "Failed" },
  { state: "done", label: "Done" },
];

const STATE: Readonly<Record<RefundState, { tone: StatusTone; word: string }>> = {
  pending: { tone: "accent", word: "On its way" },
  failed: { tone: "critical", word: "Failed" },
  done: { tone: "positive", word: "Done" },
};

export function refundStateWords(state: RefundState): { tone: StatusTone; word: string } {
  return STATE[state];
}

/** The state of a refund as the processor's record has it, for whoever it goes to. */
export function refundWords(status: string): { tone: StatusTone; word: string } {
  if (status === "succeeded") return { tone: "positive", word: "paid back" };
  if (status === "failed") return { tone: "critical", word: "came back" };
  return { tone: "accent", word: "on its way" };
}

type Obstacle = NonNullable<Outputs["billing"]["previewRefund"]["obstacle"]>;

const OBSTACLE: Readonly<Record<Obstacle, string>> = {
  unpaid: "This payment was never paid, so there is nothing to give back.",
  disputed: "This payment is disputed at the bank, which decides about the money.",
  refunded: "All of this payment has been given back.",
  spent: "All bought credit is spent or set aside for running calls. Only unspent credit can be given back.",
};

/** Why nothing can be given back. */
export function obstacleSentence(obstacle: Obstacle): string {
  return OBSTACLE[obstacle];
}

const ORIGIN = { customer: "the customer", finance: "finance", processor: "somebody at the processor" } as const;

export function whoAsked({ origin, requestedBy }: Pick<Refund, "origin" | "requestedBy">): string {
  return requestedBy ? `${requestedBy}, ${ORIGIN[origin]}` : ORIGIN[origin];
}
