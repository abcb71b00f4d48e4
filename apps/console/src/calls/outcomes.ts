import type { StatusTone } from "@tollgate/ui/status-dot";

export const OUTCOMES = ["completed", "cut", "aborted", "failed", "void"] as const;
export type Outcome = (typeof OUTCOMES)[number];

type Words = { word: string; tone: StatusTone; sentence: string };

const WORDS: Record<Outcome, Words> = {
  completed: { word: "Completed", tone: "positive", sentence: "The whole answer was delivered." },
  cut: {
    word: "Cut off",
    tone: "caution",
    sentence: "The provider stopped before its answer was whole. What was delivered is charged.",
  },
  aborted: {
    word: "Cancelled",
    tone: "neutral",
    sentence: "The caller left before the answer was whole. What was produced until then is charged.",
  },
  failed: { word: "Failed", tone: "critical", sentence: "No provider delivered anything, so nothing is charged." },
  void: {
    word: "Void",
    tone: "neutral",
    sentence: "Nobody knows of an answer, so the reservation was given back and nothing is charged.",
  },
};

/** How a call ended, in words. An outcome this console does not know yet keeps its own name. */
export function outcomeWords(outcome: string): Words {
  const known = OUTCOMES.find((one) => one === outcome);
  return known ? WORDS[known] : { word: outcome, tone: "neutral", sentence: "" };
}
