import { type EntryQuery, entriesHref } from "../ledger/entry-query.ts";

const PAYABLES = ["provider_payable", "builder_payable"] as const;

/** Entries that a line of a statement is made of, by the line's key. */
const BENEATH: Readonly<Record<string, Partial<EntryQuery>>> = {
  opening: { types: PAYABLES, span: "before" },
  provider: { types: ["provider_payable"], kinds: ["call_settlement"] },
  builder: { types: ["builder_payable"], kinds: ["call_settlement"] },
  adjustments: { types: PAYABLES, kinds: ["adjustment", "write_off"] },
  reversals: { types: PAYABLES, kinds: ["call_reversal", "dispute_open", "dispute_won", "dispute_lost"] },
  paid: { kinds: ["payout_start", "payout_failed"] },
  "holdback-in": { types: PAYABLES, kinds: ["holdback_in"] },
  "holdback-out": { types: PAYABLES, kinds: ["holdback_out"] },
};

/** The address of the entries beneath a line of a payee's statement, or of all statements of the month. */
export function lineHref(key: string, { month, payeeId }: { month: string; payeeId: string | null }): string {
  return entriesHref({ types: PAYABLES, span: "month", ...BENEATH[key], month, owner: payeeId });
}
