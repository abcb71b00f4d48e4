import type { Context } from "@tollgate/marketplace/context";
import { exportPayoutRun as verb } from "@tollgate/marketplace/payouts/export-payout-run";
import { csvResponse } from "./csv-response.ts";
import { toHttpResponse } from "./to-http-response.ts";

/** Answers a download of a payout run as CSV. */
export async function exportPayoutRun(ctx: Context, runId: string): Promise<Response> {
  try {
    const { fileName, pieces } = await verb(ctx, { runId });
    return csvResponse(fileName, pieces);
  } catch (error) {
    return toHttpResponse(error);
  }
}
