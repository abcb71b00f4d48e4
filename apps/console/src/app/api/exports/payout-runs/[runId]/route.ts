import { exportPayoutRun } from "@tollgate/api/export-payout-run";
import { requestContext } from "../../../../../server/context.ts";

/** Every statement of a payout run as CSV, with control totals. */
export async function GET(_request: Request, { params }: { params: Promise<{ runId: string }> }): Promise<Response> {
  const { runId } = await params;
  return await exportPayoutRun(await requestContext(), runId);
}
