import type { StatusTone } from "@tollgate/ui/status-dot";
import type { Outputs } from "../trpc/outputs.ts";

export type RiskCase = Outputs["operator"]["riskCases"]["cases"][number];
export type RiskState = RiskCase["state"];

export const RISK_STATES = ["open", "frozen", "closed"] as const;

export const RISK_TABS: readonly { readonly state: RiskState | null; readonly label: string }[] = [
  { state: null, label: "All" },
  { state: "open", label: "Open" },
  { state: "frozen", label: "Credit frozen" },
  { state: "closed", label: "Closed" },
];

export const RISK_STATE: Readonly<Record<RiskState, { tone: StatusTone; word: string }>> = {
  open: { tone: "caution", word: "Open" },
  frozen: { tone: "accent", word: "Credit frozen" },
  closed: { tone: "neutral", word: "Closed" },
};

export const RISK_KIND: Readonly<Record<RiskCase["kind"], string>> = {
  fraud_warning: "Early fraud warning",
  inquiry: "Question of a bank",
};
