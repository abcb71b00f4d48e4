import type { BillingProfileModel } from "@tollgate/db/generated/models/BillingProfile";
import type { Transaction } from "@tollgate/db/open-database";
import { formatUsd, NANO_PER_CENT } from "@tollgate/money/nano";
import { monthBounds, monthOf } from "@tollgate/payouts/months";
import type { NewAlert } from "../alerts/record-alerts.ts";

/** Cents that automatic payments have charged, or are charging, in the UTC month. */
export async function chargedThisMonth(
  tx: Pick<Transaction, "payment">,
  workspaceId: string,
  now: Date,
): Promise<number> {
  const { start } = monthBounds(monthOf(now));
  const { _sum: sum } = await tx.payment.aggregate({
    where: { workspaceId, kind: "automatic", status: { in: ["open", "succeeded"] }, createdAt: { gte: start } },
    _sum: { amountCents: true },
  });
  return sum.amountCents ?? 0;
}

/** Told once a month, and once more when other amounts have been chosen and are too small again. */
export function ceilingAlert(profile: BillingProfileModel, chargedCents: number, now: Date): NewAlert {
  const { workspaceId, topUpCents, topUpMonthlyCents, topUpThresholdNano } = profile;
  const month = monthOf(now);
  const usd = (cents: number) => formatUsd(BigInt(cents) * NANO_PER_CENT, 2);
  return {
    workspaceId,
    scopeId: workspaceId,
    windowName: `top-up ${month} ${topUpMonthlyCents} ${topUpCents}`,
    threshold: 0,
    kind: "top_up.ceiling",
    data: {
      workspace_id: workspaceId,
      threshold_usd: formatUsd(topUpThresholdNano, 2),
      amount_usd: usd(topUpCents),
      charged_usd: usd(chargedCents),
      ceiling_usd: usd(topUpMonthlyCents),
      resets_at: monthBounds(month).end.toISOString(),
    },
  };
}
