import { monthOf } from "@tollgate/payouts/months";
import { type Context, requirePlatformRole } from "../context.ts";
import { computePayoutRun } from "./compute-payout-run.ts";

/**
 * Closes every month that is over and has no run yet, oldest first, and computes its statements. Which months those are comes from the ledger,
 * so a schedule that fired late, twice or never changes nothing.
 * @returns the months that were computed now.
 */
export async function computeDuePayoutRuns(ctx: Context): Promise<string[]> {
  requirePlatformRole(ctx, "finance");
  const { rows } = await ctx.db.pool.query<{ month: Date }>(
    `SELECT DISTINCT j.period::timestamp AT TIME ZONE 'UTC' AS month FROM journal j
      WHERE j.period < utc_month($1) AND NOT EXISTS (SELECT 1 FROM payout_run r WHERE r.month = j.period) ORDER BY 1`,
    [ctx.now()],
  );
  const months = rows.map((row) => monthOf(row.month));
  for (const month of months) await computePayoutRun(ctx, { month });
  return months;
}
