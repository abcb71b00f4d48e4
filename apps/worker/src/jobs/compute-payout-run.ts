import { computeDuePayoutRuns } from "@tollgate/marketplace/payouts/compute-due-payout-runs";
import type { Handler } from "../handler.ts";

export const computePayoutRun: Handler = async ({ context }) => {
  const months = await computeDuePayoutRuns(context);
  return { runs: months.length, months: months.join(", ") };
};
