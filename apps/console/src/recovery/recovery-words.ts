import type { StatusTone } from "@tollgate/ui/status-dot";
import type { Outputs } from "../trpc/outputs.ts";

export type Recovery = Outputs["operator"]["recoveries"]["recoveries"][number];
export type RecoveryState = Recovery["state"];

export const RECOVERY_STATES = ["open", "approved", "rejected", "withdrawn", "over"] as const;

export const RECOVERY_TABS: readonly { readonly state: RecoveryState | null; readonly label: string }[] = [
  { state: null, label: "All" },
  { state: "open", label: "Waiting" },
  { state: "approved", label: "Approved" },
  { state: "rejected", label: "Rejected" },
  { state: "withdrawn", label: "Withdrawn" },
  { state: "over", label: "Over" },
];

export const RECOVERY_STATE: Readonly<Record<RecoveryState, { tone: StatusTone; word: string }>> = {
  open: { tone: "caution", word: "Waits for you" },
  approved: { tone: "positive", word: "Approved" },
  rejected: { tone: "neutral", word: "Rejected" },
  withdrawn: { tone: "neutral", word: "Withdrawn" },
  over: { tone: "neutral", word: "Over" },
};
