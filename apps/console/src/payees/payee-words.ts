import type { StatusTone } from "@tollgate/ui/status-dot";
import type { Outputs } from "../trpc/outputs.ts";

export type Payee = Outputs["finance"]["payees"]["payees"][number];
export const PAYEE_STATES = ["ready", "incomplete", "no_tax_form", "paused", "bank_refused"] as const;
export type PayeeState = (typeof PAYEE_STATES)[number];

export const PAYEE_TABS: readonly { readonly state: PayeeState | null; readonly label: string }[] = [
  { state: null, label: "All" },
  { state: "ready", label: "Ready" },
  { state: "incomplete", label: "Incomplete" },
  { state: "no_tax_form", label: "No tax form seen" },
  { state: "paused", label: "Paused" },
  { state: "bank_refused", label: "Refused by the bank" },
];

export const TAX_FORM_OPTIONS = [
  { value: "w9", label: "W-9" },
  { value: "w8ben", label: "W-8BEN" },
  { value: "w8bene", label: "W-8BEN-E" },
  { value: "other", label: "Another form" },
] as const;

export type TaxFormKind = (typeof TAX_FORM_OPTIONS)[number]["value"];

export function taxFormName(kind: TaxFormKind): string {
  return TAX_FORM_OPTIONS.find(({ value }) => value === kind)?.label ?? kind;
}

/** What stands between a payee and their money first of all. */
export function payeeStanding(payee: Pick<Payee, "status" | "pauseNote" | "bankProblem">): {
  tone: StatusTone;
  word: string;
} {
  if (payee.pauseNote) return { tone: "caution", word: "Paused" };
  if (payee.status !== "enabled") return { tone: "caution", word: "Incomplete" };
  if (payee.bankProblem) return { tone: "critical", word: "Refused by the bank" };
  return { tone: "positive", word: "Ready" };
}
