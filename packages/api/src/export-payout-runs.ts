import type { Context } from "@tollgate/marketplace/context";
import { exportPayoutRuns as verb } from "@tollgate/marketplace/payouts/export-payout-runs";
import { exportList } from "./export-list.ts";

/** Answers a download of every payout run as CSV. */
export async function exportPayoutRuns(ctx: Context): Promise<Response> {
  return await exportList(ctx, { name: "payout-runs", pieces: () => verb(ctx) });
}
