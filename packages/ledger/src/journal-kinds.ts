import type { AccountType } from "./account-types.ts";

/** Every journal kind and the account types it may touch. The database holds the same table; a test compares them. */
export const JOURNAL_KINDS = {
  top_up: ["customer_credit", "processor_cash", "processor_fees", "top_up_clearing"],
  promotional_grant: ["customer_promotional_credit", "breakage"],
  promotional_expiry: ["customer_promotional_credit", "breakage"],
  sponsorship_funding: ["customer_credit", "sponsored_credit"],
  sponsorship_return: ["customer_credit", "sponsored_credit"],
  call_settlement: [
    "customer_credit",
    "customer_promotional_credit",
    "sponsored_credit",
    "provider_payable",
    "builder_payable",
    "platform_fee_revenue",
  ],
  call_reversal: [
    "customer_credit",
    "customer_promotional_credit",
    "provider_payable",
    "builder_payable",
    "platform_fee_revenue",
  ],
  refund: ["customer_credit", "processor_cash", "processor_fees"],
  dispute_open: ["customer_credit", "builder_payable", "dispute_clearing", "processor_cash", "processor_fees"],
  dispute_won: ["customer_credit", "builder_payable", "dispute_clearing", "processor_cash"],
  dispute_lost: ["customer_credit", "builder_payable", "dispute_clearing", "bad_debt"],
  adjustment: [
    "customer_credit",
    "customer_promotional_credit",
    "provider_payable",
    "builder_payable",
    "platform_fee_revenue",
    "bad_debt",
    "rounding",
  ],
  holdback_in: ["provider_payable", "builder_payable", "payee_holdback"],
  holdback_out: ["provider_payable", "builder_payable", "payee_holdback"],
  payout_start: ["provider_payable", "builder_payable", "payout_clearing"],
  payout_paid: ["payout_clearing", "processor_cash", "processor_fees"],
  payout_failed: ["provider_payable", "builder_payable", "payout_clearing"],
  write_off: ["provider_payable", "builder_payable", "customer_credit", "bad_debt"],
} as const satisfies Record<string, readonly AccountType[]>;

export type JournalKind = keyof typeof JOURNAL_KINDS;
