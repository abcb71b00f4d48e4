import { exportPayoutSettings } from "@tollgate/api/export-payout-settings";
import { requestContext } from "../../../../server/context.ts";

/** Every version of the terms of payouts as CSV. */
export async function GET(): Promise<Response> {
  return await exportPayoutSettings(await requestContext());
}
