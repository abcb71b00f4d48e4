import type { Context } from "@tollgate/marketplace/context";
import { exportPayoutSettings as verb } from "@tollgate/marketplace/payouts/export-payout-settings";
import { exportList } from "./export-list.ts";

/** Answers a download of every version of the terms of payouts as CSV. */
export async function exportPayoutSettings(ctx: Context): Promise<Response> {
  return await exportList(ctx, { name: "payout-terms", pieces: () => verb(ctx) });
}
