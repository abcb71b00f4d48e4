import { exportFees } from "@tollgate/api/export-fees";
import { requestContext } from "../../../../server/context.ts";

/** Every fee of the platform as CSV. */
export async function GET(): Promise<Response> {
  return await exportFees(await requestContext());
}
