import { exportPayoutRuns } from "@tollgate/api/export-payout-runs";
import { requestContext } from "../../../../server/context.ts";

/** Every payout run as CSV. */
export async function GET(): Promise<Response> {
  return await exportPayoutRuns(await requestContext());
}
