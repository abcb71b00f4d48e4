import { exportReport } from "@tollgate/api/export-report";
import { requestContext } from "../../../../../server/context.ts";

/** A report of the books as CSV, in pieces, or as PDF with `format=pdf`; the period is that of the page. */
export async function GET(request: Request, { params }: { params: Promise<{ report: string }> }): Promise<Response> {
  const { report } = await params;
  return await exportReport(await requestContext(), report, new URL(request.url).searchParams);
}
