import { NOTICE_DAYS } from "../apps/next-margin.ts";
import type { Context } from "../context.ts";
import { readPayoutSettings } from "../payouts/payout-settings.ts";
import { loadFee } from "../snapshot/load-catalogue.ts";

/** What the platform itself takes and goes by, from the settings in force. */
export interface PlatformPricing {
  readonly fee: {
    /** On the provider's price. */
    readonly basisPoints: number;
    /** Per call that delivered something. */
    readonly fixedNano: bigint;
  };
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
  const [fee, payouts] = await Promise.all([loadFee(ctx.db, ctx.now().getTime()), readPayoutSettings(ctx.db.prisma)]);
  return {
    fee: { basisPoints: fee.basisPoints, fixedNano: fee.fixedNano },
    payouts: {
      minimumNano: payouts.minimumPayoutNano,
      holdbackBasisPoints: payouts.holdbackBasisPoints,
      holdbackDays: payouts.holdbackDays,
      newPayeeDays: payouts.newPayeeDays,
    },
    marginNoticeDays: NOTICE_DAYS,
  };
}
