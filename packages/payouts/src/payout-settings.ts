import { NANO_PER_USD, type Nano } from "@tollgate/money/nano";

/** The numbers of payouts. Each change is a new version; a closed month keeps the version that was in force when it closed. */
export interface PayoutSettings {
  readonly version: number;
  /** A smaller net carries over to the next month. */
  readonly minimumPayoutNano: Nano;
  /** Share of the month's earnings that is set aside, in basis points. */
  readonly holdbackBasisPoints: number;
  /** How long it stays aside, counted from the month's end. */
  readonly holdbackDays: number;
  /** Whoever earned for the first time less than this before the month's end is new. */
  readonly newPayeeDays: number;
  /** Above this share of earnings lost in disputes, a known payee is treated like a new one; in basis points. */
  readonly disputeRateBasisPoints: number;
  /** How long a transfer without a clear answer is asked for again under the same key. The processor forgets keys after 24 hours. */
  readonly retryHours: number;
  /** A payout that differs from the month before by more than this share is pointed out to reviewers, in percent. */
  readonly anomalyPercent: number;
  /** From this much paid out in a calendar year on, the payout at hand included, nothing is paid without a tax form; `null` for never. */
  readonly taxFormFromNano: Nano | null;
}

export const FIRST_PAYOUT_SETTINGS: PayoutSettings = {
  version: 1,
  minimumPayoutNano: 25n * NANO_PER_USD,
  holdbackBasisPoints: 1_000,
  holdbackDays: 90,
  newPayeeDays: 90,
  disputeRateBasisPoints: 40,
  retryHours: 24,
  anomalyPercent: 50,
  taxFormFromNano: null,
};
