/** Account types. Customer, payable and holdback accounts belong to a workspace, sponsored credit to a grant, the others to the platform. */
export const WORKSPACE_ACCOUNT_TYPES = [
  "customer_credit",
  "customer_promotional_credit",
  "sponsored_credit",
  "provider_payable",
  "builder_payable",
  "payee_holdback",
] as const;

export const PLATFORM_ACCOUNT_TYPES = [
  "platform_fee_revenue",
  "breakage",
  "processor_cash",
  "processor_fees",
  "top_up_clearing",
  "payout_clearing",
  "dispute_clearing",
  "bad_debt",
  "rounding",
] as const;

export type AccountType = (typeof WORKSPACE_ACCOUNT_TYPES)[number] | (typeof PLATFORM_ACCOUNT_TYPES)[number];

export const PLATFORM_OWNER = "platform";

/** Types whose normal balance is a debit, shown with the sign turned: assets and expenses. */
const DEBIT_NORMAL: ReadonlySet<AccountType> = new Set([
  "processor_cash",
  "processor_fees",
  "top_up_clearing",
  "dispute_clearing",
  "bad_debt",
]);

export function isDebitNormal(type: AccountType): boolean {
  return DEBIT_NORMAL.has(type);
}
