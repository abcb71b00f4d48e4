import { exportReport } from "@tollgate/api/export-report";
import { requestContext } from "../../../../server/context.ts";

/** Every account of the ledger as CSV, or as PDF with `format=pdf`; debits and credits have equal totals. */
export async function GET(request: Request): Promise<Response> {
  return await exportReport(await requestContext(), "trial-balance", new URL(request.url).searchParams);
}
