import { NOTICE_DAYS } from "../apps/next-margin.ts";
import type { Context } from "../context.ts";
import { readPayoutSettings } from "../payouts/payout-settings.ts";
import { loadFees } from "../snapshot/load-catalogue.ts";

interface FeeTerms {
  /** On the provider's price. */
  readonly basisPoints: number;
  /** Per call that delivered something. */
  readonly fixedNano: bigint;
}

const termsOf = ({ basisPoints, fixedNano }: FeeTerms): FeeTerms => ({ basisPoints, fixedNano });

/** What the platform itself takes and goes by, from the settings in force. */
export interface PlatformPricing {
  readonly fee: FeeTerms;
  /** In place of the provider's price, for an answer of the cache; basis points of that price. */
  readonly cached: FeeTerms | null;
  /** The same for a call with the customer's own credential. */
  readonly ownKey: FeeTerms | null;
  readonly payouts: {
    readonly minimumNano: bigint;
    readonly holdbackBasisPoints: number;
    readonly holdbackDays: number;
    /** For how long a payee counts as new, whose earnings are partly held back. */
    readonly newPayeeDays: number;
  };
  /** Between announcing a higher margin and its day. */
  readonly marginNoticeDays: number;
}

/** Fees and terms of the platform. Public. */
export async function getPlatformPricing(ctx: Context): Promise<PlatformPricing> {
  const [fees, payouts] = await Promise.all([loadFees(ctx.db, ctx.now().getTime()), readPayoutSettings(ctx.db.prisma)]);
  return {
    fee: termsOf(fees.call),
    cached: fees.cached && termsOf(fees.cached),
    ownKey: fees.ownKey && termsOf(fees.ownKey),
    payouts: {
      minimumNano: payouts.minimumPayoutNano,
      holdbackBasisPoints: payouts.holdbackBasisPoints,
      holdbackDays: payouts.holdbackDays,
      newPayeeDays: payouts.newPayeeDays,
    },
    marginNoticeDays: NOTICE_DAYS,
  };
}
