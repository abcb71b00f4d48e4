import type { PayoutAccountModel } from "@tollgate/db/generated/models/PayoutAccount";
import type { PayoutSettings } from "@tollgate/payouts/payout-settings";

export type PayoutAccountStatus = "none" | "onboarding" | "restricted" | "enabled";
export type TaxForm = "missing" | "submitted" | "accepted";

export const TAX_FORM_KINDS = ["w9", "w8ben", "w8bene", "other"] as const;
export type TaxFormKind = (typeof TAX_FORM_KINDS)[number];

/** Where a workspace's earnings go and what is in the way. */
export interface PayoutAccountView {
  readonly status: PayoutAccountStatus;
  /** What the processor still asks for. */
  readonly missing: readonly string[];
  readonly country: string | null;
  readonly taxForm: TaxForm;
  readonly taxFormKind: TaxFormKind | null;
  /** From which yearly amount on nothing is paid without an accepted form; `null` for never. */
  readonly taxFormFromNano: bigint | null;
  /** The minimum that applies: the platform's or a higher one of their own. */
  readonly minimumNano: bigint;
  readonly platformMinimumNano: bigint;
  readonly ownMinimumNano: bigint | null;
  /** Why finance keeps the money back, `null` when it does not. */
  readonly pauseNote: string | null;
  readonly checkedAt: Date | null;
  /** Why their bank refused what the processor sent on; `null` when it did not, or one arrived since. */
  readonly bankProblem: string | null;
}

export function toPayoutAccountView(row: PayoutAccountModel | null, settings: PayoutSettings): PayoutAccountView {
  const own = row?.ownMinimumNano ?? null;
  const platform = settings.minimumPayoutNano;
  return {
    status: readAccountStatus(row?.status),
    missing: Array.isArray(row?.missing) ? row.missing.filter((one) => typeof one === "string") : [],
    country: row?.country ?? null,
    taxForm: readTaxForm(row?.taxForm),
    taxFormKind: readTaxFormKind(row?.taxFormKind),
    taxFormFromNano: settings.taxFormFromNano,
    minimumNano: own !== null && own > platform ? own : platform,
    platformMinimumNano: platform,
    ownMinimumNano: own,
    pauseNote: row?.pauseNote ?? null,
    checkedAt: row?.checkedAt ?? null,
    bankProblem: row?.bankProblem ?? null,
  };
}

function readAccountStatus(text: string | undefined): PayoutAccountStatus {
  return text === "onboarding" || text === "restricted" || text === "enabled" ? text : "none";
}

export function readTaxForm(text: string | undefined): TaxForm {
  return text === "submitted" || text === "accepted" ? text : "missing";
}

export function readTaxFormKind(text: string | null | undefined): TaxFormKind | null {
  return TAX_FORM_KINDS.find((one) => one === text) ?? null;
}
