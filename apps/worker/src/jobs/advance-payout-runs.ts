import { advancePayoutRuns as advance } from "@tollgate/marketplace/payouts/advance-payout-runs";
import { tellOfStatements } from "@tollgate/marketplace/payouts/tell-of-statements";
import type { Handler } from "../handler.ts";

/** Queues what runs that pay have open, also what a worker that died left behind, and tells those who are paid nothing why. */
export const advancePayoutRuns: Handler = async ({ context, payouts }) => {
  const work = await advance(context);
  let queued = 0;
  for (const run of work) queued += await payouts.enqueue(run);
  const told = await tellOfStatements(context);
  return { runs: work.length, queued, told };
};
