import type { StatusTone } from "@tollgate/ui/status-dot";
import type { Outputs } from "../trpc/outputs.ts";

export type Dispute = Outputs["finance"]["disputes"]["disputes"][number];
export type DisputeState = Dispute["state"];

export const DISPUTE_STATES = ["needs_response", "under_review", "won", "lost", "closed"] as const;

export const DISPUTE_TABS: readonly { readonly state: DisputeState | null; readonly label: string }[] = [
  { state: null, label: "All" },
  { state: "needs_response", label: "Needs response" },
  { state: "under_review", label: "Under review" },
  { state: "won", label: "Won" },
  { state: "lost", label: "Lost" },
  { state: "closed", label: "Questions closed" },
];

const STATE: Readonly<Record<DisputeState, { tone: StatusTone; word: string }>> = {
  needs_response: { tone: "caution", word: "Needs response" },
  under_review: { tone: "accent", word: "Under review" },
  won: { tone: "positive", word: "Won" },
  lost: { tone: "critical", word: "Lost" },
  closed: { tone: "neutral", word: "Closed" },
};

export function stateWords(state: DisputeState): { tone: StatusTone; word: string } {
  return STATE[state];
}

/** The processor's code in words: `product_not_received` becomes “Product not received”. */
export function codeWords(code: string): string {
  const words = code.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a dispute is at the moment, in a sentence. */
export function disputeSentence({ state, isInquiry }: Pick<Dispute, "state" | "isInquiry">): string {
  if (isInquiry)
    return state === "closed"
      ? "The bank asked about this payment and is content. No money moved."
      : "The bank asks about this payment. No money has moved; an answer may keep it from becoming a dispute.";
  switch (state) {
    case "needs_response":
      return "The cardholder contests this payment at their bank. Its amount has left our balance until the bank decides.";
    case "under_review":
      return "The bank has our answer and decides. That can take weeks.";
    case "won":
      return "The bank decided for us. The amount is back and everything that was frozen is released.";
    default:
      return "The bank decided for the cardholder. The customer’s credit paid first, then builders’ unpaid fees, then the platform.";
  }
}
