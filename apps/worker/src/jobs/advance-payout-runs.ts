import { advancePayoutRuns as advance } from "@tollgate/marketplace/payouts/advance-payout-runs";
import type { Handler } from "../handler.ts";

/** Queues what runs that pay have open: also what a worker that died left behind. */
export const advancePayoutRuns: Handler = async ({ context, payouts }) => {
  const work = await advance(context);
  let queued = 0;
  for (const run of work) queued += await payouts.enqueue(run);
  return { runs: work.length, queued };
};
