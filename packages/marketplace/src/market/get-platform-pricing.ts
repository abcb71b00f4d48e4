import type { FeeScope } from "@tollgate/pricing/versions";
import { NOTICE_DAYS } from "../apps/next-margin.ts";
import type { Context } from "../context.ts";
import type { FeeTerms } from "../fees/fee-input.ts";
import { readPayoutSettings } from "../payouts/payout-settings.ts";
import { toFeeVersion } from "../settlement/read-fee.ts";
import { loadFees } from "../snapshot/load-catalogue.ts";

const termsOf = ({ basisPoints, fixedNano }: FeeTerms): FeeTerms => ({ basisPoints, fixedNano });

/** A fee that is published and not in force yet. */
export interface ComingFee extends FeeTerms {
  readonly appliesTo: FeeScope;
  readonly effectiveAt: Date;
}

/** What the platform itself takes and goes by, from the settings in force. */
export interface PlatformPricing {
  readonly fee: FeeTerms;
  /** In place of the provider's price, for an answer of the cache; basis points of that price. */
  readonly cached: FeeTerms | null;
  /** The same for a call with the customer's own credential. */
  readonly ownKey: FeeTerms | null;
  /** Soonest first. */
  readonly coming: readonly ComingFee[];
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
  const now = ctx.now();
  const [fees, coming, payouts] = await Promise.all([
    loadFees(ctx.db, now.getTime()),
    ctx.db.prisma.feeVersion.findMany({
      where: { effectiveAt: { gt: now }, withdrawal: null },
      orderBy: [{ effectiveAt: "asc" }, { createdAt: "asc" }],
    }),
    readPayoutSettings(ctx.db.prisma),
  ]);
  return {
    fee: termsOf(fees.call),
    cached: fees.cached && termsOf(fees.cached),
    ownKey: fees.ownKey && termsOf(fees.ownKey),
    coming: coming.map((row) => {
      const { id: _, ...fee } = toFeeVersion(row);
      return { ...fee, effectiveAt: row.effectiveAt };
    }),
    payouts: {
      minimumNano: payouts.minimumPayoutNano,
      holdbackBasisPoints: payouts.holdbackBasisPoints,
      holdbackDays: payouts.holdbackDays,
      newPayeeDays: payouts.newPayeeDays,
    },
    marginNoticeDays: NOTICE_DAYS,
  };
}
