import type { Inputs } from "../trpc/outputs.ts";

export type JournalKind = NonNullable<Inputs["ledger"]["entries"]["kinds"]>[number];

/** The ledger's kinds of journals in words; one without a line here does not compile. */
const NAMES: Readonly<Record<JournalKind, string>> = {
  top_up: "Top-up",
  promotional_grant: "Promotional credit given",
  promotional_expiry: "Promotional credit expired",
  sponsorship_funding: "Allowance set aside",
  sponsorship_return: "Allowance given back",
  call_settlement: "Calls settled",
  call_reversal: "Call refunded",
  refund: "Payment refunded",
  dispute_open: "Dispute opened",
  dispute_won: "Dispute won",
  dispute_lost: "Dispute lost",
  adjustment: "Adjustment",
  holdback_in: "Held back",
  holdback_out: "Holdback released",
  payout_start: "Payout started",
  payout_paid: "Payout paid",
  payout_failed: "Payout failed",
  write_off: "Written off",
};

/** Whether an address names a kind that the ledger has. */
export function isJournalKind(kind: string): kind is JournalKind {
  return Object.hasOwn(NAMES, kind);
}

export function journalKindName(kind: string): string {
  return isJournalKind(kind) ? NAMES[kind] : kind;
}

export const JOURNAL_KINDS: readonly { readonly value: JournalKind; readonly label: string }[] = Object.keys(NAMES)
  .filter(isJournalKind)
  .map((value) => ({ value, label: NAMES[value] }));
