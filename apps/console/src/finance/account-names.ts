import type { Inputs } from "../trpc/outputs.ts";

export type AccountName = { name: string; meaning: string };
export type AccountType = Inputs["finance"]["accounts"]["type"];

/** The ledger's account types in words; one without a line here does not compile. */
const NAMES: Readonly<Record<AccountType, AccountName>> = {
  customer_credit: { name: "Customer credit", meaning: "Bought and not used yet" },
  customer_promotional_credit: { name: "Promotional credit", meaning: "Given and not used yet" },
  sponsored_credit: { name: "Sponsored credit", meaning: "Set aside by builders for their customers’ calls" },
  provider_payable: { name: "Payable to providers", meaning: "Earned by serving calls, not paid out yet" },
  builder_payable: { name: "Payable to builders", meaning: "Earned by margins, not paid out yet" },
  payee_holdback: { name: "Payee holdback", meaning: "Set aside against disputes" },
  platform_fee_revenue: { name: "Platform fees", meaning: "Our revenue" },
  breakage: { name: "Breakage", meaning: "Promotional credit given, less what expired unused" },
  processor_cash: { name: "Cash at the processor", meaning: "What top-ups brought in" },
  processor_fees: { name: "Processor fees", meaning: "What taking payments costs" },
  top_up_clearing: { name: "Top-up clearing", meaning: "Zero, or money between us and the processor" },
  payout_clearing: { name: "Payout clearing", meaning: "Zero, or payouts under way" },
  dispute_clearing: { name: "Dispute clearing", meaning: "Money in open disputes" },
  bad_debt: { name: "Bad debt", meaning: "Losses we bear" },
  rounding: { name: "Rounding", meaning: "Fractions that no one is owed" },
};

/** Whether an address names a type that the ledger has. */
export function isAccountType(type: string): type is AccountType {
  return Object.hasOwn(NAMES, type);
}

export function accountName(type: string): AccountName {
  return isAccountType(type) ? NAMES[type] : { name: type, meaning: "" };
}
