import type { StatusTone } from "@tollgate/ui/status-dot";
import { codeWords } from "../disputes/dispute-words.ts";
import type { Outputs } from "../trpc/outputs.ts";

export type EventLine = Outputs["operator"]["stripeEvents"]["events"][number];
export type EventState = EventLine["state"];

export const EVENT_STATES = ["failed", "mismatch", "applied", "ignored"] as const;

export const EVENT_TABS: readonly { readonly state: EventState | null; readonly label: string }[] = [
  { state: null, label: "All" },
  { state: "failed", label: "Failed" },
  { state: "mismatch", label: "Do not match" },
  { state: "applied", label: "Applied" },
  { state: "ignored", label: "Ignored" },
];

export const EVENT_STATE: Readonly<Record<EventState, { tone: StatusTone; word: string; sentence: string }>> = {
  failed: {
    tone: "critical",
    word: "Failed",
    sentence: "Its effect failed and was undone. The processor brings it again; you can take it now.",
  },
  mismatch: {
    tone: "caution",
    word: "Does not match",
    sentence: "It is not what was asked for, so nothing was done. Find out why before anything else.",
  },
  applied: { tone: "positive", word: "Applied", sentence: "It arrived and what it says is in the books, once." },
  ignored: { tone: "neutral", word: "Ignored", sentence: "It arrived and is about nothing that concerns the books." },
};

/** What an event did; of a failed one, what went wrong. */
export function effectWords({ state, effect }: Pick<EventLine, "state" | "effect">): string {
  return state === "failed" ? effect : codeWords(effect);
}
