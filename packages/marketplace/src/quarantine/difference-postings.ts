import type { AccountType } from "@tollgate/ledger/account-types";
import { PLATFORM_OWNER } from "@tollgate/ledger/account-types";
import type { Posting } from "@tollgate/ledger/posting";
import type { Legs } from "@tollgate/pricing/price-call";

/** An end of a call: its legs and who is paid. */
export interface CallEnd {
  readonly legs: Legs;
  readonly payee: string | null;
  readonly builder: string | null;
}

/**
 * What has to be booked so that a call recorded with one end is paid like another: the customer pays, or gets back, the difference, and each
 * payee earns or loses theirs. Pure. Empty when the ends pay the same.
 */
export function differencePostings(workspaceId: string, recorded: CallEnd, actual: CallEnd): Posting[] {
  const sums = new Map<string, Posting>();
  const add = (type: AccountType, owner: string | null, nano: bigint) => {
    if (nano === 0n || owner === null) return;
    const before = sums.get(`${type} ${owner}`)?.amountNano ?? 0n;
    sums.set(`${type} ${owner}`, { type, owner, amountNano: before + nano });
  };
  for (const [end, sign] of [
    [recorded, -1n],
    [actual, 1n],
  ] as const) {
    add("customer_credit", workspaceId, -sign * end.legs.chargeNano);
    add("provider_payable", end.payee, sign * end.legs.costNano);
    add("builder_payable", end.builder, sign * end.legs.surchargeNano);
    add("platform_fee_revenue", PLATFORM_OWNER, sign * end.legs.feeNano);
  }
  return [...sums.values()].filter((posting) => posting.amountNano !== 0n);
}
