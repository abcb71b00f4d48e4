import { exportTaxThresholds } from "@tollgate/api/export-tax-thresholds";
import { requestContext } from "../../../../server/context.ts";

/** Every tax threshold as CSV. */
export async function GET(): Promise<Response> {
  return await exportTaxThresholds(await requestContext());
}
